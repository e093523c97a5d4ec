package cli

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"mailgrant/flow/explain"
	"mailgrant/flow/finding"
)

// explainer writes explanations for people: the cause first, then whose move it
// is and what to do, then what the text held.
type explainer struct{ ink }

func (p *explainer) print(x explain.Explanation) {
	for _, w := range x.Warnings {
		p.wrapped("Warning: ", w)
		p.line("")
	}
	if len(x.Candidates) > 1 {
		p.wrapped("", "The text does not decide between "+strconv.Itoa(len(x.Candidates))+" causes. The most likely comes first.")
		p.line("")
	}
	for i, k := range x.Candidates {
		p.candidate(k, p.label(x, i))
	}
	if x.Ask != "" && len(x.Candidates) > 1 {
		p.line("To tell them apart, ask:")
		p.wrapped("  ", x.Ask)
		p.line("")
	}
	p.found(x)
}

// label numbers candidates, and says of a single one that it is not certain.
func (p *explainer) label(x explain.Explanation, i int) string {
	switch {
	case len(x.Candidates) > 1:
		return strconv.Itoa(i+1) + ". "
	case !x.Certain && x.Candidates[0].Cause != finding.Unknown:
		return "Most likely: "
	}
	return ""
}

func (p *explainer) candidate(k explain.Candidate, label string) {
	indent := ""
	if label != "" && label[0] <= '9' {
		indent = strings.Repeat(" ", len(label))
	}
	says := k.Says
	if k.Cause != finding.Unknown {
		says += " (" + string(k.Cause) + ")"
	}
	p.wrapped(label, says)
	if who := mover(k); who != "" {
		p.wrapped(indent+"Whose move: ", who+".")
	}
	p.line(indent + "What to do:")
	for i, do := range k.Do {
		p.wrapped(indent+"  "+strconv.Itoa(i+1)+". ", do)
	}
	if k.Apart != "" {
		p.wrapped(indent, k.Apart)
	}
	if k.Family {
		p.wrapped(indent, "This advice is for codes of this kind; mailgrant has none for this one alone.")
	}
	p.line("")
}

// mover says whose move it is; "" where nobody can be named. The text may be
// from another computer than this one.
func mover(k explain.Candidate) string {
	if k.Owner == finding.ThisComputer {
		return "whoever looks after that computer"
	}
	return k.Owner.Words()
}

// LowerFirst begins a sentence small, where its first word is not a name.
func lowerFirst(text string) string {
	first, _, _ := strings.Cut(text, " ")
	switch first {
	case "The", "This", "There", "A", "An", "Something", "What", "Your", "No", "Neither", "Nobody", "Part":
		return strings.ToLower(text[:1]) + text[1:]
	}
	return text
}

// found is what stands in the text: the numbers, Microsoft's own words, what
// its support asks for, where to look it up, and what a token says.
func (p *explainer) found(x explain.Explanation) {
	for _, c := range x.Codes {
		said := slices.ContainsFunc(x.Candidates, func(k explain.Candidate) bool { return k.Says == c.Means })
		switch name := "AADSTS" + strconv.Itoa(c.Number) + " (" + c.Name + ")"; {
		case c.Name == "":
		case said:
			p.line("Number: " + name)
		default:
			p.wrapped("", name+": "+c.Means)
		}
	}
	if x.Evidence.ServerText != "" {
		p.wrapped("", "The text says: "+x.Evidence.ServerText)
	}
	if ids := idsOf(finding.Finding{Evidence: x.Evidence}); ids != "" {
		p.wrapped("", "For Microsoft's support: "+ids)
	}
	seen := map[string]bool{"": true}
	for _, k := range x.Candidates {
		if !seen[k.Lookup] {
			p.wrapped("Look it up: ", k.Lookup)
		}
		seen[k.Lookup] = true
	}
	p.token(x.Token)
	p.line("Nothing was sent.")
}

func (p *explainer) token(t *explain.Token) {
	if t == nil {
		return
	}
	p.line("The token says of itself (for diagnosis only, nothing here proves it genuine):")
	for _, f := range []struct{ label, value string }{
		{"for", t.Audience}, {"tenant", t.Tenant}, {"client ID", t.App},
		{"application permissions", cmp.Or(strings.Join(t.Roles, ", "), "none")},
		{"delegated permissions", cmp.Or(strings.Join(t.Scopes, ", "), "none")}, {"ends", t.Ends},
	} {
		if f.value != "" {
			p.wrapped("  "+f.label+": ", f.value)
		}
	}
}
