package run

import (
	"errors"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/text"
	"mailgrant/store"
)

// Wording is how a run names mailgrant's own commands: in practice they need its
// flag. Every command that can be named in practice goes through it.
type Wording struct{ Practice bool }

// Command is a command line that works in this run.
func (w Wording) Command(words string) string {
	return form.Settings{Practice: w.Practice}.Command(words)
}

// Finding says what an error of the store means; nil for none.
func (w Wording) Finding(err error) *finding.Finding {
	if err == nil {
		return nil
	}
	var e *store.Error
	if !errors.As(err, &e) {
		e = &store.Error{Kind: store.Other}
	}
	says := Sentence(e.Says())
	if e.Detail != "" {
		says = says[:len(says)-1] + " (" + text.Clean(e.Detail) + ")."
	}
	switch {
	case e.Unsure && e.Op == store.Remove:
		says += " The secret may or may not be removed."
	case e.Unsure:
		says += " The secret may or may not be saved."
	}
	f := finding.New(finding.KeyringCheck, causeOf(e.Kind), says, e.FixBy(w.Command))
	return &f
}
