// Package wizard is the screen: one Bubble Tea model that lays out flow's pages
// and turns keys into flow's events. It does no I/O; the Doer it gets carries
// out effects.
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
	"mailgrant/ui/run"
)

// Config is what a wizard starts with.
type Config struct {
	Ctx      context.Context // ends all effects; nil: nothing does
	State    flow.State
	Do       flow.Doer
	Samples  []flow.Sample               // practice values; none outside practice
	Start    bool                        // start on the first screen
	Renderer *lipgloss.Renderer          // never one that queries the terminal; nil: no styles at all
	Local    func(address string) string // the practice address of a page; nil outside practice
	// Colourless drops only color, as NO_COLOR asks.
	Colourless bool
	ASCII      bool // draw with ASCII alone
	// After sends a message later; nil: by the clock.
	After func(time.Duration, func(time.Time) tea.Msg) tea.Cmd
}

// Model is the wizard.
type Model struct {
	driver   *run.Driver
	state    flow.State // the driver's, after the latest event
	page     page.Page
	doubts   map[finding.FieldID]finding.Finding // findings against the page's values
	statuses []finding.Status                    // one per step; nil until needed
	local    func(address string) string
	cast     []flow.Sample // the practice samples
	samples  []flow.Sample // in the order of this session
	sample   int           // the one that F5 fills in
	style    styles
	ascii    bool
	keys     keyMap

	pane     pane
	items    []item
	focus    int
	inputs   map[finding.FieldID]textinput.Model
	spin     spinner.Model
	notice   string // the result of the last copy, link or paste; it passes
	notices  int    // how many there were
	after    func(time.Duration, func(time.Time) tea.Msg) tea.Cmd
	offset   int                     // first visible line of the page
	before   int                     // the offset under the open pane
	unopened bool                    // no browser opened the page's link, so it is shown whole
	brief    bool                    // without the instructions
	unasked  bool                    // the user did not ask for that
	cursor   int                     // selected line in a pane's list
	copied   map[page.SheetLine]bool // lines of the sheet that were copied
	sheet    sheetLook
	left     map[finding.StepID]item // what had the focus on the pages left
	w, h     int
	ended    bool
	pasted   int // the focus before an offer of a pasted text

	// From the last layout.
	focused  span     // lines of the focused item of the page
	length   int      // lines of the page
	height   int      // those visible
	dock     []string // what is below the page and does not scroll
	dockMore string   // says that there is more in it
	squeezed bool     // not all of the page is visible
	tailed   bool     // the first screen's last lines follow what it offers

	pausing time.Time     // when the current pause started, by the spinner's clock
	waited  time.Duration // how much of it is over
}

// pane is what covers the page.
type pane int

const (
	noPane pane = iota
	quitPane
	stepsPane
	samplesPane
	requestPane
	foldPane
	keysPane
	detailsPane
)

// New makes a wizard.
func New(c Config) *Model {
	if c.Ctx == nil {
		c.Ctx = context.Background()
	}
	if c.After == nil {
		c.After = tea.Tick
	}
	if c.Start {
		c.State = c.State.AtStart()
	}
	m := &Model{
		driver: run.New(c.Ctx, c.State, c.Do), state: c.State, local: c.Local, cast: c.Samples, style: newStyles(c.Renderer, c.Colourless), ascii: c.ASCII, after: c.After, keys: newKeyMap(),
		w: 80, h: 24, inputs: map[finding.FieldID]textinput.Model{}, left: map[finding.StepID]item{},
	}
	turning := spinner.MiniDot
	if c.ASCII {
		turning = spinner.Line
	}
	m.spin = spinner.New(spinner.WithSpinner(turning), spinner.WithStyle(m.style.accent.whole))
	m.samples = flow.SamplesFor(m.cast, m.state)
	m.showPage()
	return m
}

// State is the current session.
func (m *Model) State() flow.State { return m.state }

// Init applies what the command line chose; otherwise the first step waits for
// the user.
func (m *Model) Init() tea.Cmd {
	if m.state.Chosen == "" {
		return nil
	}
	return m.apply(flow.SelectSaved{Name: m.state.Chosen})
}

// happened carries the event that ends an effect.
type happened struct {
	event  flow.Event
	line   *page.SheetLine // of the sheet, if it was copied
	moveOn bool            // and the next one follows
	opens  bool            // it should have opened the page's link
}

// apply sends an event to the rules and starts the effects that follow.
func (m *Model) apply(e flow.Event) tea.Cmd {
	was, left := m.state, m.at()
	if e == (flow.NextTenant{}) { // who comes a second time knows the way
		m.brief, m.unasked = true, true
	}
	if m.unasked && was.At == guide.StepVerify && was.Settled() && !was.Verified() { // what to mend is in the full page
		m.brief, m.unasked = false, false
	}
	calls, acts := m.driver.Send(e)
	next := m.driver.State()
	m.state, m.statuses = next, nil
	if next.Results.Polls != was.Results.Polls {
		m.pausing, m.waited = time.Time{}, 0
	}
	if next.Phase == flow.Over {
		m.ended = true
		return tea.Quit
	}
	m.followSamples(was)
	if next.Values.Secret != was.Values.Secret { // another credential's sheet
		m.copied = nil
	}
	if next.At != was.At {
		m.left[was.At] = left
		m.showPage()
		if e == (flow.Back{}) || e == (flow.GoHome{}) {
			m.focusLeft()
		}
	} else {
		m.refresh()
	}
	var cmds []tea.Cmd
	for _, job := range append(acts, calls...) {
		cmds = append(cmds, carryOut(job))
	}
	if next.Busy() && !was.Busy() {
		cmds = append(cmds, m.spin.Tick)
	}
	return tea.Batch(cmds...)
}

// act starts an effect that changes nothing in the session.
func (m *Model) act(a flow.Act) tea.Cmd { return carryOut(m.driver.Act(a)) }

// openLink opens the page's link.
func (m *Model) openLink() tea.Cmd {
	job := m.driver.Act(flow.OpenURL{URL: m.page.Link})
	return func() tea.Msg { return happened{event: job(), opens: true} }
}

func carryOut(job run.Job) tea.Cmd {
	return func() tea.Msg { return happened{event: job()} }
}

// showPage shows a different page from its top.
func (m *Model) showPage() {
	m.focus, m.offset, m.notice, m.unopened = 0, 0, "", false
	m.inputs = map[finding.FieldID]textinput.Model{}
	m.refresh()
	m.focusRow()
	if i := slices.IndexFunc(m.items, func(it item) bool { return it.field != "" && it.field == m.page.Focus }); i > 0 {
		m.focus = i
		m.refresh()
		m.layout()
		m.reveal()
	}
	if m.page.Settled {
		m.focusOption()
		m.refresh()
	}
	if m.state.Paste.Kind == flow.Placed && m.state.At != guide.StepVerify && len(m.page.Fields) > 0 && m.page.Focus == "" { // a paste on an earlier page may have filled this one
		m.focusMissing()
		m.refresh()
	}
}

// refresh follows the state: the page, the items that can have the focus, the
// texts.
func (m *Model) refresh() {
	m.page = page.Of(m.state).Local(m.local)
	m.page.Whole = m.page.Whole || m.unopened
	m.doubts = nil
	if len(m.page.Fields) > 0 {
		m.doubts = page.Doubts(m.state, m.page.Fields)
	}
	m.items = itemsOf(m.page)
	m.focus = max(0, min(m.focus, len(m.items)-1))
	for _, id := range m.page.Fields {
		if inBox(guide.FieldOf(id)) {
			m.inputs[id] = m.input(id)
		}
	}
}
