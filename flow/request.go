package flow

import (
	"cmp"

	"mailgrant/flow/guide"
	"mailgrant/flow/request"
)

// Request is the request to somebody who has the rights that the user lacks.
func (s State) Request() string {
	return request.Markdown(s.Values, s.At != guide.StepRequest, s.Command("check "+cmp.Or(s.Values.UsableName(), "NAME")))
}

// askOthers writes the request to a file or copies it.
func (s State) askOthers(file bool) (State, []Effect) {
	if s.Guide().ID == "" {
		return s, nil
	}
	if file {
		return s, []Effect{WriteFile{cmp.Or(s.Values.UsableName(), s.freeName(s.Values.Domain, s.Kept)) + "-request.md", s.Request()}}
	}
	return s, []Effect{CopyText{Label: "The request", Text: s.Request()}}
}
