//go:build linux || darwin

package signin

import (
	"strings"
	"testing"
)

const (
	waitForIt = "Open it, and wait for the consent to show"
	catchIt   = "Open it, and catch the answer here"
	apps      = "apps@contoso.com" // may not grant application permissions
)

func TestAnAdministratorConsentsAndTheAnswerIsCaught(t *testing.T) {
	t.Parallel()
	s := sit(t, grantFlow).toConsent(of(t, "to-be-granted"))
	for _, refusal := range [][]step{{as(apps), press("return")}, {as(admin), press("cancel")}} {
		s.pick(catchIt)
		s.Wait("esc stop waiting")
		s.do(append([]step{visit(s.link())}, refusal...)...)
		if told := s.told(); told != "Microsoft said no" {
			t.Errorf("the browser shows %q", told)
		}
		s.Wait("The consent was cancelled on Microsoft's page.")
	}
	s.pick(catchIt)
	s.do(visit(s.link()), as(admin), press("accept"))
	if told := s.told(); told != "Consent received" {
		t.Errorf("the browser shows %q", told)
	}
	s.At("Prove")
	s.Wait(works)
	s.Keys("d")
	s.Wait("Granted: Mail.ReadWrite, Mail.Send and")
}

func TestAnAdministratorWhoMayNotConsentIsToldWhoMay(t *testing.T) {
	t.Parallel()
	s := sit(t, grantFlow).toConsent(of(t, "to-be-granted"))
	s.pick(catchIt)
	s.do(visit(s.link()), as(apps), shows("error"))
	s.Wait("esc stop waiting")
	s.Keys("esc")
	said := s.copied()
	s.paste(said)
	s.Wait("may not consent")
	s.Wait(said[len(said)-20:]) // as Microsoft wrote it, without any masking
}

func TestConsentIsWaitedFor(t *testing.T) {
	t.Parallel()
	s := sit(t, grantFlow).toConsent(of(t, "to-be-granted"))
	s.pick(waitForIt)
	link := s.link()
	if !strings.Contains(link, "/adminconsent?") || strings.Contains(link, "localhost") {
		t.Errorf("it opens %s", link)
	}
	s.At("Prove")
	s.WaitMatch("Not there yet|Admin consent is missing")
	s.do(visit(link), as(admin), press("accept"), shows("address"))
	s.WaitMatch(works + "|> Test again")    // it may still be polling
	if !strings.Contains(s.Text(), works) { // in practice the wait is seconds, not minutes
		s.pick("Wait for it to show")
	}
	s.Wait(works)
}
