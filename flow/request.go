package flow

import (
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/request"
)

// Request is the request for whoever may do what the person can't.
func (s State) Request() string {
	return request.RequestOf(s.Values, s.At != guide.StepRequest, s.Command("check "+s.nameOr("NAME")))
}

// nameOr is the credential's name, where it has one that can be used.
func (s State) nameOr(otherwise string) string {
	if name := form.Judge(s.Values, guide.FieldName); len(name.Findings) == 0 {
		return name.Value
	}
	return otherwise
}

// askOthers hands the request out.
func (s State) askOthers(file bool) (State, []Effect) {
	if s.Guide().ID == "" {
		return s, nil
	}
	if file {
		return s, []Effect{WriteFile{s.nameOr(s.suggestName()) + "-request.md", s.Request()}}
	}
	return s, []Effect{CopyText{Label: "The request", Text: s.Request()}}
}
