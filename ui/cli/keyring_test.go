package cli

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/store"
	"mailgrant/ui/run"
)

func keeps(h *run.Runner, c flow.Credential, secret string, replace bool) flow.SaveSeen {
	return h.Do(context.Background(), flow.SaveCredential{Credential: c, Secret: value.NewSecret(secret), Replace: replace}).(flow.SaveSeen)
}

// forgetful stores a value and reports, when told to, that the result is
// unknown.
type forgetful struct {
	*store.Memory
	forgets, lands bool
}

func (f *forgetful) Set(ctx context.Context, account, secret string) error {
	if !f.forgets || strings.HasPrefix(account, "mailgrant-probe.") {
		return f.Memory.Set(ctx, account, secret)
	}
	if f.lands {
		_ = f.Memory.Set(ctx, account, secret)
	}
	return &store.Error{Kind: store.Timeout, Op: store.Save, Unsure: true}
}

func TestASessionFinishesItsOwnUnfinishedSave(t *testing.T) {
	c := flow.Credential{Registration: form.Registration{Name: "contoso", Tenant: "t", ClientID: "c"}}
	for sentence, tt := range map[string]struct {
		lands     bool
		secret    string // of the second attempt
		meanwhile bool   // another run saves under that name
		later     bool   // the second attempt is another run's
		refused   bool
	}{
		"it had arrived":                         {lands: true, secret: anotherSecret},
		"it had not arrived":                     {secret: anotherSecret},
		"it had arrived, another secret follows": {lands: true, secret: "n" + anotherSecret},
		"nor had it, another secret follows":     {secret: "n" + anotherSecret},
		"another run saved meanwhile":            {secret: anotherSecret, meanwhile: true, refused: true},
		"after a restart":                        {lands: true, secret: anotherSecret, later: true},
		"after a restart with another secret":    {lands: true, secret: "n" + anotherSecret, later: true, refused: true},
	} {
		for _, replace := range []bool{false, true} { // as after a failure, and as after the wait was left
			t.Run(sentence, func(t *testing.T) {
				k := &forgetful{Memory: store.NewMemory(), forgets: true, lands: tt.lands}
				creds := store.OpenMemory(k)
				h := session(creds)
				first := keeps(h, c, anotherSecret, false)
				if !first.Unsure || first.Problem == nil || !strings.Contains(first.Problem.Says+strings.Join(first.Problem.Do, " "), "may or may not be saved") ||
					!strings.Contains(strings.Join(first.Problem.Do, " "), "mailgrant check contoso") {
					t.Fatalf("%+v", first.Problem)
				}
				k.forgets = false
				want := tt.secret
				if tt.meanwhile {
					want = "m" + anotherSecret
					if p := saves(session(creds), c, want, false); p != nil {
						t.Fatal(p.Says)
					}
				}
				if tt.later {
					h = session(creds)
				}
				again := keeps(h, c, tt.secret, replace)
				if (again.Problem != nil) != tt.refused {
					t.Fatalf("%+v", again.Problem)
				}
				if tt.refused && !tt.meanwhile {
					return
				}
				if e, kept, err := creds.Open(context.Background(), "contoso"); err != nil || kept != want || e.Unsettled {
					t.Errorf("%q is kept in %+v (%v)", kept, e, err)
				}
			})
		}
	}
}

