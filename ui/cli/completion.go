package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"mailgrant/flow/text"
	"mailgrant/ui/report"
)

func (a *app) completionCommand() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print a completion script for bash, zsh, fish or powershell",
		Example: `  mailgrant completion bash > ~/.local/share/bash-completion/completions/mailgrant
  mailgrant completion fish > ~/.config/fish/completions/mailgrant.fish`,
		ValidArgs: shells, DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			shell := ""
			if len(args) == 1 {
				shell = args[0]
			}
			root := cmd.Root()
			switch shell {
			case "bash":
				return root.GenBashCompletionV2(a.out, true)
			case "zsh":
				return root.GenZshCompletion(a.out)
			case "fish":
				return root.GenFishCompletion(a.out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(a.out)
			}
			says := "Specify a shell: " + report.AnyOf(shells) + "."
			if shell != "" {
				says = report.NoSuch("script for a shell", shell, shells) + " " + says
			}
			return usage("mailgrant completion --help", "%s", says)
		},
	}
}

// completing is a command line that a shell asks to complete, without the words
// that must not be repeated: cobra writes what it can't parse to stderr
// unchanged. Only the last word is completed; the others are only counted.
func completing(args []string) []string {
	if len(args) < 2 || args[0] != cobra.ShellCompRequestCmd && args[0] != cobra.ShellCompNoDescRequestCmd {
		return args
	}
	last := len(args) - 1
	fit := slices.Clone(args)
	for i := 1; i < last; i++ {
		if !report.Repeatable(fit[i]) {
			fit[i] = "x"
		}
	}
	fit[last] = text.Clean(fit[last])
	return fit
}
