package cli

import (
	"context"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/store"
	"mailgrant/ui/run"
)

const anotherSecret = "aNo~0123456789.abcdefghijklmnopqrstuvwxy"

// session is the runner of one session, on a store that others may use too.
func session(creds *store.Store) *run.Runner {
	return &run.Runner{OpenStore: func() (*store.Store, error) { return creds, nil }, Limit: time.Minute}
}

func saves(h *run.Runner, c flow.Credential, secret string, replace bool) *finding.Finding {
	return h.Do(context.Background(), flow.SaveCredential{
		Credential: c, Secret: value.NewSecret(secret), Replace: replace,
	}).(flow.SaveSeen).Problem
}

func opens(h *run.Runner, name string) flow.SavedOpened {
	return h.Do(context.Background(), flow.OpenSaved{Attempt: 7, Name: name}).(flow.SavedOpened)
}

func TestASessionContinuesWithWhatWaits(t *testing.T) {
	asked := flow.Credential{Registration: form.Registration{Name: "Contoso Mail", Tenant: "t"}, ResumeAt: guide.StepValues, Rights: flow.CanNeither}
	parked := flow.Credential{Registration: form.Registration{Name: "Contoso Mail", Tenant: "t", ClientID: "c"}, Unverified: true, ResumeAt: guide.StepConsent, Rights: flow.CanRegister}
	done := flow.Credential{Registration: form.Registration{Name: "Contoso Mail", Tenant: "t", ClientID: "c"}}
	tests := map[string]struct {
		kept, then         flow.Credential
		secret, thenSecret string
		problem            bool
	}{
		"the secret has come":                        {kept: asked, then: done, thenSecret: anotherSecret},
		"the secret has come, the consent has not":   {kept: asked, then: parked, thenSecret: anotherSecret},
		"nothing has come":                           {kept: asked, then: asked},
		"the consent has come":                       {kept: parked, secret: anotherSecret, then: done, thenSecret: anotherSecret},
		"another secret was made":                    {kept: parked, secret: anotherSecret, then: done, thenSecret: "n" + anotherSecret},
		"the client ID was wrong":                    {kept: parked, secret: anotherSecret, then: flow.Credential{Registration: form.Registration{Name: "Contoso Mail", Tenant: "t", ClientID: "d"}}, thenSecret: anotherSecret},
		"the secret was cleared: it is not given up": {kept: parked, secret: anotherSecret, then: asked, problem: true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			memory := store.NewMemory()
			creds := store.OpenMemory(memory)
			if p := saves(session(creds), tt.kept, tt.secret, false); p != nil {
				t.Fatal(p.Says)
			}
			h := session(creds)
			if got := opens(h, "Contoso Mail"); got.Problem != nil || got.Secret.Reveal() != tt.secret || got.Attempt != 7 {
				t.Fatalf("opened as %+v", got)
			}
			memory.FailWith(func(op store.Op, _ string) error { return &store.Error{Kind: store.Locked, Op: op} })
			if p := saves(h, tt.then, tt.thenSecret, true); tt.thenSecret != "" && p == nil {
				t.Error("saved into a locked keyring")
			}
			memory.FailWith(nil)
			if p := saves(h, tt.then, tt.thenSecret, true); (p != nil) != tt.problem {
				t.Fatalf("%+v", p)
			}
			if tt.problem {
				tt.then, tt.thenSecret = tt.kept, tt.secret
			}
			e, err := creds.Find("contoso-mail")
			if err != nil || run.CredentialOf(e).ResumeAt != tt.then.ResumeAt || run.CredentialOf(e).Rights != tt.then.Rights || e.ClientID != tt.then.ClientID || e.NoSecret != (tt.thenSecret == "") {
				t.Errorf("%+v (%v)", e, err)
			}
			if _, secret, _ := creds.Open(context.Background(), "contoso-mail"); secret != tt.thenSecret {
				t.Errorf("%q is kept", secret)
			}
		})
	}
}

