package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"mailgrant/store"
	"mailgrant/ui/run"
	"mailgrant/ui/term"
)

func (a *app) removeCommand() *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:   "remove NAME",
		Short: "Remove a credential and its secret from this computer",
		Long: `Remove a saved credential: its secret from the keyring, and its entry from the
index. The app registration in Entra stays as it is.`,
		Args: oneName, ValidArgsFunction: a.completeNames,
		RunE: func(cmd *cobra.Command, args []string) error { return a.remove(cmd.Context(), args[0], yes) },
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "do not ask for confirmation")
	return cmd
}

func (a *app) remove(ctx context.Context, name string, yes bool) error {
	creds, e, err := a.saved(name)
	if err != nil {
		return err
	}
	if !yes {
		if _, tty := term.Terminal(a.In); !tty {
			return usage("mailgrant remove --help", "mailgrant can't ask without a terminal: use --yes to remove %s.", e.Slug)
		}
		agreed, err := a.agrees(ctx, e)
		if err != nil {
			return err
		}
		if !agreed {
			fmt.Fprintln(a.out, "Nothing was removed.")
			return nil
		}
	}
	if err := run.TakeOut(ctx, ctx, a.changes, creds, e.Slug); err != nil {
		return notRemoved(err, e.Slug)
	}
	k := a.ink()
	if e.NoSecret && !e.Unsettled {
		k.Wrapped("", "Removed "+e.Slug+". It had no secret yet, so the keyring did not change.")
		return nil
	}
	k.Wrapped("", "Removed "+e.Slug+": the keyring no longer holds its secret.")
	k.Wrapped("", "The secret still works in Entra. If nothing uses it anymore, delete it under Certificates & secrets.")
	return nil
}

// notRemoved ends a removal with what happened to the secret, and what to do.
func notRemoved(err error, slug string) error {
	var of *store.Error
	if !errors.As(err, &of) {
		return err
	}
	f := wording{}.Finding(err)
	says := f.Says + " " + f.Do[0]
	switch {
	case of.Kind == store.Half:
		says += " The command is mailgrant remove " + slug + "."
	case of.Unsure:
		says += " Then run mailgrant remove " + slug + " again to make sure."
	default:
		says = "Nothing was removed. " + says
	}
	return &ending{code: storeCode(err), says: says}
}

// agrees asks before losing a secret that Microsoft will not show again.
func (a *app) agrees(ctx context.Context, e store.Entry) (bool, error) {
	lost := "Microsoft does not show its secret again."
	if e.NoSecret && !e.Unsettled {
		lost = "It has no secret yet; what you entered is lost."
	}
	fmt.Fprintf(a.Err, "Remove %s from this computer? %s Type yes to remove it: ", e.Slug, lost)
	return run.Await(ctx, func() (bool, error) {
		text, _ := bufio.NewReader(a.In).ReadString('\n') // an empty answer means no
		return strings.EqualFold(strings.TrimSpace(text), "yes"), nil
	})
}
