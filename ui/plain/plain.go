// Package plain leads through a guide line by line, for screen readers and
// terminals that can't draw. It says what flow's pages say, prints no escape
// sequence and never moves the cursor.
package plain

import (
	"context"
	"errors"
	"io"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
	"mailgrant/ui/run"
)

// Terminal is where the conversation takes place.
type Terminal struct {
	In   io.Reader
	Out  io.Writer
	Echo bool // In is no terminal that shows what is typed: print the answers

	// Secret asks without showing what is typed. read gives the line, or io.EOF
	// where the input ended.
	Secret func(prompt string, read func() (string, error)) (value.Secret, error)
}

// ErrInputEnded reports input that ended before the guide did.
var ErrInputEnded = errors.New("the input ended before the guide did: nothing is saved from there on")

// Config is what a conversation starts with.
type Config struct {
	State   flow.State
	Do      flow.Doer
	Samples []flow.Sample               // their values fill in steps; none outside practice
	Start   bool                        // begin with the choice of what to do
	Local   func(address string) string // where practice has the page of that address; nil outside practice
}

// Run leads to the end of a guide, or to where the person quits, and returns the
// session as it then stands. The error is ErrInputEnded, the cause of ctx's end,
// or what Secret failed with.
func Run(ctx context.Context, term Terminal, c Config) (flow.State, error) {
	ctx, end := context.WithCancel(ctx)
	defer end()
	return newTalk(ctx, term, c).run()
}

// dialog is one conversation.
type dialog struct {
	ctx     context.Context
	in      *lines
	out     *printer
	secret  func(string, func() (string, error)) (value.Secret, error)
	driver  *run.Driver
	state   flow.State // the driver's, as of the last event
	local   func(address string) string
	seen    chan flow.Event // what calls under way bring
	samples []flow.Sample
	sample  int // the one that fills in

	step    finding.StepID    // the step read out last
	said    []section         // and what was said of it
	waiting string            // the wait that was said
	asked   bool              // the step's questions were asked
	fields  []finding.FieldID // those of the page read out last
	start   bool              // what to do is still to be chosen
	quit    bool
	echo    bool
}

func newTalk(ctx context.Context, term Terminal, c Config) *dialog {
	return &dialog{
		ctx: ctx, in: &lines{in: term.In}, out: &printer{term.Out}, secret: term.Secret, echo: term.Echo, state: c.State, local: c.Local,
		samples: c.Samples, sample: flow.SampleFor(c.Samples, c.State.Values.Guide), start: c.Start,
		driver: run.New(ctx, c.State, c.Do), seen: make(chan flow.Event),
	}
}

func (t *dialog) run() (flow.State, error) {
	t.greet()
	if t.state.Chosen != "" {
		t.send(flow.SelectSaved{Name: t.state.Chosen})
	}
	for !t.quit && t.state.Phase != flow.Over {
		err := t.next()
		switch {
		case err == nil || errors.Is(err, errMoved):
		case errors.Is(err, io.EOF) && t.state.Outcome != "":
			return t.state, nil // all is decided, and said
		case errors.Is(err, io.EOF):
			return t.state, ErrInputEnded
		default:
			return t.state, err
		}
	}
	return t.state, nil
}

// next is the choice of what to do, once, and then page after page.
func (t *dialog) next() error {
	if t.start {
		return t.begins()
	}
	page := t.page()
	t.read(page)
	return t.turn(page)
}

func (t *dialog) begins() error {
	t.out.line("")
	t.out.say("", "Connect a mail app to Microsoft 365, or find out why it stopped. What do you have?")
	err := t.choose(page.Page{Options: page.StartOptions(t.state)})
	t.start = err != nil
	return err
}

// turn waits where something is under way, and asks where it is the person's
// turn.
func (t *dialog) turn(page page.Page) error {
	if t.state.Busy() {
		return t.wait(page)
	}
	if !t.asked {
		t.asked = true
		if err := t.askAll(page); err != nil {
			return err
		}
		page = t.page()
	}
	return t.choose(page)
}

func (t *dialog) greet() {
	t.out.say("", "mailgrant, line by line. Type help at any question for the words you can use.")
	if len(t.samples) > 0 {
		t.out.say("", "PRACTICE: nothing leaves this computer. Type fill to fill in a step from a sample app, samples to hear which there are.")
	}
}

// page is the page of the session as it stands.
func (t *dialog) page() page.Page { return page.Of(t.state).Local(t.local) }
