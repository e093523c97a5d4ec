package wizard

import (
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/explain"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// saved is a saved credential that was verified.
func saved(name string) flow.Credential {
	return flow.Credential{
		Registration: form.Registration{
			Name: name, Guide: "email-this-issue-client-credentials", ClientID: clientID,
			Tenant: tenantID, Domain: name + ".com", TokenEndpoint: value.TokenEndpoint(value.Global, tenantID),
			Mailboxes: []string{"support@" + name + ".com"}, Expires: "2026-12-24",
		},
		Use:          value.Both,
		Cloud:        value.Global,
		Verification: check.Verification{At: today.AddDate(0, 0, -4), Verdict: string(finding.Pass), Tenant: tenantID, Roles: []string{"Mail.ReadWrite", "Mail.Send", "User.Read.All"}},
	}
}

// diagnose starts with two saved credentials; the second has a V1 token
// endpoint.
func diagnose(t testing.TB, w *world) *session {
	t.Helper()
	old := saved("fabrikam")
	old.TokenEndpoint = "https://login.microsoftonline.com/" + tenantID + "/oauth2/token"
	return sitAt(t, w, Config{State: flow.Diagnosis(today, []flow.Credential{saved("contoso"), old})})
}

func expiredWorld() *world {
	w := goodWorld()
	w.grant = refused(401, 7000222, "AADSTS7000222: The provided client secret keys for app are expired.")
	return w
}

func lockedWorld() *world {
	w := goodWorld()
	f := finding.New(finding.KeyringCheck, finding.KeyringLocked, "The keyring is locked.", "Unlock it, then try again.")
	w.keyring = &f
	return w
}

const fresh = "zZ9" + "8Q~" + "freshfreshfreshfreshfreshfresh.-_1"

// repaired is a session in which a new secret replaced an expired one.
func repaired(t testing.TB) *session {
	t.Helper()
	w := expiredWorld()
	s := diagnose(t, w).pick("contoso").pick("Enter a new secret")
	w.grant = goodWorld().grant
	return s.paste(fresh).pick("Test it")
}

// typedValues goes to the page for values that are not saved.
func typedValues(t testing.TB, w *world) *session {
	t.Helper()
	return diagnose(t, w).pick("Other values").pick("Email This Issue (Jira): client").to(guide.StepValues)
}

func TestTheCauseStandsOnTopAndTheNewSecretIsAskedForAtOnce(t *testing.T) {
	w := expiredWorld()
	s := diagnose(t, w).pick("contoso")
	s.sees("✗ The client secret has expired", "whoever manages the app registration", "Certificates & secrets", "❯ Enter a new secret")
	s.reads("begins aB3")
	if s.m.offset != 0 {
		t.Error("the cause is scrolled out of sight")
	}
	s.pick("Enter a new secret")
	if s.m.at().field != guide.FieldSecret {
		t.Errorf("the focus is on %q", s.m.at().field)
	}
	for _, size := range sizes {
		s := diagnose(t, expiredWorld()).pick("contoso")
		s.m.resize(size.w, size.h)
		s.pick("Enter a new secret").sees("❯ Client secret")
	}
	w.grant = goodWorld().grant
	s.paste(fresh).pick("Test it").sees("It works", "Replace the saved one")
	s.pick("Replace the saved one")
	s.sees("Email This Issue (Jira) still holds the old value")
	kept := last[flow.SaveCredential](t, w)
	if kept.Secret.Reveal() != fresh || !kept.Replace || kept.Credential.Name != "contoso" || count[flow.SaveCredential](w) != 1 {
		t.Errorf("saved %+v", kept)
	}
}

func TestAnEndpointIsCorrectedByOneKeyAndTestedAtOnce(t *testing.T) {
	w := goodWorld()
	s := diagnose(t, w).pick("fabrikam")
	s.sees("V1 token endpoint", "❯ Use the corrected token endpoint")
	if count[flow.FetchToken](w) != 0 {
		t.Error("a secret was sent to an endpoint that is wrong")
	}
	s.keys("enter").sees("It works", "Replace the saved one")
	if got := s.m.state.Values.TokenEndpoint; got != value.TokenEndpoint(value.Global, tenantID) {
		t.Errorf("the endpoint is %q", got)
	}
}

func TestARepairThatFailsKeepsWhatWasTyped(t *testing.T) {
	w := expiredWorld()
	s := diagnose(t, w).pick("contoso").pick("Enter a new secret").paste(fresh).pick("Test it")
	s.sees("✗ The client secret has expired").reads("begins zZ9")
	s.pick("Enter a new secret")
	if s.m.state.Values.Secret.Reveal() != fresh {
		t.Error("the new secret is lost")
	}
}

func TestWhatCanBeTestedIsTestedWithoutASecret(t *testing.T) {
	w := goodWorld()
	s := typedValues(t, w)
	s.sees("What stays empty is left out of the test", "Mailbox")
	s.into(guide.FieldOrganization, "support@contoso.com").into(guide.FieldClientID, clientID).pick("Test it").sees("The secret was not tested", "❯ Enter the client secret")
	if count[flow.FetchToken](w) != 0 || count[flow.LookUpTenant](w) < 2 {
		t.Errorf("asked for %+v", w.effects)
	}
	s.pick("Enter the client secret").sees(clientID)
}

func TestAKeyringThatCantBeReadLeavesTheRestTested(t *testing.T) {
	w := lockedWorld()
	s := diagnose(t, w).pick("contoso")
	s.sees("The keyring is locked", "Unlock it", "The secret was not tested")
	if got := s.m.state; got.At != guide.StepVerify || got.Results.Tenant == nil {
		t.Errorf("at %s, seen %+v", got.At, got.Results)
	}
	w.keyring = nil
	s.pick("Choose it again").pick("contoso").sees("It works")
}

func TestTheWaitForAKeyringCanBeLeft(t *testing.T) {
	w := goodWorld()
	w.silent = func(e flow.Effect) bool { _, opens := e.(flow.OpenSaved); return opens }
	s := diagnose(t, w).pick("contoso")
	s.sees("Waiting for your keyring", "stop waiting").keys("esc")
	s.sees("What stopped working?", "fabrikam")
}

func TestANamedCredentialIsTakenUpAtOnce(t *testing.T) {
	c := flow.Diagnosis(today, []flow.Credential{saved("contoso")})
	c.Chosen = "contoso"
	sitAt(t, goodWorld(), Config{State: c}).sees("It works")
}

func TestAReportForSupportIsOneWayOn(t *testing.T) {
	w := expiredWorld()
	s := diagnose(t, w).pick("contoso").pick("Write a report")
	s.sees("Wrote the report.")
	if r := last[flow.WriteReport](t, w).Report; r.Root == nil || r.Root.Cause != finding.SecretExpired {
		t.Errorf("the report is %+v", r)
	}
}

func TestBackFromADiagnosisLosesNothingAndLeadsOut(t *testing.T) {
	s := sit(t, goodWorld()).pick("Mail that stopped")
	s.sees("What stopped working?").keys("esc").sees("What do you have?")
	s = typedValues(t, goodWorld()).into(guide.FieldClientID, clientID)
	for range 9 {
		s.keys("esc")
	}
	if s.m.state.At != guide.StepWhich {
		t.Errorf("esc leads to %s", s.m.state.At)
	}
	s.pick("Other values").pick("Email This Issue (Jira): client").to(guide.StepValues)
	if s.m.state.Values.ClientID != clientID {
		t.Errorf("the client ID became %q", s.m.state.Values.ClientID)
	}
}

// log is a message with many lines.
var log = strings.Repeat("2026-11-21 09:00:01 WARN retrying\n", 400) +
	"com.example.Mail: AADSTS7000222: The provided client secret keys are expired.\n"

func puzzle(t testing.TB, w *world) *session {
	return sit(t, w).pick("An error message").paste(log)
}

func certainWorld() *world {
	w := goodWorld()
	w.explanation = explain.Explanation{Certain: true, Candidates: []explain.Candidate{{
		Cause: finding.SecretExpired, Owner: finding.AppOwner, Codes: []string{"AADSTS7000222"}, Says: "The client secret has expired.",
		Do: []string{"Create a new client secret and copy its Value.", "Put it into the product."}, Lookup: "https://login.microsoftonline.com/error?code=7000222",
	}}}
	return w
}

func doubtfulWorld() *world {
	w := certainWorld()
	w.explanation.Certain = false
	w.explanation.Warnings = []string{"A client secret stands in this text. Whoever got the text has it: replace it."}
	w.explanation.Candidates = append(w.explanation.Candidates, explain.Candidate{
		Cause: finding.SecretWrong, Owner: finding.AppOwner, Says: "The client secret is not the one of this app.", Apart: "The secret's end date in the portal lies ahead.",
		Do: []string{"Compare its first three characters with the portal's."},
	})
	return w
}

func TestAMessageOfManyLinesIsExplained(t *testing.T) {
	w := certainWorld()
	s := puzzle(t, w)
	s.sees("401 lines")
	s.pick("Explain it").sees("This is what it means", "The client secret has expired", "Create a new client secret")
	if last[flow.Explain](t, w).Text != log {
		t.Error("not the whole text was read")
	}
	s.pick("Explain another").sees("Paste an error text")
	if s.m.at().field != guide.FieldMessage {
		t.Errorf("the focus is on %q", s.m.at().field)
	}
}

func TestAMessageThatCanMeanSeveralThingsSaysHowTheyAreToldApart(t *testing.T) {
	s := puzzle(t, doubtfulWorld()).pick("Explain it")
	s.sees("It can mean several things", "1. The client secret has expired", "A client secret stands in this text")
	s.m.resize(100, 60)
	s.sees("2. The client secret is wrong The client secret is not the one", "How to tell")
}

func TestAnExplanationLeadsBackToItsTextThenToTheFirstScreen(t *testing.T) {
	s := puzzle(t, certainWorld()).pick("Explain it").keys("esc")
	s.sees("401 lines").keys("esc")
	s.sees("What do you have?")
}

func TestAnExplanationLeadsOnToTheCredential(t *testing.T) {
	puzzle(t, certainWorld()).pick("Explain it").pick("Test the credential").sees("What stopped working?")
}

func TestNoTextIsNotExplained(t *testing.T) {
	w := certainWorld()
	s := sit(t, w).pick("An error message").keys("enter")
	s.sees("There is no text yet")
	if count[flow.Explain](w) != 0 {
		t.Error("nothing was explained")
	}
	for _, k := range strings.Split("AADSTS50011", "") {
		s.keys(k)
	}
	s.sees("AADSTS50011")
}
