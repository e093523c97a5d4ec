package wizard

import (
	"testing"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
)

// screens has a session for each screen.
var screens = map[string]func(*testing.T) *session{
	"00-start": func(t *testing.T) *session { return sit(t, goodWorld()) },
	"00-list":  func(t *testing.T) *session { return returning(t, goodWorld()) },
	"00-testing": func(t *testing.T) *session {
		s := returning(t, goodWorld())
		s.hold = true
		return s.pick("Test all")
	},
	"00-tested":     func(t *testing.T) *session { return returning(t, expiredWorld()).pick("Test all") },
	"00-credential": func(t *testing.T) *session { return returning(t, goodWorld()).pick("northwind") },
	"00-remove":     func(t *testing.T) *session { return returning(t, goodWorld()).pick("adatum").pick("Remove it") },
	"00-sheet":      func(t *testing.T) *session { return returning(t, goodWorld()).pick("adatum").pick("Hand-off sheet") },
	"01-guide":      func(t *testing.T) *session { return sit(t, goodWorld()).to(guide.StepGuide) },
	"03-tenant":     func(t *testing.T) *session { return sit(t, goodWorld()).to(guide.StepTenant) },
	"03-tenant-yes": func(t *testing.T) *session { return sit(t, goodWorld()).found() },
	"05-register":   func(t *testing.T) *session { return sit(t, goodWorld()).to(guide.StepRegister) },
	"06-client-id":  func(t *testing.T) *session { return sit(t, goodWorld()).to(guide.StepClientID) },
	"06-client-id-wrong": func(t *testing.T) *session {
		s := sit(t, goodWorld()).to(guide.StepClientID)
		s.paste(tenantID)
		return s.keys("enter")
	},
	"07-permissions": func(t *testing.T) *session { return sit(t, goodWorld()).to(guide.StepPermission) },
	"08-consent":     func(t *testing.T) *session { return sit(t, goodWorld()).to(guide.StepConsent) },
	"08-consent-if":  func(t *testing.T) *session { return sit(t, goodWorld()).to(guide.StepConsent).keys("f4") },
	"09-keyring-none": func(t *testing.T) *session {
		w := goodWorld()
		f := finding.New(finding.KeyringCheck, finding.KeyringUnavailable, "There is no keyring on this computer.", "Start one, such as gnome-keyring.")
		w.keyring = &f
		return sit(t, w).to(guide.StepKeyring)
	},
	"10-secret": func(t *testing.T) *session { return sit(t, goodWorld()).to(guide.StepSecret) },
	"10-secret-given": func(t *testing.T) *session {
		return sit(t, goodWorld()).to(guide.StepSecret).paste(canary)
	},
	"12-prove": func(t *testing.T) *session { return sit(t, goodWorld()).to(guide.StepVerify) },
	"12-prove-waiting": func(t *testing.T) *session {
		s := sit(t, goodWorld()).enterSecret()
		s.hold = true
		return s.keys("enter")
	},
	"12-prove-expired": func(t *testing.T) *session {
		w := goodWorld()
		w.grant = refused(401, 7000222, "AADSTS7000222: The provided client secret keys for app are expired.")
		return sit(t, w).to(guide.StepVerify)
	},
	"12-prove-details": func(t *testing.T) *session {
		w := goodWorld()
		w.grant = refused(401, 7000222, "AADSTS7000222: The provided client secret keys for app are expired.")
		return sit(t, w).to(guide.StepVerify).keys("d")
	},
	"14-handoff": func(t *testing.T) *session { return sit(t, goodWorld()).to(guide.StepHandoff) },
	"11-values":  func(t *testing.T) *session { return sit(t, goodWorld()).keys("down", "enter").to(guide.StepValues) },
	"05-mailbox": func(t *testing.T) *session {
		return sit(t, goodWorld()).to(guide.StepGuide).pick("Automation Anywhere").to(guide.StepMailbox)
	},
	"05-pasted": func(t *testing.T) *session { return sit(t, goodWorld()).to(guide.StepRegister).paste(block) },
	"05-pasted-in-place": func(t *testing.T) *session {
		return sit(t, goodWorld()).to(guide.StepRegister).paste(block).keys("enter")
	},
	"15-quit":  func(t *testing.T) *session { return sit(t, goodWorld()).enterSecret().keys("ctrl+c") },
	"16-steps": func(t *testing.T) *session { return sit(t, goodWorld()).to(guide.StepConsent).keys("f6") },
}
