package page

import (
	"slices"
	"strings"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/text"
	"mailgrant/flow/wire"
)

// Verdict is a test and its result: a headline, what is the matter, who can fix
// it and how, and how each check went.
type Verdict struct {
	Status finding.Status // "" while the test runs
	Title  string
	Says   []string
	Do     []string
	Checks []CheckLine // one per check, in the order of a report
}

// CheckLine is how one check went.
type CheckLine struct {
	Check  finding.Check
	Status finding.Status // "" while its result is missing
	Says   string
}

// checkLines has a line for each check, whether its result is in or not: as the
// results come in, no line moves.
func checkLines(found []finding.Finding, running bool) []CheckLine {
	var lines []CheckLine
	for _, c := range finding.Checks {
		of := slices.DeleteFunc(slices.Clone(found), func(f finding.Finding) bool { return f.Check != c })
		switch worst, bad := finding.Root(of); {
		case bad:
			lines = append(lines, CheckLine{c, worst.Status, worst.Says})
		case len(of) > 0:
			lines = append(lines, CheckLine{c, of[0].Status, of[0].Says})
		case running:
			lines = append(lines, CheckLine{Check: c})
		}
	}
	return lines
}

// proving is the verdict while the test runs.
func (s view) proving(found []finding.Finding) *Verdict {
	return &Verdict{Checks: checkLines(found, true)}
}

// verdict is the result of a test that has ended.
func (s view) verdict(r check.Report) *Verdict {
	v := &Verdict{Status: r.Verdict, Title: "It works", Says: []string{strings.TrimPrefix(r.Summary, "The credential works: ")}, Checks: checkLines(r.Findings, false)}
	switch {
	case r.Root == nil && r.Verdict == finding.Undecided:
		v.Title = "The secret was not tested"
		return v
	case r.Root == nil && s.signInUntested():
		v.Status, v.Title = finding.Warn, "Right so far"
		return v
	case r.Root == nil && s.Guide().Delegated(): // who signed in
		for _, l := range v.Checks {
			if l.Check == finding.TokenCheck {
				v.Says = append(v.Says, l.Says)
			}
		}
		return v
	case r.Root == nil:
		return v
	case r.Verdict == finding.Warn:
		v.Title = "It works, with a note"
	case s.Results.Token != nil && s.Results.Token.Trouble == wire.Abandoned:
		v.Title = "The test was stopped"
	default:
		v.Title = r.Root.Cause.Title()
	}
	v.Says, v.Do = nil, r.Root.Do
	if !strings.EqualFold(strings.TrimSuffix(r.Root.Says, "."), v.Title) { // said once is enough
		v.Says = append(v.Says, r.Root.Says)
	}
	if who := s.whoCanFix(*r.Root); who != "" {
		v.Says = append(v.Says, who)
	}
	return v
}

// whoCanFix says whose move it is, in a sentence; "" if nobody knows.
func (s view) whoCanFix(f finding.Finding) string {
	switch owner := f.Cause.Owner(); owner {
	case "":
		return ""
	case finding.Nobody:
		return "It passes by itself."
	case finding.ThisComputer:
		return "You can fix it, on this computer."
	case finding.AppOwner:
		if !s.Diagnosing && !s.Given && s.Values.Rights != flow.CanNeither {
			return "You can fix it."
		}
		return WhoCanFixIt + ": " + owner.Words() + "."
	case finding.EntraAdmin, finding.ExchangeAdmin:
		roles, _, _ := strings.Cut(article(s.Roles(f)), ". ")
		return WhoCanFixIt + ": " + strings.TrimSuffix(roles, ".") + "."
	default:
		return WhoCanFixIt + ": " + owner.Words() + "."
	}
}

// article is a role within a sentence: "An Exchange Administrator." begins in
// lower case, "Global Administrator." does not.
func article(who string) string {
	if strings.HasPrefix(who, "A ") || strings.HasPrefix(who, "An ") {
		return text.LowerFirst(who)
	}
	return who
}
