// Package wizard is the screen: one Bubble Tea model that lays out flow's pages
// and turns keys into flow's events. It does no I/O of its own; effects are
// carried out by the Doer it is given.
package wizard

import (
	"context"
	"slices"
	"time"

	"github.com/charmbracelet/bubbles/spinner"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
)

// Config is what a wizard starts with.
type Config struct {
	State    flow.State
	Do       flow.Doer
	Samples  []flow.Sample               // practice values; none outside practice
	Start    bool                        // begin on the first screen
	Renderer *lipgloss.Renderer          // never one that queries the terminal; nil: no looks at all
	Local    func(address string) string // where practice has the page of that address; nil outside practice
	// Colourless leaves out colour alone, as NO_COLOR asks.
	Colourless bool
}

// Model is the wizard.
type Model struct {
	state    flow.State
	page     page.Page
	doubts   map[finding.FieldID]finding.Finding // what speaks against the page's values
	statuses []finding.Status                    // of each step; nil until it is asked for
	do       flow.Doer
	local    func(address string) string
	samples  []flow.Sample
	sample   int // the practice sample that F5 fills in
	style    styles
	keys     keyMap

	ctx    context.Context // of the wait under way
	cancel context.CancelFunc

	start   bool // it began on the first screen
	pane    pane
	items   []item
	focus   int
	inputs  map[finding.FieldID]textinput.Model
	spin    spinner.Model
	notice  string // what the last copy, link or paste came to
	more    bool   // what-if-not is unfolded
	offset  int    // first body line shown
	cursor  int    // line chosen in a pane's list
	w, h    int
	focused span // lines of the focused item, as last laid out
	wrong   int  // line where what was refused begins, as last laid out; 0 where nothing was
	beyond  bool // it is further down than what is shown
	length  int  // lines of the body, as last laid out
	height  int  // lines there is room for, as last laid out
	ended   bool

	pausing time.Time     // when the pause under way began, by the spinner's clock
	waited  time.Duration // how long it has lasted
}

// pane is what covers the page.
type pane int

const (
	noPane pane = iota
	startPane
	quitPane
	stepsPane
	samplesPane
	requestPane
)

// New makes a wizard.
func New(c Config) *Model {
	m := &Model{
		state: c.State, do: c.Do, local: c.Local, samples: c.Samples, style: newStyles(c.Renderer, c.Colourless), keys: newKeyMap(),
		w: 80, h: 24, inputs: map[finding.FieldID]textinput.Model{},
	}
	m.spin = spinner.New(spinner.WithSpinner(spinner.Line), spinner.WithStyle(m.style.accent.whole))
	m.sample = flow.SampleFor(m.samples, m.state.Values.Guide)
	if m.start = c.Start; m.start {
		m.pane = startPane
	}
	m.turn()
	return m
}

// State is the session as it stands.
func (m *Model) State() flow.State { return m.state }

// Init takes up what was chosen on the command line; else the first step waits
// for the person.
func (m *Model) Init() tea.Cmd {
	if m.state.Chosen == "" {
		return nil
	}
	return m.apply(flow.SelectSaved{Name: m.state.Chosen})
}

// happened is the end of an effect.
type happened struct{ event flow.Event }

// apply takes an event through the rules and begins the effects that follow.
func (m *Model) apply(e flow.Event) tea.Cmd {
	was := m.state
	next, effects := flow.Next(m.state, e)
	m.state, m.statuses = next, nil
	if next.Attempt != was.Attempt || was.Busy() && !next.Busy() {
		m.stopWaiting()
	}
	if next.Results.Polls != was.Results.Polls {
		m.pausing, m.waited = time.Time{}, 0
	}
	if next.Phase == flow.Over {
		m.ended = true
		return tea.Quit
	}
	if next.Values.Guide != was.Values.Guide {
		m.sample = flow.SampleFor(m.samples, next.Values.Guide)
	}
	if next.At != was.At {
		m.turn()
	} else {
		m.refresh()
	}
	cmds := make([]tea.Cmd, 0, len(effects)+1)
	for _, effect := range effects {
		cmds = append(cmds, m.carryOut(m.waitContext(), effect))
	}
	if next.Busy() && !was.Busy() {
		cmds = append(cmds, m.spin.Tick)
	}
	return tea.Batch(cmds...)
}

func (m *Model) carryOut(ctx context.Context, e flow.Effect) tea.Cmd {
	return func() tea.Msg { return happened{m.do(ctx, e)} }
}

// waitContext ends when the wait is left or another begins.
func (m *Model) waitContext() context.Context {
	if m.cancel == nil {
		m.ctx, m.cancel = context.WithCancel(context.Background())
	}
	return m.ctx
}

func (m *Model) stopWaiting() {
	if m.cancel != nil {
		m.cancel()
		m.cancel = nil
	}
}

// turn shows another page from its top.
func (m *Model) turn() {
	m.focus, m.offset, m.more, m.notice = 0, 0, false, ""
	m.inputs = map[finding.FieldID]textinput.Model{}
	m.refresh()
	if i := slices.IndexFunc(m.items, func(it item) bool { return it.field != "" && it.field == m.page.Focus }); i > 0 {
		m.focus = i
		m.refresh()
		m.layOut()
		m.reveal()
	}
	if m.state.At == guide.StepHandoff {
		m.focus = max(0, slices.IndexFunc(m.items, func(it item) bool { return it.line != nil && it.line.Secret }))
	}
}

// refresh follows the state: the page, what can be focused, the texts.
func (m *Model) refresh() {
	m.page = page.Of(m.state).Local(m.local)
	m.doubts = nil
	if len(m.page.Fields) > 0 {
		m.doubts = page.Doubts(m.state, m.page.Fields)
	}
	m.items = itemsOf(m.page)
	m.focus = max(0, min(m.focus, len(m.items)-1))
	for _, id := range m.page.Fields {
		if inBox(id) {
			m.inputs[id] = m.input(id)
		}
	}
}
