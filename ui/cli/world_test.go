package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/entra/entratest"
	"mailgrant/store"
	"mailgrant/ui/report"
	"mailgrant/ui/run"
)

// stage is a world for tests: the local Microsoft instead of the network, a
// keyring in memory, and streams that are not a terminal.
type stage struct {
	t      *testing.T
	ms     *entratest.Server
	memory *store.Memory
	creds  *store.Store
	env    map[string]string
	in     string

	columns int // of the terminal that stdout is; 0 if it is none
}

func newStage(t *testing.T) *stage {
	t.Helper()
	now := time.Now()
	ms, err := entratest.Start(entratest.Contoso(now), entratest.Fabrikam(now))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(ms.Close)
	memory := store.NewMemory()
	return &stage{t: t, ms: ms, memory: memory, creds: store.OpenMemory(memory), env: map[string]string{"TERM": "xterm"}}
}

type result struct {
	code     int
	out, err string
}

// run runs a command line, which must not write an escape byte: its streams are
// not a terminal.
func (s *stage) run(args ...string) result {
	s.t.Helper()
	var out, errs bytes.Buffer
	code := Run(context.Background(), args, s.world(&out, &errs))
	if s.columns == 0 && strings.ContainsAny(out.String()+errs.String(), "\x1b\a\u009b") {
		s.t.Errorf("mailgrant %s wrote an escape byte:\n%q", strings.Join(args, " "), out.String()+errs.String())
	}
	return result{code, out.String(), errs.String()}
}

func (s *stage) world(out, errs *bytes.Buffer) World {
	return World{
		In: strings.NewReader(s.in), Out: out, Err: errs, Now: time.Now, Transport: s.ms.Transport(),
		Wait:     func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		Env:      func(name string) (string, bool) { v, set := s.env[name]; return v, set },
		Store:    func(time.Duration) (*store.Store, error) { return s.creds, nil },
		Terminal: func() (int, bool) { return s.columns, s.columns > 0 },
	}
}

// practiceGuide is the guide of most of the cast.
const practiceGuide = "email-this-issue-client-credentials"

// save saves apps of Contoso's cast, under their keys.
func (s *stage) save(keys ...string) {
	s.t.Helper()
	for _, key := range keys {
		a := sample(s.t, key).Values
		e := run.EntryOf(flow.CredentialOf(a))
		if err := s.creds.Save(context.Background(), e, a.Secret.Reveal(), false); err != nil {
			s.t.Fatal(err)
		}
	}
}

// change saves a credential again, changed, with the same secret.
func (s *stage) change(slug string, change func(*store.Entry)) {
	s.t.Helper()
	e, secret, err := s.creds.Open(context.Background(), slug)
	if store.KindOf(err) == store.NoSecret {
		e, err = s.creds.Find(slug)
		must(s.t, err)
		change(&e)
		must(s.t, s.creds.SaveWaiting(context.Background(), e, true))
		return
	}
	must(s.t, err)
	change(&e)
	must(s.t, s.creds.Save(context.Background(), e, secret, true))
}

func sample(t *testing.T, key string) flow.Sample {
	t.Helper()
	for _, s := range run.PracticeSamples(time.Now(), nil) {
		if s.Values.Name == key {
			return s
		}
	}
	t.Fatalf("the cast has no %s", key)
	return flow.Sample{}
}

// values are the flags for one app of the cast, without its secret.
func values(t *testing.T, key string, more ...string) []string {
	t.Helper()
	a := sample(t, key).Values
	return append([]string{"check", "--guide", a.Guide, "--client-id", a.ClientID, "--tenant", a.Tenant}, more...)
}

// reports reads what check --format json printed.
func reports(t *testing.T, r result) report.JSONReports {
	t.Helper()
	var all report.JSONReports
	if err := json.Unmarshal([]byte(r.out), &all); err != nil {
		t.Fatalf("no JSON: %v\n%s%s", err, r.out, r.err)
	}
	return all
}

// ago is the day that many days before today.
func ago(days int) string { return time.Now().AddDate(0, 0, -days).Format(time.DateOnly) }
