package cli

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/store"
	"mailgrant/ui/term"
)

func TestCheckExitCodes(t *testing.T) {
	good := func(t *testing.T, s *stage) { s.env[secretVariable] = sample(t, "good").Values.Secret.Reveal() }
	tests := map[string]struct {
		key   string
		set   func(*testing.T, *stage)
		flags []string
		code  int
		cause string // "" for none
	}{
		"a good credential is 0":                             {"good", good, nil, 0, ""},
		"a warning is 0":                                     {"good", good, []string{"--expires", ago(30)}, 0, "secret-expiring"},
		"a warning under --strict is 1":                      {"good", good, []string{"--expires", ago(30), "--strict"}, 1, "secret-expiring"},
		"no secret source is 3":                              {"good", nil, nil, 3, ""},
		"no secret source offline is 0":                      {"good", nil, []string{"--offline"}, 0, ""},
		"an empty secret is 1":                               {"good", secret(""), nil, 1, "secret-missing"},
		"a blank secret is 1":                                {"good", secret(" \n"), nil, 1, "secret-missing"},
		"an expired secret is 1":                             {"good", secretOf("good-old-secret"), nil, 1, "secret-expired"},
		"a bad date is 1":                                    {"good", good, []string{"--expires", "soon"}, 1, "expiry-malformed"},
		"too few days is 1":                                  {"good", good, []string{"--expires", "2030-01-01", "--min-days", "9999"}, 1, "secret-expiring"},
		"an end date that has passed is too few days, too":   {"good", good, []string{"--expires", ago(30), "--min-days", "1"}, 1, "secret-expiring"},
		"no end date is 0":                                   {"good", good, []string{"--strict"}, 0, ""},
		"days asked for without an end date are 0":           {"good", good, []string{"--min-days", "30"}, 0, "expiry-unknown"},
		"the same under --strict is 1":                       {"good", good, []string{"--min-days", "30", "--strict"}, 1, "expiry-unknown"},
		"the same offline is 1":                              {"good", nil, []string{"--min-days", "30", "--strict", "--offline"}, 1, "expiry-unknown"},
		"a mailbox that opens is 0":                          {"good", good, []string{"--mailbox", "support@contoso.com"}, 0, ""},
		"a mailbox kept out by Exchange is 1":                {"good", good, []string{"--mailbox", "support@contoso.com", "--mailbox", "ceo@contoso.com"}, 1, "mailbox-blocked"},
		"a mailbox without a licence is 1":                   {"good", good, []string{"--mailbox", "intern@contoso.com"}, 1, "mailbox-not-enabled"},
		"a mailbox that is not there is 1":                   {"good", good, []string{"--mailbox", "nobody@contoso.com"}, 1, "mailbox-not-found"},
		"no mailbox address is 1":                            {"good", good, []string{"--mailbox", "support"}, 1, "mailbox-malformed"},
		"a fence that holds is 0":                            {"good", good, []string{"--must-refuse", "ceo@contoso.com"}, 0, ""},
		"a fence that does not hold is 1":                    {"good", good, []string{"--must-refuse", "support@contoso.com"}, 1, "mailbox-not-fenced"},
		"waiting for what is there already is 0":             {"good", good, []string{"--wait", "1h"}, 0, ""},
		"waiting for what time does not mend is 1":           {"good", secretOf("good-old-secret"), []string{"--wait", "1h"}, 1, "secret-expired"},
		"a network that does not answer is 3":                {"good", failAt(entratest.Match{}, fault.Reset()), nil, 3, "unreachable"},
		"a service in trouble is 3":                          {"good", failAt(entratest.Match{}, fault.Unavailable()), nil, 3, "service-unavailable"},
		"a GUID as secret is 1 offline":                      {"good", secret("11112222-3333-4444-5555-666677778888"), []string{"--offline"}, 1, "secret-id-not-value"},
		"a GUID as secret is Microsoft's to refuse":          {"good", secret("11112222-3333-4444-5555-666677778888"), nil, 1, "secret-id-not-value"},
		"an auth endpoint of another cloud is 1":             {"good", good, []string{"--auth-endpoint", "https://login.microsoftonline.us/" + entratest.ContosoID + "/oauth2/v2.0/authorize"}, 1, "wrong-cloud"},
		"an endpoint that contradicts the tenant is 1":       {"good", good, []string{"--token-endpoint", "https://login.microsoftonline.com/a9b8c7d6-e5f4-4321-8fed-cba987654301/oauth2/v2.0/token"}, 1, "tenant-mismatch"},
		"an endpoint that is nobody's gets nothing and is 1": {"good", good, []string{"--token-endpoint", "https://login.microsoftonline.com.example.net/x/oauth2/v2.0/token"}, 1, "endpoint-host-unknown"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			if tt.set != nil {
				tt.set(t, s)
			}
			if _, set := s.env[secretVariable]; !set && tt.code == 3 && tt.cause != "" {
				good(t, s)
			}
			r := s.run(values(t, tt.key, append(tt.flags, "--format", "json")...)...)
			got := reports(t, r).Reports[0]
			cause := ""
			if got.Cause != nil {
				cause = string(*got.Cause)
			}
			if r.code != tt.code || cause != tt.cause {
				t.Errorf("exit %d, cause %q; want %d, %q\n%s", r.code, cause, tt.code, tt.cause, r.out+r.err)
			}
		})
	}
}

