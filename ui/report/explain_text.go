package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"mailgrant/flow/explain"
	"mailgrant/flow/finding"
	"mailgrant/flow/value"
)

// Explainer writes explanations for people: the cause first, then who can fix
// it and how, then what the text contained.
type Explainer struct{ Writer }

func (p Explainer) Print(x explain.Explanation) {
	for _, w := range x.Warnings {
		p.Wrapped("Warning: ", w)
		p.Line("")
	}
	switch {
	case x.Several != nil:
		p.Wrapped("", x.Several.Shown(len(x.Candidates)))
		p.Line("")
	case x.Together() != "":
		p.Wrapped("", x.Together())
		p.Line("")
	case len(x.Candidates) > 1:
		p.Wrapped("", "The text fits "+strconv.Itoa(len(x.Candidates))+" causes. The most likely is first.")
		p.Line("")
	}
	for i, k := range x.Candidates {
		p.candidate(k, p.label(x, i))
	}
	if x.Several != nil && x.Several.Hidden > 0 {
		p.Wrapped("", x.Several.Rest())
		p.Line("")
	}
	if x.Ask != "" && len(x.Candidates) > 1 {
		p.Line("To tell them apart, ask:")
		p.Wrapped("  ", x.Ask)
		p.Line("")
	}
	p.places(x.Candidates, x.Quoted.Cloud)
	p.found(x)
}

// places says where the portals of the advice are.
func (p Explainer) places(list []explain.Candidate, cloud value.Cloud) {
	var advice []string
	for _, k := range list {
		advice = append(append(advice, k.Do...), k.Apart)
	}
	places := explain.Places(advice, cloud)
	for _, line := range places {
		p.Line(line)
	}
	if len(places) > 0 {
		p.Line("")
	}
}

// label numbers candidates, and marks a single one that is not certain.
func (p Explainer) label(x explain.Explanation, i int) string {
	switch {
	case len(x.Candidates) > 1:
		return strconv.Itoa(i+1) + ". "
	case !x.Certain && x.Candidates[0].Cause != finding.Unknown:
		return "Most likely: "
	}
	return ""
}

func (p Explainer) candidate(k explain.Candidate, label string) {
	indent := ""
	if label != "" && label[0] <= '9' {
		indent = strings.Repeat(" ", len(label))
	}
	says := k.Says
	if k.Cause != finding.Unknown && k.Cause != "" {
		says += " (" + string(k.Cause) + ")"
	}
	p.Wrapped(label, says)
	if who := mover(k); who != "" {
		p.Wrapped(indent+"Who can fix it: ", who+".")
	}
	p.Line(indent + "What to do:")
	for i, do := range k.Do {
		p.Wrapped(indent+"  "+strconv.Itoa(i+1)+". ", do)
	}
	if k.Apart != "" {
		p.Wrapped(indent, k.Apart)
	}
	if k.Family {
		p.Wrapped(indent, "This advice is for codes of this kind; mailgrant has none for this specific code.")
	}
	p.Line("")
}

// mover says who can fix it; "" if nobody can be named. The text may be from
// another computer.
func mover(k explain.Candidate) string {
	if k.Who != "" {
		return k.Who
	}
	if k.Owner == finding.ThisComputer {
		return "whoever manages that computer"
	}
	return k.Owner.Words()
}

// found lists what the text contained: the numbers, Microsoft's own words, what
// its support asks for, where to look it up, and the claims of a token.
func (p Explainer) found(x explain.Explanation) {
	for _, c := range x.Codes {
		said := slices.ContainsFunc(x.Candidates, func(k explain.Candidate) bool { return k.Says == c.Means })
		switch name := "AADSTS" + strconv.Itoa(c.Number) + " (" + c.Name + ")"; {
		case c.Name == "":
		case said:
			p.Line("Number: " + name)
		default:
			p.Wrapped("", name+": "+c.Means)
		}
	}
	if x.Evidence.ServerText != "" && x.Together() == "" { // each fault has its own line
		p.Wrapped("", "The text says: "+x.Evidence.ServerText)
	}
	if ids := idsOf(finding.Finding{Evidence: x.Evidence}); ids != "" {
		p.Wrapped("", "For Microsoft's support: "+ids)
	}
	seen := map[string]bool{"": true}
	for _, k := range x.Candidates {
		if !seen[k.Lookup] {
			p.Wrapped("Look it up: ", k.Lookup)
		}
		seen[k.Lookup] = true
	}
	p.token(x.Token)
	p.Line("Nothing was sent.")
}

func (p Explainer) token(t *explain.Token) {
	if t == nil {
		return
	}
	p.Line("Claims of the token (not verified):")
	expires, end := "expires", t.Ends
	if t.Ended != "" {
		expires, end = "expired", t.Ends+", "+t.Ended
	}
	for _, f := range []struct{ label, value string }{
		{"audience", t.Audience}, {"tenant", t.Tenant}, {"client ID", t.App},
		{"application permissions", cmp.Or(strings.Join(t.Roles, ", "), "none")},
		{"delegated permissions", cmp.Or(strings.Join(t.Scopes, ", "), "none")}, {expires, end},
	} {
		if f.value != "" {
			p.Wrapped("  "+f.label+": ", f.value)
		}
	}
}
