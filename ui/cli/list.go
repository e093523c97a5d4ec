package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"mailgrant/ui/report"
	"mailgrant/ui/run"
)

func (a *app) listCommand() *cobra.Command {
	var format string
	var practice bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the saved credentials",
		Long: `List the saved credentials, with their last check and when their secrets
expire. The keyring is not opened. With --practice, list the apps of the
practice tenant instead, with every value to type.`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := textOrJSON(format, "list"); err != nil {
				return err
			}
			if practice {
				report.Samples(a.ink(), run.PracticeSamples(a.Now(), nil), format)
				return nil
			}
			return a.list(format)
		},
	}
	formatFlag(cmd, &format)
	practiceFlag(cmd.Flags(), &practice)
	return cmd
}

func formatFlag(cmd *cobra.Command, format *string) {
	cmd.Flags().StringVar(format, "format", "text", "`text` or json")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"text", "json"}, cobra.ShellCompDirectiveNoFileComp))
}

func textOrJSON(format, command string) error {
	if formats := []string{"text", "json"}; !slices.Contains(formats, format) {
		return noSuchFormat("mailgrant "+command+" --help", format, formats)
	}
	return nil
}

func noSuchFormat(help, format string, formats []string) error {
	return usage(help, "%s Choose %s.", report.NoSuch("format", format, formats), report.AnyOf(formats))
}

func (a *app) list(format string) error {
	creds, err := a.openStore()
	if err != nil {
		return err
	}
	entries, err := creds.List()
	if err != nil {
		return wording{}.ending(err)
	}
	report.List(a.ink(), entries, format)
	return nil
}
