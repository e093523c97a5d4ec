package wizard

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"mailgrant/flow"
	"mailgrant/flow/explain"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/soak"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// presser is a user who presses random keys and checks that each key has an
// effect.
type presser struct {
	t      *testing.T
	seed   uint64
	r      *rand.Rand
	m      *Model
	c      Config
	came   []tea.Msg // results in progress
	tried  tries
	ended  bool
	saved  int
	recent []string // the latest keys
}

// tries are what all sessions together have pressed.
type tries struct {
	pages   map[string]bool // pages on which every option was pressed
	options map[string]int  // how often each was passed over; -1 once pressed
}

func (p *presser) one(of ...string) string { return of[p.r.IntN(len(of))] }

// do answers an effect, sometimes badly.
func (p *presser) do(ctx context.Context, e flow.Effect) flow.Event {
	if save, ok := e.(flow.SaveCredential); ok {
		p.saved++
		if p.m.State().DryRun {
			p.t.Errorf("a dry run saves %s", save.Credential.Name)
		}
	}
	w := goodWorld()
	w.comesBack = map[string][]string{"code": {"c0de"}, "state": {"st4te"}, "admin_consent": {"True"}, "tenant": {tenantID}}
	if w.explanation.Certain = true; p.r.IntN(2) == 0 {
		w.explanation.Candidates = []explain.Candidate{{Cause: finding.SecretExpired, Owner: finding.AppOwner, Says: "It has expired.", Do: []string{"Make another."}}}
	}
	if p.r.IntN(4) == 0 {
		p.spoil(w)
	}
	return w.do(ctx, e)
}

func (p *presser) spoil(w *world) {
	w.keyring = lockedWorld().keyring
	w.tenant = wire.Discovery{Reply: wire.Reply{Trouble: wire.DNS, Host: "login.microsoftonline.com"}}
	w.comesBack = map[string][]string{"error": {"access_denied"}, "state": {"st4te"}}
	w.session.Identity.TenantID = clientID
	w.unlistened = w.keyring
	switch p.r.IntN(3) {
	case 0:
		w.grant = refused(401, 7000222, "AADSTS7000222: expired")
	case 1:
		w.grant = refused(400, 700016, "AADSTS700016: no such app")
	default:
		w.grant.Roles = nil
	}
}

// send delivers one key or result and what follows from it. Results arrive later,
// in any order.
func (p *presser) send(msg tea.Msg) (acted bool) {
	_, cmd := p.m.Update(msg)
	p.take(cmd)
	p.fits()
	return cmd != nil
}

func (p *presser) take(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, c := range msg {
			p.take(c)
		}
	case tea.QuitMsg:
		p.ended = true
	case nil:
	default:
		p.came = append(p.came, msg)
	}
}

// atOnce leaves it to chance when a message comes.
func atOnce(_ time.Duration, then func(time.Time) tea.Msg) tea.Cmd {
	return func() tea.Msg { return then(time.Time{}) }
}

// fits requires a frame that fits its window.
func (p *presser) fits() {
	lines := strings.Split(p.m.View(), "\n")
	if len(lines) > p.m.h {
		p.t.Errorf("%d lines in a window of %d:\n%s", len(lines), p.m.h, p.m.View())
	}
	for _, l := range lines {
		if lipgloss.Width(l) > p.m.w {
			p.t.Errorf("%d columns in a window of %d: %q", lipgloss.Width(l), p.m.w, l)
		}
	}
}

// arrive delivers one result if there is one.
func (p *presser) arrive() {
	if len(p.came) == 0 {
		return
	}
	i := p.r.IntN(len(p.came))
	msg := p.came[i]
	p.came = slices.Delete(p.came, i, i+1)
	p.recent = append(p.recent, fmt.Sprintf("%T", msg))
	_, cmd := p.m.Update(msg)
	if _, done := msg.(happened); done { // a tick leads to another tick after a pause
		p.take(cmd)
	}
	p.fits()
}

func (p *presser) press(name string) bool {
	k, ok := named[name]
	if !ok {
		k = tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
	}
	p.recent = append(p.recent, name)
	return p.send(k)
}

// step does one random thing.
func (p *presser) step() {
	switch n := p.r.IntN(20); {
	case len(p.came) > 0 && n < 9:
		p.arrive()
	case n == 9:
		p.resize()
	case p.m.tiny():
		p.send(tea.WindowSizeMsg{Width: 100, Height: 30})
	case p.m.pane != noPane:
		p.inPane()
	case n < 13:
		p.press(p.shown())
	case n == 13:
		p.press(p.one("x", "a", "space", "backspace", "ctrl+u", "pgup", "pgdn", "up", "down", "f1", "b", "?", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "esc", "ctrl+n"))
	case p.fill():
	default:
		p.everyOption()
		p.choose()
	}
}

