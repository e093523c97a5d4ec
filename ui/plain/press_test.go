package plain

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/soak"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// presser is a user who answers every question at random and checks that each
// choice has an effect.
type presser struct {
	t       *testing.T
	seed    uint64
	r       *rand.Rand
	pressed map[string]int // options of all sessions: how often each was passed over; -1 once pressed

	mu     sync.Mutex
	more   *sync.Cond
	out    strings.Builder
	from   int // where the text since the latest answer starts
	queue  []string
	line   []byte
	gave   string // the latest answer, which the dialog repeats
	lazy   int    // from this many answers left it only presses Enter
	left   int    // answers before it quits
	last   string // the text before the latest press, if only Enter was pressed since
	enter  bool   // that press was Enter
	fields bool   // a field was asked for since
	ended  bool
	dryRun bool
	saved  int
}

func newPresser(t *testing.T, seed uint64, pressed map[string]int) *presser {
	p := &presser{t: t, seed: seed, r: rand.New(rand.NewPCG(seed, 7)), pressed: pressed, left: 60}
	p.more = sync.NewCond(&p.mu)
	if p.r.IntN(3) == 0 {
		p.lazy = p.left - p.r.IntN(20)
	}
	return p
}

func (p *presser) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.out.Write(b)
	p.more.Broadcast()
	return len(b), nil
}

// Read returns a line once there is a question.
func (p *presser) Read(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for len(p.line) == 0 {
		if len(p.queue) > 0 {
			p.line = []byte(p.queue[0] + "\n")
			p.queue = p.queue[1:]
			break
		}
		for !p.ended && (p.from == p.out.Len() || strings.HasSuffix(p.out.String(), "\n")) {
			p.more.Wait()
		}
		if p.ended {
			return 0, io.EOF
		}
		text := strings.TrimPrefix(p.out.String()[p.from:], p.gave+"\n")
		p.from = p.out.Len()
		p.gave = p.answer(text)
		p.line = []byte(p.gave + "\n")
	}
	n := copy(b[:1], p.line)
	p.line = p.line[1:]
	return n, nil
}

func (p *presser) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ended = true
	p.more.Broadcast()
}

func (p *presser) one(of ...string) string { return of[p.r.IntN(len(of))] }

var optionLine = regexp.MustCompile(`(?m)^(\d+)\) (.*)$`)

// silence reports a text that only lists options.
func silence(text string) bool { return strings.TrimSpace(optionLine.ReplaceAllString(text, "")) == "" }

// answer answers a question.
func (p *presser) answer(text string) string {
	asked := text[strings.LastIndexByte(text, '\n')+1:]
	p.left--
	silent := silence(strings.TrimSuffix(text, asked))
	switch {
	case strings.HasPrefix(asked, "Quit?"):
		return "y"
	case p.left < 0:
		return "quit"
	case strings.HasPrefix(asked, "Choose "), strings.HasPrefix(asked, "Press Enter ("):
		return p.choice(text, asked, silent)
	case !silent:
		p.last = ""
	}
	switch {
	case p.left < p.lazy:
		p.fields = true
		return ""
	case p.r.IntN(9) == 0:
		p.last = ""
		return p.one("?", "back", "steps", "step 3", "read", "open", "copy", "more", "fill", "samples", "help", "request", "request copy", "request file")
	case strings.HasPrefix(asked, "Client secret"):
		return p.typed("", good, good, expired, tenantID)
	case strings.HasPrefix(asked, "The message"), strings.HasPrefix(asked, "Address or message"):
		p.last = ""
		p.queue = []string{p.one("", "AADSTS7000222"), "end"}
		return p.one("AADSTS700016: no such app", "good morning")
	}
	for label, values := range map[string][]string{
		"Mailbox":        {"support@contoso.com", "contoso.com", "nowhere"},
		"Client ID":      {clientID, "a client"},
		"Redirect":       {callback},
		"Expires":        {"2027-10-01", "2020-01-01", "2026-12-01", "soon", "clear"},
		"Token endpoint": {endpoint, "2", "https://login.microsoftonline.com/" + tenantID + "/oauth2/token"},
	} {
		if strings.HasPrefix(asked, label) {
			return p.typed(append(values, "", values[0])...)
		}
	}
	return p.typed("", "", "contoso-"+strconv.Itoa(p.r.IntN(9)))
}

func (p *presser) typed(of ...string) string {
	value := p.one(of...)
	if p.fields = true; value != "" {
		p.last = ""
	}
	return value
}

// choice picks an option, if possible one that was never pressed.
func (p *presser) choice(text, asked string, silent bool) string {
	if p.last == text && silent && (p.enter || !p.fields) {
		p.t.Errorf("a press leads back to where it was pressed, without a word:\n%s", text)
	}
	p.last, p.enter, p.fields = text, false, false
	list := text
	if i := strings.LastIndex(list, "\n\n"); i >= 0 {
		list = list[i:]
	}
	options := optionLine.FindAllStringSubmatch(list, -1)
	for i := len(options) - 1; i > 0; i-- { // the last list in the text has the options
		if options[i][1] == "1" {
			options = options[i:]
			break
		}
	}
	if strings.HasPrefix(asked, "Press Enter (") || len(options) == 0 || p.left < p.lazy || p.r.IntN(3) == 0 {
		p.enter = true
		return ""
	}
	chosen := options[p.r.IntN(len(options))]
	for _, o := range options {
		label, _, _ := strings.Cut(o[2], ": ")
		if p.pressed[label] >= 0 {
			p.pressed[label]++
			chosen = o
		}
	}
	label, _, _ := strings.Cut(chosen[2], ": ")
	p.pressed[label] = -1
	return chosen[1]
}

