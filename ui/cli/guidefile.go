package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
	"mailgrant/store"
	"mailgrant/ui/report"
	"mailgrant/ui/run"
)

const lintHelp = "mailgrant guides --lint"

// guideFileFlag adds the flag for a user's own guide.
func guideFileFlag(cmd *cobra.Command, file *string) {
	cmd.Flags().StringVar(file, "guide-file", "", "your own guide, a Markdown `FILE`, instead of --guide (mailgrant guides --lint checks it)")
	_ = cmd.MarkFlagFilename("guide-file", "md")
}

// ownGuide reads a user's own guide.
func (a *app) ownGuide(ctx context.Context, path, help string) (*guide.Guide, error) {
	g, problems, err := readGuide(ctx, path, "The file of --guide-file", help)
	switch _, builtIn := guide.Find(g.ID); {
	case err != nil:
		return nil, err
	case len(problems) > 0:
		more := ""
		if n := len(problems) - 1; n > 0 {
			more = " (and " + text.Count(n, "other problem") + ")"
		}
		return nil, usage(lintHelp+" FILE", "The guide can't be used%s. Line %d: %s", more, problems[0].Line, withoutSecret(problems[0]))
	case builtIn:
		return nil, usage(help, "There is a built-in guide %s: use --guide %s, or rename your file, whose name without the extension is the guide's ID.", g.ID, g.ID)
	}
	return &g, nil
}

// readGuide reads a guide's file, up to the maximum size of a guide.
func readGuide(ctx context.Context, path, what, help string) (guide.Guide, []guide.Problem, error) {
	data, err := run.Await(ctx, func() ([]byte, error) {
		f, err := os.Open(path)
		if err != nil {
			return nil, usage(help, "%s can't be opened: %s.", what, reason(err))
		}
		defer func() { _ = f.Close() }()
		data, err := io.ReadAll(io.LimitReader(f, guide.Longest+1))
		if err != nil {
			return nil, usage(help, "%s can't be read: %s.", what, reason(err))
		}
		return data, nil
	})
	if err != nil {
		return guide.Guide{}, nil, err
	}
	g, problems := guide.Read(path, string(data))
	return g, problems, nil
}

func twoGuides(help string) error {
	return usage(help, "Specify --guide or --guide-file, not both.")
}

// lint checks a guide's file and prints one line per problem.
func (a *app) lint(ctx context.Context, path string) error {
	g, problems, err := readGuide(ctx, path, "The file of --lint", "mailgrant guides --help")
	if err != nil {
		return err
	}
	name := fileName(path)
	for _, p := range problems {
		p.File, p.Says = name, withoutSecret(p)
		fmt.Fprintln(a.out, text.Clean(p.String()))
	}
	if len(problems) > 0 {
		return quietly(exitUsage)
	}
	fmt.Fprintf(a.out, "%s has no problems: %d steps for %s.\n", text.Clean(name), len(g.Steps), g.Product)
	return nil
}

// guideUnknown is the finding for a saved credential whose guide this mailgrant
// can't read; nil if it can.
func (w wording) guideUnknown(e store.Entry) *finding.Finding {
	remove := "Or remove it and onboard it again: " + w.Command("remove "+e.Slug) + "."
	if e.GuideFile != "" && run.GuideOf(e) == nil {
		f := finding.New(finding.Values, finding.Unknown, e.Name+" was saved with its own guide"+report.Named(e.Guide)+", but the saved copy is missing or unreadable, so mailgrant can't tell what the app needs.",
			"Restore the file guides/"+text.Clean(e.GuideFile)+" next to the list of saved credentials.", remove)
		return &f
	}
	if _, known := guide.Find(e.Guide); known || e.GuideFile != "" {
		return nil
	}
	f := finding.New(finding.Values, finding.Unknown, e.Name+" was saved with a guide that this version of mailgrant does not have"+report.Named(e.Guide)+", so it can't tell what the app needs.",
		"Install the latest version of mailgrant.", remove)
	return &f
}

// fileName is the name of a guide's file as it is repeated. Another name may be a
// secret given in the wrong place.
func fileName(path string) string {
	if !strings.HasSuffix(path, guide.Ending) || value.HoldsSecret(path) {
		return "FILE"
	}
	return path
}

// withoutSecret is what a problem says, if it repeats no secret of the file.
func withoutSecret(p guide.Problem) string {
	if value.HoldsSecret(p.Says) {
		return "This line has a problem, and it holds what looks like a client secret: remove that first."
	}
	return p.Says
}
