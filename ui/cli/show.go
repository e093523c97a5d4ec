package cli

import (
	"github.com/spf13/cobra"

	"mailgrant/ui/report"
)

func (a *app) showCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "show NAME",
		Short: "Show a credential's hand-off sheet, without the secret",
		Long: `Show a saved credential the way the target product asks for it: the product's
fields, in its order. The secret is not shown and the keyring is not opened;
mailgrant copy NAME puts the secret on the clipboard.`,
		Args: oneName, ValidArgsFunction: a.completeNames,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := textOrJSON(format, "show"); err != nil {
				return err
			}
			_, e, err := a.saved(args[0])
			if err != nil {
				return err
			}
			report.SavedSheet(a.ink(), e, format, wording{}.guideUnknown(e))
			return nil
		},
	}
	formatFlag(cmd, &format)
	return cmd
}
