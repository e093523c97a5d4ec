package wizard

import (
	"testing"

	"mailgrant/flow"
)

// screens brings a sitting to each screen there is.
var screens = map[string]func(*testing.T) *sitting{
	"00-start":      func(t *testing.T) *sitting { return sit(t, goodWorld()) },
	"01-guide":      func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepGuide) },
	"02-use":        func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepUse) },
	"03-tenant":     func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepTenant) },
	"03-tenant-yes": func(t *testing.T) *sitting { s := sit(t, goodWorld()).to(flow.StepTenant); s.answer(); return s },
	"04-portal":     func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepPortal) },
	"05-register":   func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepRegister) },
	"06-client-id":  func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepClientID) },
	"06-client-id-wrong": func(t *testing.T) *sitting {
		s := sit(t, goodWorld()).to(flow.StepClientID)
		s.paste(tenantID)
		return s.keys("enter")
	},
	"07-permissions": func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepPermission) },
	"08-consent":     func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepConsent) },
	"08-consent-if":  func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepConsent).keys("f4") },
	"09-keyring":     func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepKeyring) },
	"09-keyring-none": func(t *testing.T) *sitting {
		w := goodWorld()
		f := flow.Found(flow.KeyringCheck, flow.KeyringUnavailable, "There is no keyring on this computer.", "Start one, such as gnome-keyring.")
		w.keyring = &f
		return sit(t, w).to(flow.StepKeyring)
	},
	"10-secret": func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepSecret) },
	"10-secret-given": func(t *testing.T) *sitting {
		return sit(t, goodWorld()).to(flow.StepSecret).paste(canary)
	},
	"11-endpoint": func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepEndpoint) },
	"12-prove":    func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepProve) },
	"12-prove-waiting": func(t *testing.T) *sitting {
		s := sit(t, goodWorld()).to(flow.StepEndpoint)
		s.hold = true
		return s.keys("enter")
	},
	"12-prove-expired": func(t *testing.T) *sitting {
		w := goodWorld()
		w.grant = refused(401, 7000222, "AADSTS7000222: The provided client secret keys for app are expired.")
		return sit(t, w).to(flow.StepProve)
	},
	"13-keep":    func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepKeep) },
	"14-handoff": func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepHandoff) },
	"11-values":  func(t *testing.T) *sitting { return sit(t, goodWorld()).keys("down", "enter").to(flow.StepValues) },
	"05-mailbox": func(t *testing.T) *sitting {
		return sit(t, goodWorld()).to(flow.StepGuide).pick("Automation Anywhere").to(flow.StepMailbox)
	},
	"15-quit":  func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepEndpoint).keys("ctrl+c") },
	"16-steps": func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepConsent).keys("f6") },
}
