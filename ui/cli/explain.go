package cli

import (
	"context"
	"errors"
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
		Use:   "explain [TEXT|FILE|-]",
		Short: "Explain an error text; nothing is sent",
		Long: `Explain an error text: the cause, who can fix it and how. Paste anything: a
number, a log, an answer in JSON, the text of a web page, a report of mailgrant
check. With -, or if stdin is not a terminal, mailgrant reads the text from
stdin; without a text, it asks for one. One argument that names a file is read.
Of a log, however long it is, mailgrant explains the last failure. Pages of
Microsoft may be in the language that they were shown in; many are known.

It reads what people hold, too: a decoded token, an app's manifest, output of az
and of the Exchange commands, a sign-in or audit log (JSON or CSV), a browser's
recording (HAR), settings such as .env, an e-mail, a transcript of curl -v.

Nothing is sent. mailgrant warns about secrets and tokens in the text and never
repeats them.`,
		Example: `  mailgrant explain AADSTS7000215
  mailgrant explain product.log
  mailgrant explain manifest.json
  mailgrant explain --reply "AADSTS65001: The user or administrator has not ..."`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.explain(cmd.Context(), o, args)
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return nil, cobra.ShellCompDirectiveDefault
		},
	}
	formatFlag(cmd, &o.format)
	cmd.Flags().BoolVar(&o.reply, "reply", false, "write a reply to send to the person with the error")
	return cmd
}

func (a *app) explain(ctx context.Context, o *explainOptions, args []string) error {
	if err := textOrJSON(o.format, "explain"); err != nil {
		return err
	}
	if o.reply && o.format == "json" {
		return usage(explainHelp, "--reply prints text: remove --format json.")
	}
	x, err := a.explanation(ctx, args)
	if errors.Is(err, explain.ErrBlank) {
		return usage(explainHelp, "The text to explain is empty.")
	}
	if errors.Is(err, explain.ErrLarge) {
		return usage(explainHelp, "The recording (HAR) is larger than 32 MiB. Record again, only the step that fails.")
	}
	if err != nil {
		return err
	}
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

// explanation explains the text of the arguments, or the file that the only one
// names; else stdin, else what the user pastes.
func (a *app) explanation(ctx context.Context, args []string) (explain.Explanation, error) {
	if len(args) > 0 && (len(args) > 1 || args[0] != "-") {
		if file, ok := namedFile(args); ok {
			return run.Await(ctx, func() (explain.Explanation, error) { return file.explained(a.Now()) })
		}
		x, err := explain.Stream(strings.NewReader(strings.Join(args, " ")), a.Now())
		if err == nil && fileLike(args) && tellsNothing(x) {
			return x, usage(explainHelp, "There is no such file here, and its name is no error text.")
		}
		return x, err
	}
	in := a.In
	if _, tty := term.Terminal(a.In); tty && len(args) == 0 {
		text, err := run.Await(ctx, a.pasted)
		if err != nil {
			return explain.Explanation{}, err
		}
		in = strings.NewReader(text)
	}
	return run.Await(ctx, func() (explain.Explanation, error) {
		x, err := explain.Stream(in, a.Now())
		if err != nil && !errors.Is(err, explain.ErrBlank) && !errors.Is(err, explain.ErrLarge) {
			return x, unread(err)
		}
		return x, err
	})
}