func secret(value string) func(*testing.T, *stage) {
	return func(_ *testing.T, s *stage) { s.env[secretVariable] = value }
}

func secretOf(key string) func(*testing.T, *stage) {
	return func(t *testing.T, s *stage) { s.env[secretVariable] = sample(t, key).Values.Secret.Reveal() }
}

func failAt(m entratest.Match, f entratest.Fault) func(*testing.T, *stage) {
	return func(_ *testing.T, s *stage) { s.ms.Fault(m, f) }
}

func TestUsageIsTwoAndSaysOneThing(t *testing.T) {
	large := filepath.Join(t.TempDir(), "large")
	if err := os.WriteFile(large, make([]byte, maxSecretInput+1), 0o600); err != nil {
		t.Fatal(err)
	}
	good := values(t, "good")
	tests := map[string]struct {
		args []string
		says string // a part of it
		help string // the suggested help command
	}{
		"an unknown command":              {[]string{"chekc"}, `There is no command "chekc". Did you mean check?`, "mailgrant --help"},
		"an unknown flag":                 {[]string{"check", "--nope"}, `has no flag "--nope"`, "mailgrant check --help"},
		"a secret as a flag's value":      {[]string{"check", "--client-secret=hunter2"}, "can't be the value of a flag", "mailgrant check --help"},
		"nothing to check":                {[]string{"check"}, "Specify what to check", "mailgrant check --help"},
		"names and --all":                 {[]string{"check", "good", "--all"}, "not both", "mailgrant check --help"},
		"a name and values":               {[]string{"check", "good", "--client-id", "x"}, "remove --client-id", "mailgrant check --help"},
		"an unknown name":                 {[]string{"check", "nobody"}, `under the name "nobody"`, "mailgrant list"},
		"a pattern that matches none":     {[]string{"check", "x*"}, `matches "x*"`, "mailgrant list"},
		"an unknown guide":                {[]string{"check", "--guide", "nope", "--client-id", "x", "--tenant", "y"}, `no guide "nope"`, "mailgrant guides"},
		"no guide":                        {[]string{"check", "--client-id", "x", "--tenant", "y"}, "--guide ID", "mailgrant guides"},
		"no client ID":                    {good[:3], "--client-id ID", "mailgrant check --help"},
		"no way to know the tenant":       {good[:5], "Specify the tenant", "mailgrant check --help"},
		"an unknown format":               {append(good, "--format", "xml"), `no format "xml"`, "mailgrant check --help"},
		"an unknown use":                  {append(good, "--use", "sideways"), "--use must be", "mailgrant check --help"},
		"no time":                         {append(good, "--timeout", "0"), "--timeout must be greater than zero", "mailgrant check --help"},
		"an invalid time limit":           {append(good, "--timeout", "soon"), "a duration such as 30s", "mailgrant check --help"},
		"a negative wait":                 {append(good, "--wait", "-1s"), "--wait must not be negative", "mailgrant check --help"},
		"an invalid wait":                 {append(good, "--wait", "tomorrow"), "a duration such as", "mailgrant check --help"},
		"an invalid port":                 {[]string{"setup", "--plain", "--port", "70000"}, "from 1 to 65535", "mailgrant setup --help"},
		"an unknown name to diagnose":     {[]string{"diagnose", "--plain", "nobody"}, `under the name "nobody"`, "mailgrant list"},
		"two names to diagnose":           {[]string{"diagnose", "good", "expired"}, "Specify at most one name", "mailgrant list"},
		"a diagnosis without a terminal":  {[]string{"diagnose"}, "needs a terminal", "mailgrant diagnose --help"},
		"a port to diagnose with":         {[]string{"diagnose", "--plain", "--port", "-1"}, "from 1 to 65535", "mailgrant diagnose --help"},
		"two secret sources":              {append(good, "--secret-stdin", "--secret-file", "x"), "--secret-stdin and --secret-file", "mailgrant check --help"},
		"a secret file that is not there": {append(good, "--secret-file", "/nonexistent/x"), "can't be opened", "mailgrant check --help"},
		"a secret file too large":         {append(good, "--secret-file", large), "too large", "mailgrant check --help"},
		"a CA file that is not there":     {append(good, "--ca-file", "/nonexistent/x"), "Certificate file: ", ""},
		"a CA file unread in practice":    {[]string{"check", "--practice", "--ca-file", "/nonexistent/x"}, "Certificate file", ""},
		"an invalid proxy, likewise":      {[]string{"check", "--practice", "--proxy", "no proxy"}, "http://host:port", ""},
		"a screen without a terminal":     {[]string{"setup"}, "use mailgrant check to test a credential, or --plain", "mailgrant setup --help"},
		"the bare command without one":    {nil, "needs a terminal", "mailgrant setup --help"},
		"removing without a terminal":     {[]string{"remove", "good"}, "use --yes", "mailgrant remove --help"},
		"an unknown shell":                {[]string{"completion", "tcsh"}, "Specify a shell", "mailgrant completion --help"},
		"an unknown guide to print":       {[]string{"guides", "nope"}, `no guide "nope"`, "mailgrant guides"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.save("good")
			r := s.run(tt.args...)
			if r.code != exitUsage || r.out != "" {
				t.Errorf("exit %d, stdout %q; want 2 and nothing", r.code, r.out)
			}
			if !strings.Contains(r.err, tt.says) || !strings.Contains(r.err, tt.help) {
				t.Errorf("stderr %q\nwant %q and %q in it", r.err, tt.says, tt.help)
			}
			if len(s.ms.Requests()) > 0 {
				t.Error("something was sent")
			}
		})
	}
}