func TestAnUnfinishedSaveTakesNoName(t *testing.T) {
	s := newStage(t)
	k := &forgetful{Memory: s.memory, forgets: true}
	s.creds = store.OpenMemory(k)
	h := session(s.creds)
	keeps(h, flow.Credential{Registration: form.Registration{Name: "contoso", Tenant: "t", ClientID: "c"}}, anotherSecret, false)
	k.forgets = false
	keeps(h, flow.Credential{Registration: form.Registration{Name: "fabrikam", Tenant: "t", ClientID: "c"}}, anotherSecret, false)
	rig, err := s.world(nil, nil).connect(context.Background(), wiring{limit: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer rig.close()
	if taken := rig.taken(); !slices.Equal(taken, []string{"fabrikam"}) {
		t.Errorf("taken: %v", taken)
	}
}

func TestWhatASaveNeverBroughtToTheKeyringIsTakenUp(t *testing.T) {
	for name, c := range map[string]flow.Credential{
		"a credential":   {Registration: form.Registration{Name: "contoso", Tenant: "t", ClientID: "c"}},
		"one that waits": {Registration: form.Registration{Name: "contoso", Tenant: "t", ClientID: "c"}, Unverified: true, ResumeAt: guide.StepConsent},
	} {
		t.Run(name, func(t *testing.T) {
			k := &forgetful{Memory: store.NewMemory(), forgets: true}
			creds := store.OpenMemory(k)
			keeps(session(creds), c, anotherSecret, false)
			k.forgets = false
			h := session(creds)
			if got := opens(h, "contoso"); got.Problem != nil || !got.Secret.Empty() {
				t.Fatalf("%+v", got)
			}
			c.ResumeAt = ""
			if p := saves(h, c, "n"+anotherSecret, true); p != nil {
				t.Fatal(p.Says)
			}
			if _, kept, err := creds.Open(context.Background(), "contoso"); err != nil || kept != "n"+anotherSecret {
				t.Errorf("%q is kept (%v)", kept, err)
			}
		})
	}
}

func TestIDsAreKeptWhereTheKeyringTakesNoSecret(t *testing.T) {
	asked := flow.Credential{Registration: form.Registration{Name: "contoso", Tenant: "t", ClientID: "c"}, Unverified: true, ResumeAt: guide.StepConsent, Rights: flow.CanRegister}
	for _, kind := range []store.Kind{store.Unavailable, store.Locked, store.Timeout, store.NotKept, store.Crashed, store.Stuck, store.TooLarge, store.Other} {
		t.Run(string(kind), func(t *testing.T) {
			memory := store.NewMemory()
			creds := store.OpenMemory(memory)
			memory.FailWith(func(op store.Op, _ string) error { return &store.Error{Kind: kind, Op: op} })
			h := session(creds)
			seen := keeps(h, asked, anotherSecret, false)
			if !seen.WithoutSecret || seen.Unsure || !strings.Contains(seen.Problem.Says, "The IDs are saved as contoso; the secret is not.") {
				t.Fatalf("%+v", seen)
			}
			if e, err := creds.Find("contoso"); err != nil || !e.NoSecret || e.Unverified || e.ClientID != "c" || e.Waiting == nil {
				t.Errorf("%+v (%v)", e, err)
			}
			memory.FailWith(nil)
			if again := keeps(h, asked, anotherSecret, true); again.Problem != nil {
				t.Fatal(again.Problem.Says)
			}
			if _, kept, err := creds.Open(context.Background(), "contoso"); err != nil || kept != anotherSecret {
				t.Errorf("%q is kept (%v)", kept, err)
			}
		})
	}
}

func TestIDsOutliveASessionWithoutAKeyring(t *testing.T) {
	s := newStage(t)
	a := sample(t, "good").Values
	s.memory.FailWith(func(op store.Op, _ string) error { return &store.Error{Kind: store.Unavailable, Op: op} })
	noCopy := []string{"2"} // the keyring's page: prove it and keep no copy
	s.in = strings.Join(slices.Concat(toSecret(a.ClientID), noCopy, []string{a.Secret.Reveal(), "2030-01-01", "request keep", "", "quit", "y"}), "\n") + "\n"
	r := s.run("setup", "--plain", "--guide", a.Guide)
	words := strings.Join(strings.Fields(r.out), " ")
	for _, says := range []string{"The IDs are saved as contoso; the secret is not.", "Saved as contoso, waiting.", "Its secret was not saved"} {
		if !strings.Contains(words, says) {
			t.Errorf("it does not say %q:\n%s", says, r.out)
		}
	}
	if e, err := s.creds.Find("contoso"); err != nil || !e.NoSecret || e.ClientID != a.ClientID || e.Waiting == nil {
		t.Errorf("kept %+v (%v)", e, err)
	}
}

func TestAKeyringThatHoldsAnotherSecret(t *testing.T) {
	tests := map[string]struct {
		holds string // the app of the cast whose secret is put in the keyring
		code  int
		cause string // of the report
		copy  int    // the exit code of copy afterwards; 0 is not tried because it needs a clipboard
		note  bool   // list and show report it afterwards
	}{
		"one that works": {"good", exitGood, "keyring-differs", 0, false},
		"an invalid one": {"", exitBroken, "secret-wrong", exitKeyring, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.save("good")
			if r := s.run("check", "good"); r.code != exitGood {
				t.Fatal(r.out + r.err)
			}
			secret := "zzZ~0123456789.abcdefghijklmnopqrstuvwxy"
			if tt.holds != "" { // saved with the other one, then the good one comes back
				a := sample(t, "good").Values
				e := run.EntryOf(run.CredentialOf(found(t, s, "good")))
				must(t, s.creds.Save(context.Background(), e, secret, true))
				secret = a.Secret.Reveal()
			}
			must(t, s.memory.Set(context.Background(), "good", secret))
			if r := s.run("copy", "good"); r.code != exitKeyring || !strings.Contains(r.err, "holds a different secret") || !strings.Contains(r.err, "mailgrant check good") {
				t.Errorf("copy: exit %d, %s", r.code, r.err)
			}
			r := s.run("check", "good", "--format", "json")
			got := reports(t, r).Reports[0]
			if r.code != tt.code || got.Cause == nil || string(*got.Cause) != tt.cause {
				t.Errorf("exit %d\n%s", r.code, r.out)
			}
			if !strings.Contains(r.out, "belongs to the other secret") || !strings.Contains(r.out, "mailgrant diagnose good") {
				t.Errorf("nothing is said of the end date, or of the way back:\n%s", r.out)
			}
			if !strings.Contains(r.out, `"keyring-differs"`) || strings.Contains(r.out, "this same secret") {
				t.Errorf("the report says\n%s", r.out)
			}
			if r := s.run("list"); strings.Contains(r.out, "held a different secret") != tt.note {
				t.Errorf("list says\n%s", r.out)
			}
			if r := s.run("show", "good", "--format", "json"); strings.Contains(r.out, `"keyring_differs": true`) != tt.note {
				t.Errorf("show says\n%s", r.out)
			}
			r = s.run("check", "good")
			if warned := strings.Contains(r.out, "holds another secret"); warned != tt.note {
				t.Errorf("checked again it says\n%s", r.out)
			}
		})
	}
}

func found(t *testing.T, s *stage, slug string) store.Entry {
	t.Helper()
	e, err := s.creds.Find(slug)
	must(t, err)
	return e
}

func TestADiagnosisKnowsThatTheSecretDiffers(t *testing.T) {
	s := newStage(t)
	s.save("good")
	must(t, s.memory.Set(context.Background(), "good", anotherSecret))
	if got := opens(session(s.creds), "good"); !got.Differs || got.Secret.Reveal() != anotherSecret {
		t.Errorf("%+v", got)
	}
}

func TestARemovalSaysWhatBecameOfTheSecret(t *testing.T) {
	tests := map[string]struct {
		err  *store.Error
		says []string
		code int
	}{
		"locked":          {&store.Error{Kind: store.Locked, Op: store.Remove}, []string{"Nothing was removed.", "locked"}, exitKeyring},
		"unknown outcome": {&store.Error{Kind: store.Timeout, Op: store.Remove, Unsure: true}, []string{"may or may not be removed", "mailgrant remove good again"}, exitKeyring},
		"half":            {&store.Error{Kind: store.Half, Op: store.Remove, Detail: "no space left on device"}, []string{"was removed from the keyring", "could not be removed from the list", "Free some disk space", "mailgrant remove good"}, exitOurs},
		"disk":            {&store.Error{Kind: store.Disk, Op: store.Index}, []string{"Nothing was removed.", "Free some disk space"}, exitOurs},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var end *ending
			if err := notRemoved(tt.err, "good"); !errors.As(err, &end) || end.code != tt.code {
				t.Fatalf("%v", err)
			}
			for _, part := range tt.says {
				if !strings.Contains(end.says, part) {
					t.Errorf("%q lacks %q", end.says, part)
				}
			}
		})
	}
}
