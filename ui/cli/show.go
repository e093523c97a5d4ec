package cli

import (
	"cmp"
	"time"

	"github.com/spf13/cobra"

	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/store"
	"mailgrant/ui/report"
	"mailgrant/ui/run"
)

// stamp is how JSON writes a time.
const stamp = time.RFC3339

func (a *app) showCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "show NAME",
		Short: "Show a credential's hand-off sheet, without the secret",
		Long: `Show a saved credential as the target product asks for it: its own fields, in
its order. The secret is not shown and the keyring is not opened;
mailgrant copy NAME puts the secret on the clipboard.`,
		Args: oneName, ValidArgsFunction: a.completeNames,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := textOrJSON(format, "show"); err != nil {
				return err
			}
			_, e, err := a.saved(args[0])
			if err != nil {
				return err
			}
			a.show(e, format)
			return nil
		},
	}
	formatFlag(cmd, &format)
	return cmd
}

type jsonSheet struct {
	Schema string      `json:"schema"`
	Saved  jsonSaved   `json:"credential"`
	Fields []jsonField `json:"fields"`
}

type jsonField struct {
	Label  string `json:"label"`
	Value  string `json:"value"` // "" for the secret and for fields that stay empty
	Secret bool   `json:"secret"`
	Note   string `json:"note"`
}

func (a *app) show(e store.Entry, format string) {
	c := run.CredentialOf(e)
	g := c.Procedure()
	sheet := page.SheetOf(g, c)
	if format == "json" {
		j := jsonSheet{"mailgrant.sheet/1", shown(e), []jsonField{}}
		for _, l := range sheet {
			j.Fields = append(j.Fields, jsonField(l))
		}
		report.WriteJSON(a.out, j)
		return
	}
	if e.NoSecret {
		markUnknown(sheet, g)
	}
	k := a.ink()
	if f := (wording{}).guideUnknown(e); f != nil {
		k.Wrapped("", f.Says+" "+f.Do[0])
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
		k.Wrapped("", "The sheet is not complete yet. To go on: mailgrant")
		return
	}
	k.Wrapped("", "The secret: mailgrant copy "+e.Slug)
}

// markUnknown keeps what is still to come from passing for what stays empty.
func markUnknown(sheet []page.SheetLine, g guide.Guide) {
	for i, of := range g.Sheet {
		if of.Secret || of.Value != "" && sheet[i].Value == "" {
			sheet[i].Secret, sheet[i].Value = false, "(not known yet)"
		}
	}
}
