package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"mailgrant/flow/guide"
	"mailgrant/ui/report"
)

func (a *app) guidesCommand() *cobra.Command {
	var file, own string
	cmd := &cobra.Command{
		Use:   "guides [ID]",
		Short: "List the documented procedures; with an ID, print one as Markdown",
		Long: `List the documented procedures that mailgrant knows. With an ID, print that one
as Markdown, with every step, permission and note.

A guide is one Markdown file, and you can write your own. --lint checks it and
prints each problem as FILE:LINE: SENTENCE; --guide-file prints it like a
built-in one. mailgrant setup --guide-file FILE and mailgrant check --guide-file
FILE use it.

Exit codes: 0 good, 2 wrong usage, or the file has problems or can't be read.`,
		Example: `  mailgrant guides
  mailgrant guides ID > guide.md
  mailgrant guides --lint my-product.md`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usage("mailgrant guides", "Specify one guide, or none to list them.")
			}
			return nil
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			return guideIDs(len(args) == 0), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			switch lint := cmd.Flags().Changed("lint"); {
			case (lint || own != "") && len(args) > 0, lint && own != "":
				return usage("mailgrant guides --help", "Specify only one of an ID, --guide-file and --lint.")
			case lint:
				return a.lint(cmd.Context(), file)
			case own != "":
				g, err := a.ownGuide(cmd.Context(), own, "mailgrant guides --help")
				if err == nil {
					fmt.Fprint(a.out, report.GuideMarkdown(*g))
				}
				return err
			case len(args) == 0:
				a.listGuides()
				return nil
			}
			g, ok := guide.Find(args[0])
			if !ok {
				return noSuchGuide(args[0])
			}
			fmt.Fprint(a.out, report.GuideMarkdown(g))
			return nil
		},
	}
	cmd.Flags().StringVar(&file, "lint", "", "check your own guide, a Markdown `FILE`")
	_ = cmd.MarkFlagFilename("lint", "md")
	cmd.Flags().StringVar(&own, "guide-file", "", "print your own guide, a Markdown `FILE`, like a built-in one")
	_ = cmd.MarkFlagFilename("guide-file", "md")
	return cmd
}

func (a *app) listGuides() {
	k := a.ink()
	for i, g := range guide.Menu() {
		if i > 0 {
			k.Line("")
		}
		k.Line(k.Bold(g.ID))
		k.Wrapped("  ", g.Product+": "+g.Title+".")
		k.Wrapped("  ", g.Blurb)
	}
}

func noSuchGuide(id string) error {
	return usage("mailgrant guides", "%s", report.NoSuch("guide", id, guideIDs(true)))
}

func guideIDs(wanted bool) []string {
	var ids []string
	for _, g := range guide.Menu() {
		if wanted {
			ids = append(ids, g.ID)
		}
	}
	return ids
}