func (p *presser) resize() {
	size := [][2]int{{100, 30}, {80, 24}, {60, 20}, {40, 12}, {200, 60}, {30, 8}}[p.r.IntN(6)]
	p.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
}

// shown is a key that the help line shows, except the one to quit.
func (p *presser) shown() string {
	var keys []string
	for _, b := range p.m.help() {
		if key := strings.ToLower(b.Help().Key); key != "ctrl+c" {
			keys = append(keys, key)
		}
	}
	if len(keys) == 0 {
		p.t.Errorf("no key but the one to quit:\n%s", p.m.View())
		return "ctrl+c"
	}
	return p.one(keys...)
}

// inPane chooses something in a list and does not leave it.
func (p *presser) inPane() {
	for range p.r.IntN(4) {
		p.press("down")
	}
	switch before := p.m.View(); {
	case p.r.IntN(8) == 0:
		p.press("esc")
	case p.m.pane == quitPane && p.m.choices()[p.m.cursor].label == "Leave":
		p.press("up")
	default:
		if !p.press("enter") && p.m.View() == before {
			p.t.Errorf("Enter does nothing in a list:\n%s", before)
		}
	}
}

// fill gives a value to an empty field, and sometimes to one that has a value.
func (p *presser) fill() bool {
	at := p.m.at()
	if at.field == "" || !p.m.empty(at.field) && p.r.IntN(6) > 0 || p.m.empty(at.field) && p.r.IntN(6) == 0 {
		return false
	}
	values := map[finding.FieldID][]string{
		guide.FieldOrganization: {"support@contoso.com", "support@contoso.com", "nowhere"},
		guide.FieldMailbox:      {"support@contoso.com", "nobody"},
		guide.FieldClientID:     {clientID, clientID, tenantID, "a client"},
		guide.FieldSecret:       {canary, canary, fresh, clientID},
		guide.FieldExpires:      {"2027-10-01", "2026-12-01", "2020-01-01", "soon"},
		guide.FieldRedirect:     {redirect, "http://x"},
		guide.FieldToken:        {value.TokenEndpoint(value.Global, tenantID), "https://login.microsoftonline.com/" + tenantID + "/oauth2/token"},
		guide.FieldMessage:      {"AADSTS7000222: expired", "good morning"},
		guide.FieldAnswer:       {redirect + "?code=c0de&state=st4te", "AADSTS50011: no such redirect", redirect},
		guide.FieldName:         {"contoso-" + strconv.Itoa(p.r.IntN(9)), "contoso", "no good name"},
	}[at.field]
	p.press("ctrl+u")
	if len(values) > 0 {
		text := p.one(values...)
		p.recent = append(p.recent, strconv.Quote(text))
		p.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true})
	}
	return true
}

// to moves the focus to an option of the page with keys, and scrolls to it.
func (p *presser) to(i int) bool {
	i = slices.IndexFunc(p.m.items, func(it item) bool { return it.option != nil }) + i
	for range 400 {
		p.m.layout()
		switch {
		case p.m.focus < i:
			p.press("down")
		case p.m.focus > i:
			p.press("up")
		case p.m.below():
			p.press("enter")
		default:
			return true
		}
	}
	p.t.Errorf("option %d is never reached:\n%s", i, p.m.View())
	return false
}

// choose takes an option, if possible one that no session has taken yet.
func (p *presser) choose() {
	if len(p.m.items) == 0 { // a wait
		if p.r.IntN(3) == 0 {
			p.press("esc")
		}
		return
	}
	options := p.m.page.Options
	if len(options) == 0 {
		p.t.Errorf("a page without options:\n%s", p.m.View())
		return
	}
	i := p.r.IntN(len(options))
	if p.r.IntN(3) == 0 {
		i = 0
	}
	for j, o := range options {
		if p.tried.options[o.Label] >= 0 {
			p.tried.options[o.Label]++
			i = j
		}
	}
	p.tried.options[options[i].Label] = -1
	p.chosen(i)
}

// chosen takes an option and requires an effect: something outside, or a new
// page or sentence.
func (p *presser) chosen(i int) {
	label := p.m.page.Options[i].Label
	if !p.to(i) {
		return
	}
	before, view := p.m.State(), p.m.View()
	p.recent = append(p.recent, "("+label+")")
	acted := p.press("enter")
	after := p.m.State()
	changed := !reflect.DeepEqual(before, after) && p.m.View() != view
	if !acted && !p.ended && !changed && len(after.Problems) == 0 && p.m.notice == "" && p.m.pane == noPane {
		p.t.Errorf("%q has no answer:\n%s", label, view)
	}
}

