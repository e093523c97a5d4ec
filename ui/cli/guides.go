package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"mailgrant/flow/guide"
)

func (a *app) guidesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "guides [ID]",
		Short: "List the documented procedures; with an ID, print one as Markdown",
		Long: `List the documented procedures that mailgrant knows. With an ID, print that one
as Markdown, with every step, permission and note.`,
		Example: `  mailgrant guides
  mailgrant guides email-this-issue-client-credentials > guide.md`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usage("mailgrant guides", "Name one guide, or none to list them.")
			}
			return nil
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			return guideIDs(len(args) == 0), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				a.listGuides()
				return nil
			}
			g, ok := guide.Find(args[0])
			if !ok {
				return noSuchGuide(args[0])
			}
			fmt.Fprint(a.out, markdown(g))
			return nil
		},
	}
}

func (a *app) listGuides() {
	k := a.ink()
	for i, g := range guide.All() {
		if i > 0 {
			k.Line("")
		}
		k.Line(k.Bold(g.ID))
		k.Wrapped("  ", g.Product+": "+g.Title+".")
		k.Wrapped("  ", g.Blurb)
	}
}

func noSuchGuide(id string) error {
	return usage("mailgrant guides", "%s", noSuch("guide", id, guideIDs(true)))
}

func guideIDs(wanted bool) []string {
	var ids []string
	for _, g := range guide.All() {
		if wanted {
			ids = append(ids, g.ID)
		}
	}
	return ids
}
