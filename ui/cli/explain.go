package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"mailgrant/flow/explain"
	"mailgrant/ui/report"
	"mailgrant/ui/run"
	"mailgrant/ui/term"
)

const explainHelp = "mailgrant explain --help"

type explainOptions struct {
	format string
	reply  bool
}

func (a *app) explainCommand() *cobra.Command {
	o := &explainOptions{}
	cmd := &cobra.Command{
		Use:   "explain [TEXT|-]",
		Short: "Say what an error text means; nothing is sent",
		Long: `Say what an error text means: the cause, whose move it is and what to do. Paste
anything: a number, a log, an answer in JSON, a web page's words, a report of
check. With -, or where stdin is no terminal, the text comes from there; without
one, mailgrant asks for it.

Nothing is sent. Secrets and tokens in the text are warned of, never repeated.`,
		Example: `  mailgrant explain AADSTS7000215
  mailgrant explain - < product.log
  mailgrant explain --reply "AADSTS65001: The user or administrator has not ..."`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.explain(cmd.Context(), o, args)
		},
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	formatFlag(cmd, &o.format)
	cmd.Flags().BoolVar(&o.reply, "reply", false, "write a reply that can be sent to whoever has the error")
	return cmd
}

func (a *app) explain(ctx context.Context, o *explainOptions, args []string) error {
	if err := textOrJSON(o.format, "explain"); err != nil {
		return err
	}
	if o.reply && o.format == "json" {
		return usage(explainHelp, "A reply is text: leave out --format json.")
	}
	text, err := a.textToExplain(ctx, args)
	if err != nil {
		return err
	}
	if strings.TrimSpace(text) == "" {
		return usage(explainHelp, "There is no text to explain.")
	}
	x := explain.Explain(text)
	switch {
	case o.format == "json":
		report.WriteJSON(a.out, struct {
			Schema string `json:"schema"`
			explain.Explanation
		}{"mailgrant.explanation/1", x})
	case o.reply:
		report.Replier{Writer: a.ink()}.Print(x)
	default:
		report.Explainer{Writer: a.ink()}.Print(x)
	}
	return nil
}

// textToExplain is the text on the command line, in words or as one, else
// stdin's, else what is pasted.
func (a *app) textToExplain(ctx context.Context, args []string) (string, error) {
	if len(args) > 0 && (len(args) > 1 || args[0] != "-") {
		return strings.Join(args, " "), nil
	}
	read := func() (string, error) { return edgesOf(a.In) }
	if _, tty := term.Terminal(a.In); tty && len(args) == 0 {
		read = a.pasted
	}
	return run.Await(ctx, read)
}
