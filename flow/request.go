package flow

import (
	"cmp"

	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/request"
	"mailgrant/flow/value"
)

// Request is the request to somebody who has the rights that the user lacks:
// to fix what stopped the test, else to register the app or consent to it.
func (s State) Request() string {
	if s.Practice {
		return s.request() + "\nPractice: the links in this request work only while mailgrant runs, and only on this computer.\n"
	}
	return s.request()
}

func (s State) request() string {
	command := ""
	if s.Kept != "" && !s.Practice {
		command = s.Command("check " + s.Kept)
	}
	if f, found := s.stopped(); found && s.AsksAnother(f) {
		return request.ForCause(s.Values, f, command)
	}
	return request.Markdown(s.Values, s.registered(), command)
}

// registered reports a step that comes after the client ID: what is in its field
// before that may be another app's.
func (s State) registered() bool { return s.Given || s.Index(s.At) > s.Index(guide.StepClientID) }

// AsksAnother reports a finding that is somebody else's to fix, so that a
// request is offered. Whoever was given an app, or diagnoses one, may not be the
// one who manages it.
func (s State) AsksAnother(f finding.Finding) bool {
	return request.Another(f, s.Diagnosing || s.Given || s.Values.Rights == CanNeither)
}

// Roles names who can fix a finding, as a sentence.
func (s State) Roles(f finding.Finding) string { return request.Who(s.Guide(), f) }

// RequestFits reports that somebody else can be asked for something here. Where
// a test failed for another reason, asking for consent would be of no use.
func (s State) RequestFits() bool {
	f, found := s.stopped()
	return s.Guide().ID != "" && (!found || s.AsksAnother(f))
}

// stopped is the finding that the user is looking at.
func (s State) stopped() (finding.Finding, bool) {
	switch {
	case s.At == guide.StepVerify && s.Settled():
		root, found := finding.Root(check.Examine(s.AsCase()))
		return root, found && root.Status != finding.Warn
	case (s.At == guide.StepSignIn || s.At == guide.StepConsent) && len(s.Problems) > 0 && s.Problems[0].Check != finding.KeyringCheck: // that one is about this computer
		return s.Problems[0], true
	}
	return finding.Finding{}, false
}

// askOthers writes the request to a file or copies it.
func (s State) askOthers(e AskOthers) (State, []Effect) {
	if e.Show || !s.RequestFits() {
		return s, nil
	}
	if problems := s.againstRequest(); len(problems) > 0 {
		s.Problems = problems
		return s, nil
	}
	if e.File {
		return s, []Effect{WriteFile{cmp.Or(s.Values.UsableName(), s.nameless()) + "-request.md", s.Request()}}
	}
	return s, []Effect{CopyText{Label: "Request", Text: s.Request()}}
}

// againstRequest are the problems with what was typed for the request. What is
// empty is left out of it.
func (s State) againstRequest() []finding.Finding {
	if clean, _ := value.Clean(s.Values.Redirect); s.At != guide.StepRequest || clean == "" {
		return nil
	}
	return form.Judge(s.Values, guide.FieldRedirect).Findings
}
