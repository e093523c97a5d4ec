package cli

import (
	"context"
	"errors"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"mailgrant/flow"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/store"
	"mailgrant/ui/report"
	"mailgrant/ui/run"
	"mailgrant/ui/term"
	"mailgrant/ui/wizard"
)

// setupOptions are the flags of setup and of the bare command.
type setupOptions struct {
	guide, name, use        string
	guideFile               string
	own                     *guide.Guide // read from guideFile
	dryRun, practice, plain bool
	proxy, caFile           string
	port                    int    // of the listener for a browser's answer
	start                   bool   // begin on the first screen
	help                    string // the help command to suggest
}

// plainUsage is the help of the flag that chooses plain mode.
const plainUsage = "ask line by line, for screen readers and plain terminals (or set ACCESSIBLE=1)"

const setupHelp = "mailgrant setup --help"

// wizardCommand is setup, and the bare command on its first screen.
func (a *app) wizardCommand(use string, start bool) *cobra.Command {
	o := &setupOptions{start: start, help: setupHelp}
	cmd := &cobra.Command{
		Use: use, Short: "Onboard a tenant, step by step",
		Long: `Onboard a tenant, step by step: register the app in Microsoft's portal, test
the credential, save its secret in the keyring, and hand it over to the product.
You can go back and forth, and nothing is saved until you confirm it.`,
		Example: `  mailgrant setup
  mailgrant setup --guide ID --use incoming
  mailgrant setup --guide-file my-product.md
  mailgrant setup --practice    try it: nothing leaves this computer
  mailgrant setup --plain       line by line, for screen readers`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.setup(cmd.Context(), o, cmd.Flags().Changed)
		},
	}
	cmd.Args = noArgs
	if start {
		cmd.Args = noSuchCommand
	}
	f := cmd.Flags()
	f.SortFlags = false
	if !start {
		f.StringVar(&o.guide, "guide", "", "the `ID` of the documented procedure (mailgrant guides lists them)")
		guideFileFlag(cmd, &o.guideFile)
		f.StringVar(&o.name, "name", "", "the `NAME` to save the credential under")
		f.StringVar(&o.use, "use", "", "what the product does: `incoming,outgoing`, or one of them")
		f.BoolVar(&o.dryRun, "dry-run", false, "run real tests, but save nothing")
		o.portFlag(f)
		a.completeGuides(cmd)
	}
	practiceFlag(f, &o.practice)
	f.BoolVar(&o.plain, "plain", false, plainUsage)
	wiringFlags(f, &o.proxy, &o.caFile)
	return cmd
}

func (a *app) setup(ctx context.Context, o *setupOptions, given func(flag string) bool) error {
	if given("guide-file") {
		if given("guide") {
			return twoGuides(setupHelp)
		}
		var err error
		if o.own, err = a.ownGuide(ctx, o.guideFile, setupHelp); err != nil {
			return err
		}
	}
	return a.sit(ctx, o, func(r *rig) (flow.State, error) { return a.session(r, o, given) })
}

// sit runs a session, on the screen or line by line.
func (a *app) sit(ctx context.Context, o *setupOptions, begin func(*rig) (flow.State, error)) error {
	plain := o.plain || a.lineByLine()
	if !plain && !a.attended() {
		return usage(o.help, "The wizard needs a terminal on both stdin and stdout. "+
			"Without one, use %s to test a credential, or --plain to be asked line by line.", wording{run.Wording{Practice: o.practice}}.Command("check"))
	}
	limit := a.keyringLimit()
	if plain {
		limit = store.Attended
	}
	rig, err := a.connect(ctx, wiring{o.practice, o.proxy, o.caFile, limit, o.own})
	if err != nil {
		return err
	}
	defer rig.close()
	state, err := begin(rig)
	if err != nil {
		return err
	}
	if plain {
		state, err = a.plainly(ctx, rig, state, o)
	} else {
		state, err = a.onScreen(ctx, rig, state, o.start)
	}
	var cut term.Interruption
	if (state.AllDone() || state.ChangedSince() != "") && errors.As(err, &cut) && cut.Signal == syscall.SIGINT && (plain || context.Cause(ctx) == nil) {
		err = &ending{code: exitGood} // ctrl+c leaves the last page; on the screen it is a key
	}
	if len(state.Outcomes()) > 0 || err == nil && !state.Diagnosing { // what was saved is always reported at the end
		ink := a.ink()
		if plain {
			ink = ink.Aloud()
		}
		ink.HandedOff(state, o.practice)
	}
	return err
}

// session is the initial state for the flags.
func (a *app) session(r *rig, o *setupOptions, given func(string) bool) (flow.State, error) {
	s := flow.Begin(a.Now(), r.taken())
	if given("use") {
		use, err := value.ParseUse(o.use)
		if err != nil {
			return s, noSuchUse(setupHelp, o.use)
		}
		s.Values.Use = use
	}
	s.Values.Name = o.name
	if bad := form.Judge(s.Values, guide.FieldName).Findings; given("name") && len(bad) > 0 {
		return s, usage(setupHelp, "The value of --name can't be used. %s", bad[0].Do[0])
	}
	if err := o.judgePort(); err != nil {
		return s, err
	}
	s.DryRun, s.Practice, s.Port, s.Remote = o.dryRun, o.practice, o.port, a.remote()
	s.Pending, s.Saved, s.Unusable = waiting(r), r.saved(), r.unusable()
	if s.Own = o.own; o.own != nil {
		s, _ = flow.Next(s, flow.ChoseGuide{ID: o.own.ID})
	}
	if given("guide") {
		if _, known := guide.Find(o.guide); !known {
			return s, noSuchGuide(o.guide)
		}
		s, _ = flow.Next(s, flow.ChoseGuide{ID: o.guide})
	}
	return s, nil
}

// portFlag sets the port of the listener for a browser's answer.
func (o *setupOptions) portFlag(f *pflag.FlagSet) {
	f.IntVar(&o.port, "port", 0, "receive the browser's answer on port `N` of this computer, for an SSH tunnel (default any)")
}

func (o *setupOptions) judgePort() error {
	if o.port < 0 || o.port > 65535 {
		return usage(o.help, "The value of --port must be from 1 to 65535.")
	}
	return nil
}

// onScreen runs the wizard.
func (a *app) onScreen(ctx context.Context, r *rig, s flow.State, start bool) (flow.State, error) {
	in, _ := term.Terminal(a.In)
	out, _ := term.Terminal(a.Out)
	scr := term.NewScreen(in, out, a.rescue)
	h := r.hands()
	h.Quick = false // a user needs time to get somewhere meanwhile
	h.Root, h.Stream, h.Changes, h.TestAll = ctx, scr.Out, a.changesOf(r), a.testAll(r)
	model := wizard.New(wizard.Config{
		Ctx: ctx, State: s, Do: h.Do, Samples: r.samples, Start: start, Local: r.local(), Renderer: report.Renderer(true), Colourless: !a.colours(), ASCII: a.ascii(),
	})
	err := scr.Show(ctx, model)
	return model.State(), err
}
