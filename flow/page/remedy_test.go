package page

import (
	"slices"
	"testing"

	"mailgrant/flow/catalogue"
	"mailgrant/flow/finding"
)

// helpful are all causes that a test can decide on, by what helps.
var helpful = map[remedy][]finding.Cause{
	enterAgain: {
		"client-id-malformed", "secret-missing", "secret-id-not-value", "secret-malformed", "secret-shape-unusual", "expiry-malformed", "expiry-unknown",
		"mailbox-malformed", "endpoint-v1", "endpoint-wrong-kind", "endpoint-malformed", "endpoint-not-https", "endpoint-host-unknown", "tenant-malformed",
		"tenant-alias", "tenant-mismatch", "placeholder-left", "cloud-closed", "not-a-workforce-tenant", "adminconsent-form-undocumented",
		"tenant-not-found", "wrong-cloud", "app-not-found", "secret-wrong", "scope-invalid", "request-malformed", "certificate-invalid", "secret-expired",
		"secret-expiring", "mailbox-not-found", "token-rejected", "redirect-mismatch", "redirect-missing", "redirect-platform",
	},
	doAgain: {
		"permission-missing", "consent-declined", "account-wrong-tenant", "personal-account", "wrong-account", "mfa-required", "code-used", "code-expired",
		"grant-expired", "grant-revoked", "sign-in-timeout",
	},
	waitForIt: {"not-yet-propagated"},
	testAgain: {
		"dns-failure", "unreachable", "timeout", "tls-untrusted", "proxy-refused", "captive-portal", "tenant-restricted", "clock-skew", "resource-wrong",
		"app-disabled", "service-principal-missing", "secret-policy", "secret-limit", "audience-policy", "consent-missing", "permission-excess",
		"delegated-instead-of-application", "conditional-access", "user-not-assigned", "approval-required", "throttled", "service-unavailable",
		"reply-malformed", "identity-not-found", "directory-denied", "item-not-found", "me-with-app-token", "mailbox-not-enabled", "mailbox-blocked",
		"mailbox-denied", "mailbox-not-fenced", "send-as-denied", "imap-disabled", "smtp-auth-disabled", "basic-auth-disabled", "ews-retired", "mailbox-full",
		"sending-blocked", "mailbox-busy", "state-mismatch", "keyring-unavailable", "keyring-locked", "keyring-timeout", "keyring-too-large", "keyring-differs",
		"name-malformed", "name-taken", "name-unknown", "unknown",
	},
}

func TestEveryCauseHasARemedy(t *testing.T) {
	var all []finding.Cause
	for want, causes := range helpful {
		all = append(all, causes...)
		for _, c := range causes {
			if got := remedyFor(finding.Of(finding.TokenCheck, c)); got != want {
				t.Errorf("%s: remedy %d, not %d", c, got, want)
			}
		}
	}
	for _, c := range catalogue.Causes() {
		if !slices.Contains(all, c) {
			t.Errorf("%s: no remedy is expected", c)
		}
	}
	for c := range causeRemedies {
		if !c.Known() {
			t.Errorf("there is no cause %s", c)
		}
	}
}
