package cli

import (
	"github.com/spf13/cobra"

	"mailgrant/store"
	"mailgrant/ui/run"
)

// openStore is the store of this user.
func (a *app) openStore() (*store.Store, error) {
	creds, err := a.Store(a.keyringLimit())
	if err != nil {
		return nil, wording{}.ending(err)
	}
	return creds, nil
}

// saved finds one saved credential. It does not use the keyring.
func (a *app) saved(name string) (*store.Store, store.Entry, error) {
	creds, err := a.openStore()
	if err != nil {
		return nil, store.Entry{}, err
	}
	e, err := wording{}.find(creds, name)
	return creds, e, err
}

// completeNames offers saved credentials to the shell. It reads only the index,
// never the keyring.
func (a *app) completeNames(cmd *cobra.Command, have []string, _ string) ([]string, cobra.ShellCompDirective) {
	const nothing = cobra.ShellCompDirectiveNoFileComp
	if practice, _ := cmd.Flags().GetBool("practice"); practice {
		return run.NamesOf(run.PracticeSamples(a.Now(), nil)), nothing
	}
	if cmd.Name() != "check" && len(have) > 0 {
		return nil, nothing
	}
	creds, err := a.Store(store.Unattended)
	if err != nil {
		return nil, nothing
	}
	entries, err := creds.List()
	if err != nil {
		return nil, nothing
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Slug)
	}
	return names, nothing
}

// completeGuides offers guide IDs for the flag --guide.
func (a *app) completeGuides(cmd *cobra.Command) {
	_ = cmd.RegisterFlagCompletionFunc("guide", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return guideIDs(true), cobra.ShellCompDirectiveNoFileComp
	})
}
