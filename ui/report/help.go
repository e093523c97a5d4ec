package report

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// Environment is the annotation with a command's environment variables, a line
// each.
const Environment = "environment"

// Help is a command's help, wrapped to that many cells. It does not use cobra's
// templates, which would load a template engine at every start.
func Help(cmd *cobra.Command, width int) string {
	var b strings.Builder
	about := cmd.Long
	if about == "" {
		about = cmd.Short + "."
	}
	fmt.Fprintf(&b, "%s\n\nUsage:\n  %s\n", about, cmd.UseLine())
	if cmd.HasAvailableSubCommands() {
		b.WriteString("\nCommands:\n")
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() {
				fmt.Fprintf(&b, "  %-*s  %s\n", cmd.NamePadding(), c.Name(), c.Short)
			}
		}
	}
	if cmd.Example != "" {
		fmt.Fprintf(&b, "\nExamples:\n%s\n", cmd.Example)
	}
	if flags := cmd.LocalFlags().FlagUsagesWrapped(width); flags != "" {
		fmt.Fprintf(&b, "\nFlags:\n%s", flags)
	}
	if variables := cmd.Annotations[Environment]; variables != "" {
		fmt.Fprintf(&b, "\nEnvironment:\n%s\n", variables)
	}
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "\nRun %s COMMAND --help for more about a command.\n", cmd.Name())
	}
	return b.String()
}