func TestASessionReplacesNoCredentialOfAnother(t *testing.T) {
	asked := flow.Credential{Registration: form.Registration{Name: "contoso", Tenant: "t"}, ResumeAt: guide.StepValues}
	done := flow.Credential{Registration: form.Registration{Name: "contoso", Tenant: "t", ClientID: "c"}}
	tests := map[string]struct {
		meanwhile flow.Credential
		then      flow.Credential
	}{
		"another run has got the secret":        {done, flow.Credential{Registration: form.Registration{Name: "contoso", Tenant: "t", ClientID: "d"}}},
		"another run has got that very one":     {done, done},
		"it waits for consent by now":           {flow.Credential{Registration: form.Registration{Name: "contoso", Tenant: "t", ClientID: "c"}, Unverified: true, ResumeAt: guide.StepConsent}, done},
		"another run has set it aside with one": {done, asked},
		"the tenant is another":                 {flow.Credential{Registration: form.Registration{Name: "contoso", Tenant: "u", ClientID: "c"}}, done},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			creds := store.OpenMemory(store.NewMemory())
			h, other := session(creds), session(creds)
			if p := saves(other, asked, "", false); p != nil {
				t.Fatal(p.Says)
			}
			opens(h, "contoso")
			opens(other, "contoso")
			must(t, creds.Remove(context.Background(), "contoso"))
			if p := saves(other, tt.meanwhile, anotherSecret, false); p != nil {
				t.Fatal(p.Says)
			}
			secret := ""
			if tt.then.ResumeAt == "" {
				secret = "n" + anotherSecret
			}
			if p := saves(h, tt.then, secret, true); p == nil || p.Cause != finding.NameTaken {
				t.Errorf("%+v", p)
			}
			if _, kept, err := creds.Open(context.Background(), "contoso"); err != nil || kept != anotherSecret {
				t.Errorf("%q is kept (%v)", kept, err)
			}
		})
	}
}

func TestWhatWaitsForAnotherTenantStays(t *testing.T) {
	creds := store.OpenMemory(store.NewMemory())
	h := session(creds)
	if p := saves(h, flow.Credential{Registration: form.Registration{Name: "contoso", Tenant: "t"}, ResumeAt: guide.StepValues}, "", false); p != nil {
		t.Fatal(p.Says)
	}
	for sentence, c := range map[string]flow.Credential{
		"another tenant": {Registration: form.Registration{Name: "contoso", Tenant: "u", ClientID: "c"}}, "a name of the same short name": {Registration: form.Registration{Name: "Contoso!", Tenant: "t", ClientID: "c"}},
	} {
		if p := saves(h, c, anotherSecret, true); p == nil || p.Cause != finding.NameTaken {
			t.Errorf("%s: %+v", sentence, p)
		}
	}
	if p := saves(h, flow.Credential{Registration: form.Registration{Name: "contoso", Tenant: "t"}, ResumeAt: guide.StepValues}, "", false); p == nil {
		t.Error("untold, it was replaced")
	}
}

// silent is a keyring that does not answer before the call is cancelled.
type silent struct{ store.Keyring }

func (silent) Get(ctx context.Context, _ string) (string, error) {
	<-ctx.Done()
	return "", &store.Error{Kind: store.Timeout, Op: store.Read}
}

func TestASecretThatCannotBeReadIsAProblem(t *testing.T) {
	memory := store.NewMemory()
	creds := store.OpenMemory(memory)
	if p := saves(session(creds), flow.Credential{Registration: form.Registration{Name: "contoso", ClientID: "c"}, ResumeAt: guide.StepConsent}, anotherSecret, false); p != nil {
		t.Fatal(p.Says)
	}
	h := session(creds)
	if got := opens(h, "nobody"); got.Problem == nil {
		t.Error("what is not saved was opened")
	}
	memory.FailWith(func(op store.Op, _ string) error { return &store.Error{Kind: store.Locked, Op: op} })
	if got := opens(h, "contoso"); got.Problem == nil || got.Problem.Cause != finding.KeyringLocked || !got.Secret.Empty() {
		t.Errorf("%+v", got)
	}
	memory.FailWith(nil)
	must(t, memory.Delete(context.Background(), "contoso"))
	if got := opens(h, "contoso"); got.Problem == nil || got.Problem.Cause != finding.SecretMissing {
		t.Errorf("%+v", got)
	}
	if p := saves(h, flow.Credential{Registration: form.Registration{Name: "contoso", ClientID: "c"}, ResumeAt: guide.StepConsent}, anotherSecret, true); p != nil {
		t.Errorf("the secret can't be given anew: %s", p.Says)
	}
}

func TestReadingASecretEndsAtItsLimit(t *testing.T) {
	dir := t.TempDir()
	if p := saves(session(store.OpenDir(dir, store.NewMemory())), flow.Credential{Registration: form.Registration{Name: "contoso"}}, anotherSecret, false); p != nil {
		t.Fatal(p.Says)
	}
	h := session(store.OpenDir(dir, silent{}))
	h.Limit = 10 * time.Millisecond
	if got := opens(h, "contoso"); got.Problem == nil || got.Problem.Cause != finding.KeyringTimeout {
		t.Errorf("%+v", got)
	}
}