func TestAnEmptyAllIsTwo(t *testing.T) {
	if r := newStage(t).run("check", "--all"); r.code != exitUsage {
		t.Errorf("exit %d; want 2", r.code)
	}
}

func TestSeveralCredentialsExitByTheFirstThatApplies(t *testing.T) {
	locked := func(account string) error {
		if account == "opaque" {
			return &store.Error{Kind: store.Locked, Op: store.Read}
		}
		return nil
	}
	tests := map[string]struct {
		keys []string
		set  func(*stage)
		code int
	}{
		"all good":                            {[]string{"good", "too-many"}, nil, 0},
		"one broken":                          {[]string{"good", "expired"}, nil, 1},
		"broken before a locked keyring":      {[]string{"expired", "opaque"}, func(s *stage) { failRead(s, locked) }, 1},
		"a locked keyring before undecided":   {[]string{"good", "opaque"}, func(s *stage) { failRead(s, locked); s.ms.Fault(entratest.Match{}, fault.Unavailable()) }, 4},
		"undecided":                           {[]string{"good"}, func(s *stage) { s.ms.Fault(entratest.Match{}, fault.Unavailable()) }, 3},
		"a secret gone from the keyring is 1": {[]string{"good"}, func(s *stage) { _ = s.memory.Delete(context.Background(), "good") }, 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.save(tt.keys...)
			if tt.set != nil {
				tt.set(s)
			}
			r := s.run("check", "--all", "--format", "json")
			if r.code != tt.code {
				t.Errorf("exit %d; want %d\n%s", r.code, tt.code, r.out+r.err)
			}
			if got := len(reports(t, r).Reports); got != len(tt.keys) {
				t.Errorf("%d reports; want %d", got, len(tt.keys))
			}
		})
	}
}

