package page

import (
	"strconv"
	"strings"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/text"
)

// startPage is the first screen: what the user has, or all saved credentials.
func startPage(s view) Page {
	p := Page{Step: guide.StepStart, Title: "Connect a mail app to Microsoft 365, or find out why it stopped.", Problems: s.Problems}
	for _, c := range s.Listed() {
		p.Rows = append(p.Rows, s.row(c))
	}
	p.Lead = s.news()
	if len(p.Rows) == 0 {
		p.Lead = append(p.Lead, "What do you have?")
	}
	switch {
	case s.Phase == flow.Testing:
		p.Lead = nil
		p.Waiting, p.Options = "Testing "+text.Number(len(s.Home.Tested)+len(s.Home.Untested), "credential"), []Option{leaveOption}
		return p
	case s.Phase == flow.Opening:
		p.Waiting, p.Options = "Waiting for your keyring", []Option{leaveOption}
		return p
	}
	p.Options = s.startOptions(len(p.Rows) > 0)
	p.After = s.unlisted()
	if len(p.Rows) == 0 {
		p.After = append(p.After,
			"Contacts only Microsoft's sign-in and Graph. Never sends mail.",
			"Not an administrator? mailgrant writes the request for yours.",
			"The secret stays in this computer's keyring, or nowhere.")
	}
	return p
}

// startOptions are the ways to start without a saved credential.
func (s view) startOptions(returning bool) []Option {
	nothing := Option{"Nothing yet", "register an app, or get the request for your administrator", flow.StartSetup{}}
	given := Option{"IDs and a secret", "test what someone gave you", flow.StartSetup{Given: true}}
	stopped := Option{"Mail that stopped", "the cause, whose move it is, the fix", flow.StartDiagnosis{}}
	message := Option{"An error message", "explained here; nothing is sent", flow.StartExplain{}}
	if !returning {
		return []Option{nothing, given, stopped, message}
	}
	nothing.Label, nothing.Note = "Set up another", "step by step"
	given.Label, stopped.Note = "I have IDs and a secret", "an app that is not in this list"
	if s.AtStake() && !s.Diagnosing { // the user came back from there
		typed := &nothing
		if s.Given {
			typed = &given
		}
		typed.Label, typed.Note = "Go on with what you typed", ""
	}
	options := []Option{nothing}
	if len(s.Testable()) > 0 {
		options = append(options, Option{"Test all", "side by side", flow.TestAll{}})
	}
	return append(options, given, stopped, message)
}

// news says what was just done.
func (s view) news() []string {
	switch h := s.Home; {
	case h.Removed != "" && s.Practice:
		return []string{"Removed " + h.Removed + " from the practice keyring."}
	case h.Removed != "":
		return []string{"Removed " + h.Removed + " from this computer. The secret still works in Entra. If nothing uses it anymore, delete it under Certificates & secrets."}
	case len(h.Untested) > 0:
		return []string{"Stopped. " + s.totals() + " " + text.UpperFirst(text.Number(len(h.Untested), "result")) + " did not come."}
	case len(h.Tested) > 0:
		return []string{s.totals()}
	}
	return nil
}

// totals counts the results: "3 work, 1 needs you."
func (s view) totals() string {
	count := map[finding.Status]int{}
	for _, v := range s.Home.Tested {
		if v == finding.Warn { // it works
			v = finding.Pass
		}
		count[v]++
	}
	var parts []string
	for _, part := range []struct {
		of        finding.Status
		one, many string
	}{
		{finding.Pass, " works", " work"}, {finding.Fail, " needs you", " need you"}, {finding.Undecided, " could not be tested", " could not be tested"},
	} {
		switch n := count[part.of]; n {
		case 0:
		case 1:
			parts = append(parts, "1"+part.one)
		default:
			parts = append(parts, strconv.Itoa(n)+part.many)
		}
	}
	if len(parts) == 0 {
		return "None was tested."
	}
	return strings.Join(parts, ", ") + "."
}

// unlisted says that more is saved than this version can use.
func (s view) unlisted() []string {
	if s.Unusable == 0 {
		return nil
	}
	return []string{text.Number(s.Unusable, "more credential") + " can't be used: the guide is missing here. To see which: " + s.Command("list")}
}