// secret answers the question for the secret with the next line.
func (p *presser) secret(prompt string, read func() (string, error)) (value.Secret, error) {
	_, _ = io.WriteString(p, prompt)
	text, err := read()
	_, _ = io.WriteString(p, "\n")
	p.mu.Lock()
	defer p.mu.Unlock()
	p.from, p.gave = p.out.Len(), "none"
	if err != nil || text == "" {
		return value.Secret{}, err
	}
	return value.NewSecret(text), nil
}

// do carries out an effect, sometimes badly.
func (p *presser) do(ctx context.Context, e flow.Effect) flow.Event {
	if _, save := e.(flow.SaveCredential); save {
		p.mu.Lock()
		p.saved++
		p.mu.Unlock()
	}
	well := true
	if call, ok := e.(flow.Call); ok { // by number: several may be in progress
		well = rand.New(rand.NewPCG(p.seed, uint64(call.Number()))).IntN(4) > 0
	}
	s := newScene()
	s.kept = expired
	close(s.heard)
	if !well {
		s.pending = 1
	}
	problem := finding.New(finding.KeyringCheck, finding.KeyringLocked, "The keyring is locked.", "Unlock it.")
	switch e := e.(type) {
	case flow.ProbeKeyring:
		if !well {
			return flow.KeyringSeen{Attempt: e.Attempt, Problem: &problem}
		}
	case flow.SaveCredential:
		if !well {
			return flow.SaveSeen{Attempt: e.Attempt, Problem: &problem}
		}
	case flow.OpenSaved:
		if !well {
			return flow.SavedOpened{Attempt: e.Attempt, Problem: &problem}
		}
	case flow.LookUpTenant:
		if !well {
			return flow.TenantSeen{Attempt: e.Attempt, Cloud: e.Cloud, Discovery: wire.Discovery{Reply: wire.Reply{Trouble: wire.DNS, Host: e.Host}}}
		}
	case flow.FetchToken:
		e.After = 0
		return s.do(ctx, e)
	case flow.AwaitRedirect:
		if well {
			return flow.RedirectCaught{Attempt: e.Attempt, Answer: value.NewSecret("http://localhost:8400/?code=c0de&state=st4te&admin_consent=True&tenant=" + tenantID)}
		}
		f := finding.New(finding.BrowserCheck, finding.SignInTimeout, "Nobody came back.", "Begin again.")
		return flow.RedirectCaught{Attempt: e.Attempt, Problem: &f}
	}
	return s.do(ctx, e)
}

// starts are the places where a session starts.
func starts(r *rand.Rand) Config {
	kept := []flow.Credential{saved("contoso"), saved("fabrikam")}
	c := Config{State: flow.Begin(today, []string{"contoso", "fabrikam"})}
	switch r.IntN(4) {
	case 0:
		c.State = flow.Diagnosis(today, kept)
	case 1:
		c.State = waiting()
	case 2:
		c.Start = true
	}
	if c.State.Saved = kept; c.State.Pending != nil {
		c.State.Saved = append([]flow.Credential{saved("contoso")}, c.State.Pending...)
	}
	c.State.DryRun, c.State.Remote = r.IntN(4) == 0, r.IntN(2) == 0
	if r.IntN(3) == 0 {
		c.State.Practice, c.Samples = true, []flow.Sample{practice()}
	}
	return c
}

// It presses every option on every page, in random sessions: nothing breaks, no
// question repeats forever, and a dry run saves nothing.
func TestSoakWhateverIsPressedIsAnswered(t *testing.T) {
	t.Parallel()
	n := 200
	if soak.Whole() {
		n = 3000
	}
	seeds := soak.Random(t)
	pressed := map[string]int{}
	saved := 0
	for range n {
		seed := seeds.Uint64()
		p := newPresser(t, seed, pressed)
		c := starts(p.r)
		p.dryRun = c.State.DryRun
		c.Do = p.do
		play(t, p, c)
		if p.dryRun && p.saved > 0 {
			t.Errorf("a dry run saved")
		}
		saved += p.saved
		if t.Failed() {
			t.Fatalf("seed %d, at the end of:\n%s", seed, p.out.String())
		}
	}
	if soak.Whole() { // a sample may miss a rare one
		for _, label := range unpressed(pressed) {
			t.Errorf("%q was never pressed", label)
		}
	}
	if len(pressed) < 40 || saved == 0 {
		t.Errorf("%d options pressed, %d saved: too few to tell", len(pressed), saved)
	}
}

// unpressed are the options that were offered more than once but never pressed.
func unpressed(pressed map[string]int) (labels []string) {
	for label, passed := range pressed {
		if passed > 1 {
			labels = append(labels, label)
		}
	}
	return labels
}

func play(t *testing.T, p *presser, c Config) {
	t.Helper()
	defer p.end()
	defer func() {
		if r := recover(); r != nil {
			t.Errorf("broke: %v", r)
		}
	}()
	ctx, cancel := context.WithTimeoutCause(t.Context(), time.Minute, errors.New("it waits forever"))
	defer cancel()
	if _, err := Run(ctx, Terminal{In: p, Out: p, Echo: true, Secret: p.secret}, c); err != nil {
		t.Errorf("ended with %v", err)
	}
}