func failRead(s *stage, fail func(account string) error) {
	s.memory.FailWith(func(op store.Op, account string) error {
		if op != store.Read {
			return nil
		}
		return fail(account)
	})
}

// failing is a stdout that can't be written.
type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestAnOutputThatCannotBeWritten(t *testing.T) {
	tests := map[string]struct {
		err  error
		code int
		says string
	}{
		"a reader that went away is quiet": {syscall.EPIPE, 0, ""},
		"a full disk is 70":                {syscall.ENOSPC, exitOurs, "could not be written"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			var errs strings.Builder
			w := s.world(nil, nil)
			w.Out, w.Err = failing{tt.err}, &errs
			code := Run(context.Background(), []string{"check", "--practice"}, w)
			if code != tt.code || !strings.Contains(errs.String(), tt.says) || tt.says == "" && errs.Len() > 0 {
				t.Errorf("exit %d, stderr %q; want %d, %q", code, errs.String(), tt.code, tt.says)
			}
		})
	}
}

func TestASignalEndsACheckWithItsNumber(t *testing.T) {
	s := newStage(t)
	s.env[secretVariable] = sample(t, "good").Values.Secret.Reveal()
	ctx, cancel := context.WithCancelCause(context.Background())
	s.ms.Fault(entratest.Match{}, func(_ http.ResponseWriter, r *http.Request, _ http.Handler) {
		cancel(term.Interruption{Signal: syscall.SIGTERM})
		<-r.Context().Done()
	})
	var out, errs bytes.Buffer
	code := Run(ctx, values(t, "good"), s.world(&out, &errs))
	if code != 128+15 || out.Len() > 0 {
		t.Errorf("exit %d, stdout %q; want 143 and nothing", code, out.String())
	}
}

func TestASavedCredentialWithoutAnEndDateIsNotSilentlyGreen(t *testing.T) {
	s := newStage(t)
	s.save("good", "expired")
	s.change("good", func(e *store.Entry) { e.Expires = "" })
	for name, tt := range map[string]struct {
		args []string
		code int
		says bool
	}{
		"by name":              {[]string{"good", "--min-days", "30"}, exitGood, true},
		"strictly":             {[]string{"good", "--min-days", "30", "--strict"}, exitBroken, true},
		"without --min-days":   {[]string{"good", "--strict"}, exitGood, false},
		"among all":            {[]string{"--all", "--min-days", "30"}, exitBroken, true},
		"with --min-days of 0": {[]string{"good", "--min-days", "0", "--strict"}, exitGood, false},
	} {
		r := s.run(append([]string{"check"}, tt.args...)...)
		if r.code != tt.code || strings.Contains(r.out, "expiry-unknown") != tt.says {
			t.Errorf("%s: exit %d, want %d:\n%s%s", name, r.code, tt.code, r.out, r.err)
		}
	}
}
