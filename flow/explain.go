package flow

import (
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
)

// startExplain asks for a message to explain.
func (s State) startExplain() State {
	s.At, s.Problems, s.Explained, s.Values.Message = guide.StepMessage, nil, nil, ""
	return s
}

// explain looks up what the message means. Nothing leaves this computer.
func (s State) explain() (State, []Effect) {
	if strings.TrimSpace(s.Values.Message) == "" {
		f := finding.New(finding.Values, finding.Unknown, "There is no text yet.", "Paste the message, or type its code, such as AADSTS7000215.")
		f.Field = guide.FieldMessage
		s.Problems = []finding.Finding{f}
		return s, nil
	}
	s.Attempt++
	s.Phase, s.Awaited, s.Problems = Explaining, []finding.Check{finding.BrowserCheck}, nil
	return s, []Effect{Explain{s.Attempt, s.Values.Message}}
}

func (s State) explained(e Explained) (State, []Effect) {
	if s.Phase != Explaining || !s.awaits(e.Attempt, finding.BrowserCheck) {
		return s, nil
	}
	s = s.got(finding.BrowserCheck)
	s.Phase, s.Explained = Asking, &e.Explanation
	return s, nil
}
