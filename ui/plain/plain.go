// Package plain leads through a guide line by line, for screen readers and for
// terminals that can't draw. It says what flow's pages say. It prints no escape
// sequences and never moves the cursor.
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

// Terminal is where the dialog takes place.
type Terminal struct {
	In   io.Reader
	Out  io.Writer
	Echo bool // In is not a terminal that echoes: print the answers

	// Secret asks for the secret without echo. read returns the line, or io.EOF if
	// the input ended.
	Secret func(prompt string, read func() (string, error)) (value.Secret, error)

	// More reports that further lines of a paste can be read from In at once; nil:
	// nobody knows.
	More func() bool
}

// ErrInputEnded reports that the input ended before the guide did.
var ErrInputEnded = errors.New("the input ended before the guide did: nothing is saved from there on")

// Config is what a dialog starts with.
type Config struct {
	State   flow.State
	Do      flow.Doer
	Samples []flow.Sample               // values for practice to fill in; none outside practice
	Start   bool                        // start with the choice of what to do
	Local   func(address string) string // the practice address of a page; nil outside practice
}

// Run leads to the end of a guide, or until the user quits, and returns the
// session at that point. The error is ErrInputEnded, the cause of ctx's end, or
// an error from Secret.
func Run(ctx context.Context, term Terminal, c Config) (flow.State, error) {
	ctx, end := context.WithCancel(ctx)
	defer end()
	return newDialog(ctx, term, c).run() //nolint:contextcheck // the dialog has the context
}

// dialog is one run of plain mode.
type dialog struct {
	ctx     context.Context
	in      *lines
	out     *printer
	secret  func(string, func() (string, error)) (value.Secret, error)
	driver  *run.Driver
	state   flow.State // the driver's, after the latest event
	local   func(address string) string
	seen    chan flow.Event // the events of calls in progress
	cast    []flow.Sample
	samples []flow.Sample // in the order of this session
	sample  int           // index of the sample for fill

	step    finding.StepID    // the latest step that was read out
	title   string            // its title
	said    []section         // what was said about it
	waiting string            // the wait that was announced
	asked   bool              // the step's questions were asked
	fields  []finding.FieldID // of the latest page that was read out
	brief   bool              // of the page's checks only those that did not pass are read: it was entered with its result
	copied  int               // lines of the sheet up to the one that was copied last
	skips   bool              // the page has choices that need none of its values
	quit    bool
	echo    bool
}

func newDialog(ctx context.Context, term Terminal, c Config) *dialog {
	if c.Start {
		c.State = c.State.AtStart()
	}
	return &dialog{
		ctx: ctx, in: &lines{in: term.In, more: term.More}, out: &printer{term.Out}, secret: term.Secret, echo: term.Echo, state: c.State, local: c.Local,
		cast: c.Samples, samples: flow.SamplesFor(c.Samples, c.State),
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
			return t.state, nil // everything is decided and said
		case errors.Is(err, io.EOF):
			return t.state, ErrInputEnded
		default:
			return t.state, err
		}
	}
	return t.state, nil
}

// next handles one page.
func (t *dialog) next() error {
	page := t.page()
	t.read(page)
	return t.turn(page)
}

// turn waits if something is in progress, and otherwise asks the user.
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
		t.out.say("", "PRACTICE: nothing leaves this computer. Type fill to fill in a page from a sample app, samples to hear which there are.")
	}
}

// page is the page of the current session.
func (t *dialog) page() page.Page { return page.Of(t.state).Local(t.local) }
