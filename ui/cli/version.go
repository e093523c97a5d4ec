package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// Version is set when a release is built (-ldflags -X).
var Version = "dev"

// versionFlag lets root say which mailgrant this is. Cobra's own way to a text
// of ours is a template, and a template engine makes the linker keep every
// exported method there is.
func (a *app) versionFlag(root *cobra.Command) {
	asked := root.Flags().BoolP("version", "v", false, "say which mailgrant this is")
	run := root.RunE
	root.RunE = func(cmd *cobra.Command, args []string) error {
		if *asked {
			fmt.Fprintln(a.out, versionLine())
			return nil
		}
		return run(cmd, args)
	}
}

// versionLine names what is running, for a bug report.
func versionLine() string {
	line := "mailgrant " + Version
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				line += " (" + s.Value[:12] + ")"
			}
		}
	}
	return line + ", " + runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH
}

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Say which mailgrant this is", Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			fmt.Fprintln(a.out, versionLine())
			return nil
		},
	}
}
