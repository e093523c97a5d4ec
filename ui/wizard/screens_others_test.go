package wizard

import (
	"maps"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/guide"
)

// The screens for people who lack rights, for browser flows, and for diagnosis.
func init() {
	for _, more := range []map[string]func(*testing.T) *session{othersScreens, visitScreens, brokenScreens} {
		maps.Copy(screens, more)
	}
}

// waiter is a credential that waits for an administrator's consent.
func waiter() flow.Credential {
	c := saved("fabrikam")
	c.ResumeAt, c.Rights, c.Unverified, c.Verification = guide.StepConsent, flow.CanRegister, true, check.Verification{}
	return c
}

var othersScreens = map[string]func(*testing.T) *session{
	"20-request-pane": func(t *testing.T) *session { return sit(t, goodWorld()).to(guide.StepClientID).keys("f7") },
	"21-request":      func(t *testing.T) *session { return neither(t, goodWorld()).to(guide.StepRequest) },
	"21-request-values": func(t *testing.T) *session {
		return neither(t, goodWorld()).to(guide.StepRequest).pick("I have the answer")
	},
	"21-request-consent":  func(t *testing.T) *session { return registersOnly(t, goodWorld()).to(guide.StepConsent).keys("f7") },
	"08-consent-register": func(t *testing.T) *session { return registersOnly(t, goodWorld()).to(guide.StepConsent) },
	"22-start-waiting":    func(t *testing.T) *session { return waitingFor(t, goodWorld()) },
	"22-guide-waiting":    func(t *testing.T) *session { return waitingFor(t, goodWorld()).pick("Set up another") },
	"22-setting-aside": func(t *testing.T) *session {
		w := goodWorld()
		w.silent = func(e flow.Effect) bool { _, saves := e.(flow.SaveCredential); return saves }
		return neither(t, w).to(guide.StepRequest).pick("Save it as waiting")
	},
	"12-prove-consent-missing": func(t *testing.T) *session {
		w := goodWorld()
		w.grant.Roles = nil
		return sit(t, w).to(guide.StepVerify)
	},
}

// neither asks somebody else to register the app.
func neither(t testing.TB, w *world) *session {
	return sit(t, w).found().pick("I may do neither")
}

func registersOnly(t testing.TB, w *world) *session {
	return sit(t, w).found().pick("I may register, but not consent")
}

// waitingFor starts with a pending credential.
func waitingFor(t testing.TB, w *world) *session {
	s := flow.Begin(today, []string{"contoso", "fabrikam"})
	s.Pending = []flow.Credential{waiter()}
	return sitAt(t, w, Config{State: s, Start: true})
}

const (
	authCode  = "Email This Issue (Jira): authorization code"
	grantFlow = "Email This Issue (Jira Server"
)

var visitScreens = map[string]func(*testing.T) *session{
	"30-consent-page":    func(t *testing.T) *session { return in(t, goodWorld(), grantFlow).to(guide.StepConsent) },
	"30-consent-polling": func(t *testing.T) *session { return polling(t, goodWorld()) },
	"30-consent-visiting": func(t *testing.T) *session {
		return in(t, nobodyComes(), grantFlow).to(guide.StepConsent).pick("Open it, and catch")
	},
	"31-register-redirect": func(t *testing.T) *session { return in(t, goodWorld(), authCode).to(guide.StepRegister) },
	"31-permissions":       func(t *testing.T) *session { return in(t, goodWorld(), authCode).to(guide.StepPermission) },
	"31-endpoints":         func(t *testing.T) *session { return in(t, goodWorld(), authCode).to(guide.StepClientID) },
	"32-sign-in":           func(t *testing.T) *session { return in(t, goodWorld(), authCode).to(guide.StepSignIn) },
	"32-sign-in-remote": func(t *testing.T) *session {
		s := flow.Begin(today, nil)
		s.Remote = true
		return sitAt(t, goodWorld(), Config{State: s}).pick(authCode).to(guide.StepSignIn)
	},
	"32-sign-in-paste":   func(t *testing.T) *session { return pasting(t, goodWorld()) },
	"32-sign-in-waiting": func(t *testing.T) *session { return looping(t, nobodyComes()) },
	"32-sign-in-declined": func(t *testing.T) *session {
		w := goodWorld()
		w.comesBack = map[string][]string{"state": {"st4te"}, "error": {"access_denied"}}
		return looping(t, w)
	},
	"33-prove-signed-in": func(t *testing.T) *session { return looping(t, withCode()) },
	"33-prove-not-now":   func(t *testing.T) *session { return in(t, goodWorld(), authCode).to(guide.StepVerify) },
	"34-handoff-localhost": func(t *testing.T) *session {
		return looping(t, withCode()).to(guide.StepHandoff)
	},
}

// nobodyComes is a world whose browser never comes back.
func nobodyComes() *world {
	w := goodWorld()
	w.silent = func(e flow.Effect) bool { _, waits := e.(flow.AwaitRedirect); return waits }
	return w
}

// withCode is a world whose browser brings a code to the listener.
func withCode() *world {
	w := goodWorld()
	w.comesBack = map[string][]string{"state": {"st4te"}, "code": {canary + "-code"}}
	return w
}

func pasting(t testing.TB, w *world) *session {
	return in(t, w, authCode).to(guide.StepSignIn).pick("Sign in, then paste")
}

func looping(t testing.TB, w *world) *session {
	return in(t, w, authCode).to(guide.StepSignIn).pick("Sign in through this computer")
}

// polling waits for the next token after one without the consent.
func polling(t testing.TB, w *world) *session {
	s := in(t, w, grantFlow).to(guide.StepConsent)
	w.grant.Roles = nil
	w.silent = func(e flow.Effect) bool { f, fetches := e.(flow.FetchToken); return fetches && f.After > 0 }
	return s.pick("Open it, and wait")
}

var brokenScreens = map[string]func(*testing.T) *session{
	"40-which":      func(t *testing.T) *session { return diagnose(t, goodWorld()) },
	"40-which-none": func(t *testing.T) *session { return sitAt(t, goodWorld(), Config{State: flow.Diagnosis(today, nil)}) },
	"41-matter":     func(t *testing.T) *session { return diagnose(t, expiredWorld()).pick("contoso") },
	"41-values": func(t *testing.T) *session {
		return diagnose(t, expiredWorld()).pick("contoso").pick("Enter a new secret")
	},
	"42-well-again": func(t *testing.T) *session { return repaired(t) },
	"42-handoff":    func(t *testing.T) *session { return repaired(t).pick("Replace the saved one") },
	"43-works":      func(t *testing.T) *session { return diagnose(t, goodWorld()).pick("contoso") },
	"44-endpoint":   func(t *testing.T) *session { return diagnose(t, goodWorld()).pick("fabrikam") },
	"45-typed":      func(t *testing.T) *session { return typedValues(t, goodWorld()) },
	"45-typed-proof": func(t *testing.T) *session {
		return typedValues(t, goodWorld()).into(guide.FieldOrganization, "support@contoso.com").into(guide.FieldClientID, clientID).pick("Test it")
	},
	"46-unreadable":   func(t *testing.T) *session { return diagnose(t, lockedWorld()).pick("contoso") },
	"50-message":      func(t *testing.T) *session { return sit(t, goodWorld()).pick("An error message") },
	"50-message-long": func(t *testing.T) *session { return puzzle(t, goodWorld()) },
	"51-one-meaning":  func(t *testing.T) *session { return puzzle(t, certainWorld()).pick("Explain it") },
	"51-meanings":     func(t *testing.T) *session { return puzzle(t, doubtfulWorld()).pick("Explain it") },
}
