package cli

import (
	"github.com/spf13/cobra"

	"mailgrant/flow/finding"
	"mailgrant/ui/run"
)

// wording is how a command refers to other commands and to errors of the store.
type wording struct{ run.Wording }

// wordingOf is the wording of a command line.
func wordingOf(cmd *cobra.Command) wording {
	practice, _ := cmd.Flags().GetBool("practice") // false if the command has no such flag
	return wording{run.Wording{Practice: practice}}
}

// ending ends a command with an error of the store.
func (w wording) ending(err error) error {
	f := w.Finding(err)
	return &ending{code: storeCode(err), says: f.Says, do: f.Do[0]}
}

// nameUnknown is the finding for a name that no saved credential has.
func (w wording) nameUnknown(says string) *finding.Finding {
	f := finding.New(finding.Values, finding.NameUnknown, says, "Run "+w.Command("list")+" to see the saved credentials.")
	return &f
}

// misnamed ends a command that can't work without the name.
func (w wording) misnamed(f finding.Finding) error { return usage(w.Command("list"), "%s", f.Says) }
