package report

import (
	"cmp"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/store"
	"mailgrant/ui/run"
)

// JSONSheet is a hand-off sheet as JSON.
type JSONSheet struct {
	Schema string      `json:"schema"`
	Saved  JSONSaved   `json:"credential"`
	Fields []JSONField `json:"fields"`
}

// JSONField is a line of it.
type JSONField struct {
	Label  string `json:"label"`
	Value  string `json:"value"` // "" for the secret and for fields that stay empty
	Secret bool   `json:"secret"`
	Note   string `json:"note"`
}

// SavedSheet prints a saved credential. unknown says why its guide can't be
// read; nil if it can.
func SavedSheet(k Writer, e store.Entry, format string, unknown *finding.Finding) {
	c := run.CredentialOf(e)
	g := c.Procedure()
	sheet := page.SheetOf(g, c)
	if format == "json" {
		j := JSONSheet{"mailgrant.sheet/1", shown(e), []JSONField{}}
		for _, l := range sheet {
			j.Fields = append(j.Fields, JSONField(l))
		}
		k.JSON(j)
		return
	}
	if e.NoSecret {
		markUnknown(sheet, g)
	}
	if unknown != nil {
		k.Wrapped("", unknown.Says+" "+unknown.Do[0])
		k.Line("")
	}
	k.Wrapped("", cmp.Or(g.Product, e.Guide)+", hand-off sheet of "+e.Name)
	k.Line("")
	k.Sheet(sheet)
	k.Line("")
	k.Wrapped("Tenant:     ", cmp.Or(e.Domain, e.Tenant))
	k.Wrapped("Last check: ", lastCheck(e))
	k.Wrapped("Secret:     ", secretEnds(e))
	if note := noteOn(e); note != "" {
		k.Wrapped("Note:       ", note)
	}
	for _, after := range g.After {
		k.Line("")
		k.Wrapped("", after)
	}
	k.Line("")
	if e.NoSecret {
		k.Wrapped("", "The sheet is not complete yet. To continue, run: mailgrant")
		return
	}
	k.Wrapped("", "To copy the secret: mailgrant copy "+e.Slug)
}

// markUnknown distinguishes missing values from those that stay empty.
func markUnknown(sheet []page.SheetLine, g guide.Guide) {
	for i, of := range g.Sheet {
		if of.Secret || of.Value != "" && sheet[i].Value == "" {
			sheet[i].Secret, sheet[i].Value = false, "(not known yet)"
		}
	}
}
