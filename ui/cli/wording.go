package cli

import (
	"errors"

	"github.com/spf13/cobra"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/text"
	"mailgrant/store"
)

// wording is how a run speaks of mailgrant's own commands: in practice they need
// its flag. Every command that can be named in practice goes through it.
type wording struct{ practice bool }

// wordingOf is that of a command line.
func wordingOf(cmd *cobra.Command) wording {
	practice, _ := cmd.Flags().GetBool("practice") // false where the command has no such flag
	return wording{practice}
}

// command is a command, as it works in this run.
func (w wording) command(words string) string {
	return form.Settings{Practice: w.practice}.Command(words)
}

// finding says what an error of the safe means; nil for none.
func (w wording) finding(err error) *finding.Finding {
	if err == nil {
		return nil
	}
	var e *store.Error
	if !errors.As(err, &e) {
		e = &store.Error{Kind: store.Other}
	}
	says := sentence(e.Says())
	if e.Detail != "" {
		says = says[:len(says)-1] + " (" + text.Clean(e.Detail) + ")."
	}
	switch {
	case e.Unsure && e.Op == store.Remove:
		says += " The secret may or may not be removed."
	case e.Unsure:
		says += " The secret may or may not be saved."
	}
	f := finding.New(finding.KeyringCheck, causeOf(e.Kind), says, e.FixBy(w.command))
	return &f
}

// ending ends a command with an error of the safe.
func (w wording) ending(err error) error {
	f := w.finding(err)
	return &ending{code: safeCode(err), says: f.Says, do: f.Do[0]}
}

// nameUnknown is a name that no saved credential has.
func (w wording) nameUnknown(says string) *finding.Finding {
	f := finding.New(finding.Values, finding.NameUnknown, says, "Run "+w.command("list")+" to see the saved credentials.")
	return &f
}

// misnamed ends a command that can do nothing without the name.
func (w wording) misnamed(f finding.Finding) error { return usage(w.command("list"), "%s", f.Says) }
