package cli

import "github.com/spf13/cobra"

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
			says := "Name your shell: " + anyOf(shells) + "."
			if shell != "" {
				says = noSuch("script for a shell", shell, shells) + " " + says
			}
			return usage("mailgrant completion --help", "%s", says)
		},
	}
}
