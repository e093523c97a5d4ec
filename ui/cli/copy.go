package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"mailgrant/flow/value"
	"mailgrant/store"
	"mailgrant/ui/report"
	"mailgrant/ui/run"
)

func (a *app) copyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "copy NAME",
		Short: "Copy a credential's secret to the clipboard, for 45 seconds",
		Long: `Copy a saved credential's secret to the system clipboard. It is cleared again
after 45 seconds, or on ctrl+c, unless something else was copied meanwhile. The
secret is not printed, and not sent through the terminal. If no clipboard is
available, for example over SSH, it says what would work (exit code 4). If the
keyring holds a different secret than the saved one, nothing is copied (exit code
4) until mailgrant check passes with it.`,
		Args: oneName, ValidArgsFunction: a.completeNames,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.copy(cmd.Context(), args[0], a.holder())
		},
	}
}

// copy keeps the secret on the clipboard until it is cleared.
func (a *app) copy(ctx context.Context, name string, clip *run.Clipboard) error {
	creds, e, err := a.saved(name)
	if err != nil {
		return err
	}
	opened, secret, err := creds.Open(ctx, e.Slug)
	if store.KindOf(err) == store.NoSecret {
		return usage("mailgrant", "%s has no secret to copy yet: it is %s.", e.Name, report.Awaited(e))
	}
	if err != nil {
		return wording{}.ending(err)
	}
	if opened.Differs {
		return &ending{code: exitKeyring, help: "mailgrant check " + e.Slug, says: "The keyring holds a different secret than the one saved as " + e.Name +
			", so nothing was copied: another program wrote it, or a backup was restored. Once mailgrant check passes with it, it becomes the saved one."}
	}
	defer clip.Clear(ctx)
	k := a.ink()
	says, copied := clip.HoldSecret(ctx, value.NewSecret(secret))
	if !copied {
		return &ending{code: exitKeyring, says: says}
	}
	if !clip.Holding() {
		k.Wrapped("", says)
		return nil
	}
	k.Wrapped("", "The secret of "+e.Name+" is on the clipboard. It is cleared in 45 seconds; ctrl+c clears it now.")
	run.Pause(ctx, run.SecretOnClipboard+time.Second)
	clip.Clear(ctx)
	if cut := context.Cause(ctx); cut != nil {
		return cut
	}
	k.Line("Cleared.")
	return nil
}
