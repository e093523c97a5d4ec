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
)

const anotherSecret = "aNo~0123456789.abcdefghijklmnopqrstuvwxy"

// session is the hands of one session, on a safe that others may use too.
func session(safe *store.Safe) *hands {
	return &hands{safe: func() (*store.Safe, error) { return safe, nil }, limit: time.Minute}
}

func (h *hands) saves(c flow.Credential, secret string, replace bool) *finding.Finding {
	return h.do(context.Background(), flow.SaveCredential{
		Credential: c, Secret: value.NewSecret(secret), Replace: replace,
	}).(flow.SaveSeen).Problem
}

func (h *hands) opens(name string) flow.SavedOpened {
	return h.do(context.Background(), flow.OpenSaved{Attempt: 7, Name: name}).(flow.SavedOpened)
}

func TestASessionGoesOnWithWhatWaits(t *testing.T) {
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
			safe := store.InMemory(memory)
			if p := session(safe).saves(tt.kept, tt.secret, false); p != nil {
				t.Fatal(p.Says)
			}
			h := session(safe)
			if got := h.opens("Contoso Mail"); got.Problem != nil || got.Secret.Reveal() != tt.secret || got.Attempt != 7 {
				t.Fatalf("opened as %+v", got)
			}
			memory.FailWith(func(op store.Op, _ string) error { return &store.Error{Kind: store.Locked, Op: op} })
			if p := h.saves(tt.then, tt.thenSecret, true); tt.thenSecret != "" && p == nil {
				t.Error("saved into a locked keyring")
			}
			memory.FailWith(nil)
			if p := h.saves(tt.then, tt.thenSecret, true); (p != nil) != tt.problem {
				t.Fatalf("%+v", p)
			}
			if tt.problem {
				tt.then, tt.thenSecret = tt.kept, tt.secret
			}
			e, err := safe.Find("contoso-mail")
			if err != nil || credentialOf(e).ResumeAt != tt.then.ResumeAt || credentialOf(e).Rights != tt.then.Rights || e.ClientID != tt.then.ClientID || e.Bare != (tt.thenSecret == "") {
				t.Errorf("%+v (%v)", e, err)
			}
			if _, secret, _ := safe.Open(context.Background(), "contoso-mail"); secret != tt.thenSecret {
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
			safe := store.InMemory(store.NewMemory())
			h, other := session(safe), session(safe)
			if p := other.saves(asked, "", false); p != nil {
				t.Fatal(p.Says)
			}
			h.opens("contoso")
			other.opens("contoso")
			must(t, safe.Remove(context.Background(), "contoso"))
			if p := other.saves(tt.meanwhile, anotherSecret, false); p != nil {
				t.Fatal(p.Says)
			}
			secret := ""
			if tt.then.ResumeAt == "" {
				secret = "n" + anotherSecret
			}
			if p := h.saves(tt.then, secret, true); p == nil || p.Cause != finding.NameTaken {
				t.Errorf("%+v", p)
			}
			if _, kept, err := safe.Open(context.Background(), "contoso"); err != nil || kept != anotherSecret {
				t.Errorf("%q is kept (%v)", kept, err)
			}
		})
	}
}

func TestWhatWaitsForAnotherTenantStays(t *testing.T) {
	safe := store.InMemory(store.NewMemory())
	h := session(safe)
	if p := h.saves(flow.Credential{Registration: form.Registration{Name: "contoso", Tenant: "t"}, ResumeAt: guide.StepValues}, "", false); p != nil {
		t.Fatal(p.Says)
	}
	for sentence, c := range map[string]flow.Credential{
		"another tenant": {Registration: form.Registration{Name: "contoso", Tenant: "u", ClientID: "c"}}, "a name of the same short name": {Registration: form.Registration{Name: "Contoso!", Tenant: "t", ClientID: "c"}},
	} {
		if p := h.saves(c, anotherSecret, true); p == nil || p.Cause != finding.NameTaken {
			t.Errorf("%s: %+v", sentence, p)
		}
	}
	if p := h.saves(flow.Credential{Registration: form.Registration{Name: "contoso", Tenant: "t"}, ResumeAt: guide.StepValues}, "", false); p == nil {
		t.Error("untold, it was replaced")
	}
}

// silent is a keyring that does not answer before the call is given up.
type silent struct{ store.Keyring }

func (silent) Get(ctx context.Context, _ string) (string, error) {
	<-ctx.Done()
	return "", &store.Error{Kind: store.Timeout, Op: store.Read}
}

func TestASecretThatCannotBeReadIsAProblem(t *testing.T) {
	memory := store.NewMemory()
	safe := store.InMemory(memory)
	if p := session(safe).saves(flow.Credential{Registration: form.Registration{Name: "contoso", ClientID: "c"}, ResumeAt: guide.StepConsent}, anotherSecret, false); p != nil {
		t.Fatal(p.Says)
	}
	h := session(safe)
	if got := h.opens("nobody"); got.Problem == nil {
		t.Error("what is not saved was opened")
	}
	memory.FailWith(func(op store.Op, _ string) error { return &store.Error{Kind: store.Locked, Op: op} })
	if got := h.opens("contoso"); got.Problem == nil || got.Problem.Cause != finding.KeyringLocked || !got.Secret.Empty() {
		t.Errorf("%+v", got)
	}
	memory.FailWith(nil)
	must(t, memory.Delete(context.Background(), "contoso"))
	if got := h.opens("contoso"); got.Problem == nil || got.Problem.Cause != finding.SecretMissing {
		t.Errorf("%+v", got)
	}
	if p := h.saves(flow.Credential{Registration: form.Registration{Name: "contoso", ClientID: "c"}, ResumeAt: guide.StepConsent}, anotherSecret, true); p != nil {
		t.Errorf("the secret can't be given anew: %s", p.Says)
	}
}

func TestReadingASecretEndsAtItsLimit(t *testing.T) {
	dir := t.TempDir()
	if p := session(store.At(dir, store.NewMemory())).saves(flow.Credential{Registration: form.Registration{Name: "contoso"}}, anotherSecret, false); p != nil {
		t.Fatal(p.Says)
	}
	h := session(store.At(dir, silent{}))
	h.limit = 10 * time.Millisecond
	if got := h.opens("contoso"); got.Problem == nil || got.Problem.Cause != finding.KeyringTimeout {
		t.Errorf("%+v", got)
	}
}