// everyOption presses, on a copy of each page that no session has seen, every
// option, and the keys that leave it.
func (p *presser) everyOption() {
	seen := fmt.Sprintf("%+v %v", p.m.page, p.m.State().Diagnosing)
	if p.tried.pages[seen] {
		return
	}
	p.tried.pages[seen] = true
	if soak.Whole() || p.r.IntN(4) == 0 {
		(&session{TB: p.t, m: p.copied().m}).readable()
	}
	for i := range p.m.page.Options {
		if len(p.m.items) > 0 {
			c := p.copied()
			c.chosen(i)
			p.tried.options[p.m.page.Options[i].Label] = -1
			for len(c.came) > 0 && !c.ended {
				c.arrive()
			}
			c.told()
		}
	}
	c := p.copied()
	if c.press("ctrl+c"); !c.ended {
		c.press("down")
		c.press("enter")
	}
	if !c.ended {
		p.t.Errorf("this page can't be left:\n%s", p.m.View())
	}
	if c = p.copied(); c.m.page.Waiting != "" {
		if c.press("esc"); c.m.State().Busy() {
			p.t.Errorf("this wait can't be left:\n%s", p.m.View())
		}
	}
}

// told requires that a wait has ended once all results have arrived.
func (p *presser) told() {
	if p.m.State().Busy() && !p.ended {
		p.t.Errorf("it waits, but nothing is in progress:\n%s", p.m.View())
	}
}

// copied is another wizard on the same page.
func (p *presser) copied() *presser {
	c := &presser{t: p.t, seed: p.seed, r: rand.New(rand.NewPCG(p.seed, 3)), c: p.c, tried: tries{pages: p.tried.pages, options: map[string]int{}}}
	c.recent = append(slices.Clone(p.recent), "on a copy:")
	c.c.State, c.c.Start, c.c.Do = p.m.State(), false, c.do
	c.m = New(c.c)
	c.send(tea.WindowSizeMsg{Width: 100, Height: 30})
	return c
}

// starts picks how a session starts.
func starts(r *rand.Rand) Config {
	kept := []flow.Credential{saved("contoso"), saved("fabrikam")}
	c := Config{State: flow.Begin(today, []string{"contoso", "fabrikam"}), After: atOnce}
	switch r.IntN(4) {
	case 0:
		c.State = flow.Diagnosis(today, kept)
		if r.IntN(2) == 0 {
			c.State.Chosen = "contoso"
		}
	case 1:
		c.State.Pending, c.Start = []flow.Credential{waiter()}, r.IntN(2) == 0
	case 2:
		c.Start = true
	}
	c.State.Saved = kept
	c.State.DryRun, c.State.Remote = r.IntN(4) == 0, r.IntN(2) == 0
	if r.IntN(3) == 0 {
		c.State.Practice = true
		c.Samples = []flow.Sample{{Label: "Contoso's good app", Values: form.Values{
			Registration: form.Registration{
				Redirect: redirect, ClientID: clientID, Expires: "2027-10-01",
			},
			Organization: "support@contoso.com", Secret: value.NewSecret(canary),
		}}}
	}
	return c
}

// It presses every option on every page that random sessions reach.
func TestSoakWhateverIsPressedIsAnswered(t *testing.T) {
	t.Parallel()
	n := 20
	if soak.Whole() {
		n = 300
	}
	seeds := soak.Random(t)
	tried, saved := tries{pages: map[string]bool{}, options: map[string]int{}}, 0
	for range n {
		p := &presser{t: t, seed: seeds.Uint64(), tried: tried}
		p.play()
		if saved += p.saved; t.Failed() {
			t.Fatalf("seed %d, after %q", p.seed, p.recent[max(0, len(p.recent)-30):])
		}
	}
	if len(tried.options) < 20 || soak.Whole() && saved == 0 {
		t.Errorf("%d options pressed, %d saved: too few to tell", len(tried.options), saved)
	}
	for label, passed := range tried.options {
		if soak.Whole() && passed > 1 {
			t.Errorf("%q was never pressed", label)
		}
	}
}

func (p *presser) play() {
	defer func() {
		if r := recover(); r != nil {
			p.t.Errorf("broke: %v, at\n%+v", r, p.m.page)
		}
	}()
	p.r = rand.New(rand.NewPCG(p.seed, 7))
	p.c = starts(p.r)
	p.c.Do = p.do
	p.m = New(p.c)
	p.take(p.m.Init())
	for range 80 {
		if p.ended || p.t.Failed() {
			return
		}
		p.step()
	}
}
