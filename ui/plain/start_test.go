package plain

import (
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
)

// returning starts with a credential that waits, and with two that are saved.
func returning() Config {
	s := waiting()
	works, ended := saved("adatum"), saved("northwind")
	works.Expires, works.Verification = "2026-12-03", check.Verification{At: today.AddDate(0, 0, -1), Verdict: string(finding.Pass)}
	ended.Expires = "2026-11-01"
	s.Saved = []flow.Credential{works, ended}
	return Config{State: s, Start: true}
}

func comeBack(t *testing.T, script ...string) *scene {
	t.Helper()
	s := newScene(script...)
	s.kept = good
	c := returning()
	c.Do = s.do
	if _, err := Run(t.Context(), Terminal{In: s.in, Out: s, Echo: true, Secret: s.secret}, c); err != nil {
		t.Fatalf("%v:\n%s", err, s.text())
	}
	return s
}

func TestTheSavedCredentialsAreChoicesInPlainWords(t *testing.T) {
	s := comeBack(t, "quit")
	said(t, s, "Connect a mail app to Microsoft 365", "1) fabrikam: waiting for admin consent", "2) northwind: client secret has expired",
		"3) adatum: works, tested 1 day ago, 12 days left", "4) Set up another", "5) Test all", "6) I have IDs and a secret")
	if strings.Contains(s.text(), "▇") {
		t.Error("a bar is read out")
	}
}

func TestASavedCredentialIsOpenedByItsNumber(t *testing.T) {
	s := comeBack(t, "3", "2", "help", "copy client secret", "back", "3", "1", "quit")
	said(t, s, "Client ID: "+clientID, "Secret ends: 2026-12-03, 12 days left", "Hand-off sheet of adatum", "Copied the secret for 45 seconds.", "Remove adatum?", "1) Keep it")
	s = comeBack(t, "3", "", "help", "quit")
	said(t, s, "ok: token", "It works")
}

func TestARemovalIsSaidWithTheListAfterIt(t *testing.T) {
	s := comeBack(t, "3", "3", "2", "help", "quit")
	said(t, s, "Removed adatum from this computer.", "2) northwind")
	if _, after, ok := strings.Cut(s.text(), "Removed adatum"); !ok || strings.Contains(after, "adatum:") {
		t.Errorf("it is still listed:\n%s", s.text())
	}
}

func TestTheResultsOfATestOfAllAreSaidAsTheyCome(t *testing.T) {
	s := comeBack(t, "5", "help", "quit")
	said(t, s, "Testing 2 credentials. Type stop to stop waiting.", "adatum: works, tested now", "northwind: works", "2 work.")
}
