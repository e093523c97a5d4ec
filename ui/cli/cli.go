// Package cli is the command line: cobra's commands, the reports and the exit
// codes, and the wiring of rules, network, keyring and screens. It decides
// nothing about credentials itself; package flow does.
package cli

import (
	"cmp"
	"context"
	"sync"

	"github.com/spf13/cobra"

	"mailgrant/ui/report"
	"mailgrant/ui/run"
	"mailgrant/ui/term"
)

// Main runs the command line of this process and returns its exit code.
func Main(args []string) int {
	w := Here().secluded()
	w.rescue = &term.Rescue{}
	return Run(term.WatchSignals(w.rescue), args, w)
}

// app is one run of the command line.
type app struct {
	World
	out      *sink
	changes  *run.Changes
	misspelt error // the user asked for help on a command that does not exist
}

// Run runs a command line in a world and returns its exit code.
func Run(ctx context.Context, args []string, w World) (code int) {
	a := &app{World: w, out: &sink{w: w.Out}, changes: run.NewChanges()}
	w.rescue.Minding(a.changes.Busy, run.LastWait, func() { a.changes.Tell(w.Err) })
	defer func() {
		if r := recover(); r != nil {
			end := &ending{code: exitOurs, says: "Internal error (" + run.PanicKind(r) + ").", do: "Please report this problem."}
			end.tell(a.out, w.Err, report.FormatIn(args))
			code = end.code
		}
	}()
	root := a.root() //nolint:contextcheck // cobra hands each command its context
	root.SetArgs(completing(args))
	root.SetIn(w.In)
	root.SetOut(a.out)
	root.SetErr(w.Err)
	err := cmp.Or(root.ExecuteContext(ctx), a.misspelt)
	a.changes.Finish(w.Err)
	return conclude(ctx, err, a.out, w.Err, report.FormatIn(args))
}

// takeDoubleClicks lets a double click on Windows open the wizard.
var takeDoubleClicks = sync.OnceFunc(func() { cobra.MousetrapHelpText = "" })

func (a *app) root() *cobra.Command {
	takeDoubleClicks()
	root := a.wizardCommand("mailgrant", true)
	root.Short = "Connect a mail app to Microsoft 365, or find out why it stopped"
	root.Long = `mailgrant leads you through the registration of a Microsoft Entra app for mail,
tests that the credential works, and saves its secret in the keyring of this
computer. Without a command it opens its first screen.`
	root.Example = `  mailgrant --practice          try it: nothing leaves this computer
  mailgrant setup               onboard a tenant, step by step
  mailgrant check contoso       test a saved credential`
	root.Annotations = map[string]string{report.Environment: environment}
	a.versionFlag(root)
	root.SilenceUsage, root.SilenceErrors = true, true
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpFunc(a.help)
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(
		a.wizardCommand("setup", false), a.checkCommand(), a.explainCommand(), a.diagnoseCommand(), a.listCommand(), a.showCommand(), a.copyCommand(),
		a.removeCommand(), a.guidesCommand(), a.versionCommand(), a.completionCommand())
	root.SetHelpCommand(a.helpCommand())
	return root
}

// environment are the variables that change what mailgrant does.
const environment = `  ACCESSIBLE                any value: line by line, as with --plain
  MAILGRANT_CLIENT_SECRET   the secret for check
  NO_COLOR                  any value: no colors
  HTTPS_PROXY, NO_PROXY     the proxy, and the hosts it is not for`

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage(cmd.CommandPath()+" --help", "%s takes no arguments, but got%s.", cmd.CommandPath(), report.OrSomething(args[0]))
	}
	return nil
}

func oneName(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return usage(wordingOf(cmd).Command("list"), "Specify the name of one saved credential: mailgrant %s NAME.", cmd.Name())
	}
	return nil
}

func atMostOneName(cmd *cobra.Command, args []string) error {
	if len(args) > 1 {
		return usage(wordingOf(cmd).Command("list"), "Specify at most one name: mailgrant %s NAME.", cmd.Name())
	}
	return nil
}

// noSuchCommand validates the root's arguments: every word that is not a
// command ends up here.
func noSuchCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var commands []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() || c.Name() == "help" {
			commands = append(commands, c.Name())
		}
	}
	return usage("mailgrant --help", "%s", report.NoSuch("command", args[0], commands))
}
