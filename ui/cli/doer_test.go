package cli

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/entra"
	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
	"mailgrant/store"
	"mailgrant/ui/report"
	"mailgrant/ui/run"
)

// paper is a clipboard of paper.
type paper struct {
	text string
	fail error
	mute bool // can't be read back
}

func (p *paper) Write(text string) error {
	if p.fail != nil {
		return p.fail
	}
	p.text = text
	return nil
}

func (p *paper) Read() (string, error) {
	if p.mute {
		return "", errors.New("no way to read")
	}
	return p.text, nil
}

func testHands(t *testing.T, p *paper) *run.Runner {
	t.Helper()
	s := newStage(t)
	rig, err := s.world(nil, nil).connect(context.Background(), wiring{limit: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	rig.clip = &run.Clipboard{Tool: p}
	h := rig.hands()
	t.Cleanup(rig.close)
	return h
}

func TestEveryEffectEndsInItsOwnEvent(t *testing.T) {
	a := sample(t, "good").Values
	t.Chdir(t.TempDir()) // where files are written
	effects := map[string]struct {
		effect flow.Effect
		answer flow.Event
	}{
		"look-up":      {flow.LookUpTenant{Attempt: 7, Cloud: value.Global, Host: "login.microsoftonline.com", Tenant: "contoso.com"}, flow.TenantSeen{}},
		"token":        {flow.FetchToken{Attempt: 7, Endpoint: a.TokenEndpoint, ClientID: a.ClientID, Secret: a.Secret, Scope: value.Global.Scope()}, flow.TokenSeen{}},
		"probe":        {flow.ProbeKeyring{Attempt: 7}, flow.KeyringSeen{}},
		"save":         {flow.SaveCredential{Attempt: 7, Credential: flow.Credential{Registration: form.Registration{Name: "x"}}, Secret: a.Secret}, flow.SaveSeen{}},
		"saved":        {flow.OpenSaved{Attempt: 7, Name: "nobody"}, flow.SavedOpened{}},
		"browser flow": {flow.StartBrowserFlow{Attempt: 7, URL: "https://login.microsoftonline.com/x?y=z", Loopback: true, SignIn: true}, flow.BrowserFlowStarted{}},
		"await":        {flow.AwaitRedirect{Attempt: 7}, flow.RedirectCaught{}},
		"redeem":       {flow.RedeemCode{Attempt: 7, Endpoint: a.TokenEndpoint, ClientID: a.ClientID, Secret: a.Secret, Code: value.NewSecret("x")}, flow.SignedIn{}},
		"explain":      {flow.Explain{Attempt: 7, Text: "AADSTS7000222"}, flow.Explained{}},
		"report":       {flow.WriteReport{}, flow.Told{}},
		"file":         {flow.WriteFile{Name: "x-request.md", Text: "x"}, flow.Told{}},
		"open":         {flow.OpenURL{URL: "file:///etc/passwd"}, flow.Told{}},
		"copy":         {flow.CopyText{Label: "Client ID", Text: "x"}, flow.Told{}},
		"secret":       {flow.CopySecret{Secret: a.Secret}, flow.Told{}},
	}
	for name, tt := range effects {
		for how, h := range map[string]*run.Runner{"done": testHands(t, &paper{}), "broken": {}} {
			t.Run(name+"/"+how, func(t *testing.T) {
				got := run.Safe(h.Do)(context.Background(), tt.effect)
				if reflect.TypeOf(got) != reflect.TypeOf(tt.answer) {
					t.Fatalf("%T; want %T", got, tt.answer)
				}
				if attempt := reflect.ValueOf(got).FieldByName("Attempt"); attempt.IsValid() && attempt.Int() != 7 {
					t.Errorf("attempt %d; want 7", attempt.Int())
				}
			})
		}
	}
}

func TestACrashedCheckIsUnknownAndAnInternalError(t *testing.T) {
	s := flow.Examination(sample(t, "good").Values, time.Now())
	s = drive(context.Background(), s, flow.Retry{}, (&run.Runner{}).Do)
	r := check.ReportOf(s.AsCase())
	if r.Verdict != finding.Undecided || r.Root == nil || !strings.Contains(r.Root.Says, "mailgrant itself") {
		t.Errorf("%s: %+v", r.Verdict, r.Root)
	}
}

func TestACheckWaitsAsLongAsItsLimitAllows(t *testing.T) {
	tests := map[string]struct {
		patience time.Duration
		got      bool
	}{
		"what fits is waited out": {time.Minute, true}, "what does not fit is not": {run.RequestLimit, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.ms.Fault(entratest.Token.Once(), fault.Throttle("40"))
			client, err := entra.New(entra.Options{
				Transport: s.ms.Transport(), Wait: func(context.Context, time.Duration) error { return nil },
			})
			if err != nil {
				t.Fatal(err)
			}
			a := sample(t, "good").Values
			h := &run.Runner{Client: client, Patience: tt.patience}
			seen := h.Do(context.Background(), flow.FetchToken{
				Endpoint: a.TokenEndpoint, ClientID: a.ClientID, Secret: a.Secret, Scope: value.Global.Scope(),
			}).(flow.TokenSeen)
			if seen.Grant.Got != tt.got {
				t.Errorf("got a token: %v; want %v", seen.Grant.Got, tt.got)
			}
		})
	}
}

func TestAPanicOfOneCheckIsAReportAndNamesNoValue(t *testing.T) {
	a := sample(t, "good").Values
	c := &checker{now: func() time.Time { panic(a.Secret.Reveal()) }, o: &checkOptions{concurrency: 1, timeout: time.Second}}
	var out strings.Builder
	outcomes := c.checkAll(context.Background(), []subject{{answers: a}}, report.NewPrinter("json", report.Options{Out: &out, Mode: "live"}))
	if code := exitOf(outcomes); code != exitOurs {
		t.Errorf("exit %d; want 70", code)
	}
	if text := out.String(); !strings.Contains(text, "panic of type string") || strings.Contains(text, a.Secret.Reveal()) {
		t.Error(text)
	}
}

func TestAnEffectEndsWithItsContext(t *testing.T) {
	h := testHands(t, &paper{})
	a := sample(t, "good").Values
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	began := time.Now()
	got := h.Do(ctx, flow.FetchToken{Endpoint: a.TokenEndpoint, ClientID: a.ClientID, Secret: a.Secret, Scope: value.Global.Scope(), After: time.Hour})
	if seen := got.(flow.TokenSeen); seen.Grant.Got || time.Since(began) > time.Minute {
		t.Errorf("%+v", seen)
	}
}

func TestASessionSavesWhatWasVerified(t *testing.T) {
	s := newStage(t)
	rig, err := s.world(nil, nil).connect(context.Background(), wiring{limit: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	defer rig.close()
	a := sample(t, "good").Values
	begun, _ := flow.Next(flow.Begin(time.Now(), rig.taken()), flow.ChoseGuide{ID: practiceGuide})
	state := walk(begun, rig.hands().Do, a)
	if state.Outcome != flow.Saved || state.Kept != "contoso" {
		t.Fatalf("at %s, outcome %q, problems %+v", state.At, state.Outcome, state.Problems)
	}
	e, secret, err := s.creds.Open(context.Background(), "contoso")
	if err != nil || secret != a.Secret.Reveal() {
		t.Fatal("the secret was not kept", err)
	}
	if e.Tenant != entratest.ContosoID || e.LastCheck == nil || e.LastCheck.Verdict != "pass" || e.Unverified || !slices.Equal(e.Use, value.Both.Names()) {
		t.Errorf("%+v", e)
	}
}

// walk goes through a guide like a user.
func walk(s flow.State, do flow.Doer, a form.Values) flow.State {
	ctx := context.Background()
	for range 40 {
		for _, id := range page.Of(s).Fields {
			switch {
			case id == guide.FieldSecret:
				s = drive(ctx, s, flow.TypedSecret{Secret: a.Secret}, do)
			case id != guide.FieldName && id != guide.FieldToken:
				s = drive(ctx, s, flow.Typed{Field: id, Text: a.Text(id)}, do)
			}
		}
		switch {
		case s.At == guide.StepTenant:
			s = drive(ctx, s, flow.Continue{}, do)
			s = drive(ctx, s, flow.ChoseRights{Rights: flow.CanBoth}, do)
		case s.At == guide.StepPermission:
			s = drive(ctx, s, flow.ChoseUse{Use: value.Both}, do)
		case s.At == guide.StepVerify:
			return drive(ctx, s, flow.Keep{How: flow.Saved}, do)
		default:
			s = drive(ctx, s, flow.Continue{}, do)
		}
	}
	return s
}

func TestASaveThatFailsSaysWhy(t *testing.T) {
	tests := map[store.Kind]finding.Cause{
		store.Locked: finding.KeyringLocked, store.Unavailable: finding.KeyringUnavailable, store.Timeout: finding.KeyringTimeout,
		store.TooLarge: finding.KeyringTooLarge, store.NotKept: finding.KeyringUnavailable,
	}
	for kind, cause := range tests {
		t.Run(string(kind), func(t *testing.T) {
			h := testHands(t, &paper{})
			memory := store.NewMemory()
			memory.FailWith(func(store.Op, string) error { return &store.Error{Kind: kind, Op: store.Save} })
			h.OpenStore = func() (*store.Store, error) { return store.OpenMemory(memory), nil }
			seen := h.Do(context.Background(), flow.SaveCredential{Credential: flow.Credential{Registration: form.Registration{Name: "x"}}, Secret: value.NewSecret("0123456789abcdef")}).(flow.SaveSeen)
			if seen.Problem == nil || seen.Problem.Cause != cause || len(seen.Problem.Do) == 0 {
				t.Errorf("%+v", seen.Problem)
			}
			if probed := h.Do(context.Background(), flow.ProbeKeyring{}).(flow.KeyringSeen); probed.Problem == nil {
				t.Error("the probe found nothing")
			}
		})
	}
}

func TestTheClipboardIsClearedUnlessItChanged(t *testing.T) {
	secret := value.NewSecret("a secret of a good length")
	tests := map[string]struct {
		meanwhile, left string
	}{
		"unchanged": {secret.Reveal(), ""}, "changed": {"something else", "something else"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := &paper{}
			h := &run.Clipboard{Tool: p}
			if says, copied := h.HoldSecret(context.Background(), secret); !copied || p.text != secret.Reveal() {
				t.Fatal(says)
			}
			p.text = tt.meanwhile
			h.Clear(context.Background())
			if p.text != tt.left {
				t.Errorf("%q is left; want %q", p.text, tt.left)
			}
		})
	}
}

func TestAClipboardThatDoesNotTakeTheSecret(t *testing.T) {
	secret := value.NewSecret("a secret of a good length")
	h := &run.Clipboard{Tool: &paper{fail: errors.New("no display for " + secret.Reveal())}}
	if says, copied := h.HoldSecret(context.Background(), secret); copied || strings.Contains(says, secret.Reveal()) || says == "" {
		t.Errorf("%v %q", copied, says)
	}
	h = &run.Clipboard{Tool: &paper{mute: true}}
	if says, copied := h.HoldSecret(context.Background(), secret); !copied || h.Holding() || !strings.Contains(says, "can't clear it") {
		t.Errorf("%v %q", copied, says)
	}
}

// hung is a clipboard whose tool hangs, or fails.
type hung struct{ call func() error }

func (s hung) Write(string) error    { return s.call() }
func (s hung) Read() (string, error) { return "", s.call() }

func TestAClipboardThatHangsOrBreaksCopiesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ends := make(chan struct{})
		defer close(ends)
		for want, call := range map[string]func() error{
			"did not answer": func() error { <-ends; return nil },
			"nothing":        func() error { panic("a secret") },
		} {
			h := &run.Clipboard{Tool: hung{call}}
			says, copied := h.HoldSecret(t.Context(), value.NewSecret("a secret of a good length"))
			if copied || strings.Contains(says, "a secret") || want != "nothing" && !strings.Contains(says, want) {
				t.Errorf("%s: %v %q", want, copied, says)
			}
			h.Clear(t.Context())
		}
	})
}

func TestCopyTextGoesThroughTheTerminalAndIsBounded(t *testing.T) {
	var stream strings.Builder
	p := &paper{}
	h := &run.Runner{Stream: &stream, Clip: &run.Clipboard{Tool: p}}
	h.Do(context.Background(), flow.CopyText{Label: "Client ID", Text: "abc"})
	if stream.String() != "\x1b]52;c;YWJj\x07" || p.text != "" {
		t.Errorf("%q", stream.String())
	}
	stream.Reset()
	h.Do(context.Background(), flow.CopyText{Label: "It", Text: strings.Repeat("x", 8<<10+1)})
	if stream.Len() > 0 {
		t.Error("too long a text was sent")
	}
	h.Stream = nil
	h.Do(context.Background(), flow.CopyText{Label: "Client ID", Text: "abc"})
	if stream.Len() > 0 || p.text != "abc" {
		t.Error("without escape sequences the system's clipboard is used")
	}
}

// drive settles one event.
func drive(ctx context.Context, s flow.State, e flow.Event, do flow.Doer) flow.State {
	return run.New(ctx, s, do).Settle(e) //nolint:contextcheck // the driver has the context
}
