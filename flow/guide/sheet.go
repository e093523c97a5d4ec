package guide

import (
	"slices"
	"strings"

	"mailgrant/flow/value"
)

// tables are what the permissions and the hand-off have of their own.
func (f *file) tables(g *Guide, s *Step, own []block) {
	for _, b := range own {
		switch {
		case s.ID == StepPermission && b.form == table:
			g.Permissions = f.permissions(*g, b)
		case s.ID == StepHandoff && b.form == table:
			g.Sheet = f.sheet(*g, b)
		case s.ID == StepHandoff && b.form == bullets:
			for _, l := range f.items(b) {
				g.After = append(g.After, f.prose(l, longestText))
			}
		default:
			f.bad(b.n, "A %s has no place in the section %s.", b.form, s.ID)
		}
	}
}

// permissions are the rows of the table of permissions.
func (f *file) permissions(g Guide, b block) []Permission {
	var list []Permission
	for _, r := range f.rows(b, "Permission", "Type", "Needed", "For", "ID") {
		p := Permission{Name: strings.Trim(r.cells[0], "`"), Kind: Kind(r.cells[1]), Why: f.prose(line{r.n, r.cells[3]}, longestTitle), ID: strings.Trim(r.cells[4], "`")}
		switch needed := strings.TrimPrefix(r.cells[2], "to "); needed {
		case "always":
		case value.Incoming.Words():
			p.For = value.Incoming
		case value.Outgoing.Words():
			p.For = value.Outgoing
		default:
			f.bad(r.n, "Needed can't be %q. Write always, to %s, or to %s.", r.cells[2], value.Incoming.Words(), value.Outgoing.Words())
		}
		f.permission(g, p, r.n)
		if slices.ContainsFunc(list, func(o Permission) bool { return o.Name == p.Name || strings.EqualFold(o.ID, p.ID) }) {
			f.bad(r.n, "The permission %s, or its ID, is listed already.", p.Name)
		}
		list = append(list, p)
	}
	return list
}

// sheet are the product's own fields.
func (f *file) sheet(g Guide, b block) []Entry {
	var list []Entry
	for _, r := range f.rows(b, "Field", "Value", "Note") {
		e := Entry{Label: f.prose(line{r.n, r.cells[0]}, longestName), Value: r.cells[1], Note: r.cells[2]}
		if e.Note != "" {
			f.prose(line{r.n, e.Note}, longestText)
		}
		if e.Value != "" {
			f.sheetValue(g, line{r.n, e.Value})
		}
		if e.Secret = e.Value == "{secret}"; e.Secret {
			e.Value = ""
		}
		list = append(list, e)
	}
	return list
}

// sheetValue judges what goes into a product's field.
func (f *file) sheetValue(g Guide, l line) {
	if from, names, to, ok := cloudNames(l.text); ok {
		f.cloudNames(g, l.n, names)
		l.text = l.text[:from] + l.text[to:]
	}
	if l.text != "" {
		f.prose(l, longestTitle, sheetPlaces...)
	}
	if strings.Contains(l.text, "{secret}") && l.text != "{secret}" {
		f.bad(l.n, "{secret} must be alone in its field: a secret is copied, never shown.")
	}
	f.sources(g, l)
}

// sources finds values that the guide never gets.
func (f *file) sources(g Guide, l line) {
	for _, p := range []struct {
		place string
		given bool
	}{
		{"{mailbox}", g.Index(StepMailbox) >= 0}, {"{redirect-uri}", g.Redirect},
		{"{token-endpoint}", g.Index(StepEndpoint) >= 0}, {"{auth-endpoint}", g.Index(StepEndpoint) >= 0 && g.Auth != ""},
	} {
		if strings.Contains(l.text, p.place) && !p.given {
			f.bad(l.n, "Nothing in this guide gives the value %s: it has no step, or no redirect URI, for it.", p.place)
		}
	}
}

// cloudName is what a product calls a cloud.
type cloudName struct {
	cloud value.Cloud
	name  string
}

// cloudNames are the names in a value such as {cloud: global = Worldwide, china =
// 21Vianet}, and where it is.
func cloudNames(text string) (from int, names []cloudName, to int, ok bool) {
	const begin = "{cloud:"
	from = strings.Index(text, begin)
	if from < 0 {
		return 0, nil, 0, false
	}
	size := strings.Index(text[from:], "}")
	if size < 0 {
		return 0, nil, 0, false
	}
	to = from + size + 1
	for pair := range strings.SplitSeq(text[from+len(begin):to-1], ",") {
		cloud, name, _ := strings.Cut(pair, "=")
		names = append(names, cloudName{value.Cloud(strings.TrimSpace(cloud)), strings.TrimSpace(name)})
	}
	return from, names, to, true
}

func (f *file) cloudNames(g Guide, n int, names []cloudName) {
	for _, c := range names {
		if c.name == "" || !slices.Contains(g.reaches(), c.cloud) {
			f.bad(n, "Write {cloud: CLOUD = NAME, ...} with the clouds of this guide; %q is none, or has no name.", string(c.cloud))
		}
		f.prose(line{n, c.name}, longestName)
	}
	for _, c := range g.reaches() {
		if !slices.ContainsFunc(names, func(n cloudName) bool { return n.cloud == c }) {
			f.bad(n, "{cloud: ...} has no name for %s.", c)
		}
	}
}

// Fill puts values into a text of the sheet. A {cloud: ...} becomes the product's
// name of that cloud; without a cloud, all its names.
func Fill(text string, cloud value.Cloud, values *strings.Replacer) string {
	if from, names, to, ok := cloudNames(text); ok {
		var fit []string
		for _, n := range names {
			if n.cloud == cloud || cloud == "" {
				fit = append(fit, n.name)
			}
		}
		text = text[:from] + strings.Join(fit, " or ") + text[to:]
	}
	return values.Replace(text)
}
