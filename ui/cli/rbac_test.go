package cli

import (
	"strings"
	"testing"

	"mailgrant/flow/entra/entratest/fault"
)

func TestCheckTakesWhatEntraAndExchangeGrantForWhatItIs(t *testing.T) {
	support, rbac := []string{"--mailbox", "support@contoso.com"}, "--rbac"
	for name, tt := range map[string]struct {
		change []string // of the app's roles; nil leaves them
		args   []string
		code   int
		cause  string
	}{
		"no Mail.Send":                              {noSendRoles, nil, 1, "permission-missing"},
		"no Mail.Send, and a mailbox opens":         {noSendRoles, support, 1, "permission-missing"},
		"no Mail.Send, and Exchange grants it":      {noSendRoles, append(support, rbac), 0, "permission-excess"},
		"only sending, without Mail.Send":           {noSendRoles, []string{"--use", "outgoing", support[0], support[1]}, 1, "permission-missing"},
		"no Mail role":                              {noMailRoles, nil, 1, "permission-missing"},
		"no Mail role, Exchange grants them":        {noMailRoles, []string{rbac}, 0, "permission-missing"},
		"only sending, and Exchange grants it":      {noMailRoles, []string{rbac, "--use", "outgoing"}, 0, ""},
		"only sending, granted, strictly looked at": {noMailRoles, []string{rbac, "--use", "outgoing", "--strict"}, 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.env[secretVariable] = sample(t, "good").Values.Secret.Reveal()
			s.ms.ChangeApp("good", roles(tt.change...))
			r := s.run(values(t, "good", append(tt.args, "--format", "json")...)...)
			got, cause := reports(t, r).Reports[0], ""
			if got.Cause != nil {
				cause = string(*got.Cause)
			}
			if r.code != tt.code || cause != tt.cause {
				t.Errorf("exit %d, cause %q; want %d, %q: %s", r.code, cause, tt.code, tt.cause, got.Summary)
			}
		})
	}
}

var noSendRoles, noMailRoles = []string{"User.Read.All", "Mail.ReadWrite"}, []string{"User.Read.All"}

func TestPracticeOneOfThreeBlamesEntraAlone(t *testing.T) {
	for _, args := range [][]string{{}, {"--mailbox", "support@contoso.com"}} {
		r := newStage(t).run(append([]string{"check", "--practice", "one-of-three"}, args...)...)
		if r.code != exitBroken || strings.Contains(r.out, "Exchange gives that access") || strings.Contains(r.out, "Leave Mail.Send") {
			t.Errorf("exit %d:\n%s", r.code, r.out)
		}
	}
	if r := newStage(t).run("check", "--practice", "one-of-three", "--rbac"); r.code != exitBroken || !strings.Contains(r.out, "Missing: User.Read.All.") {
		t.Errorf("exit %d:\n%s", r.code, r.out)
	}
}

func TestMailboxesMayStandBesideANameAndNotBesideAll(t *testing.T) {
	s := newStage(t)
	s.save("good", "no-consent")
	for name, tt := range map[string]struct {
		args []string
		code int
		says string
	}{
		"one that opens":      {[]string{"good", "--mailbox", "SUPPORT@contoso.com"}, exitGood, "support@contoso.com opens"},
		"one that does not":   {[]string{"good", "--mailbox", "intern@contoso.com"}, exitBroken, "intern@contoso.com"},
		"a fence":             {[]string{"good", "--must-refuse", "ceo@contoso.com"}, exitGood, "ceo@contoso.com is refused"},
		"a fence that is not": {[]string{"good", "--must-refuse", "support@contoso.com"}, exitBroken, "mailbox-not-fenced"},
		"rbac":                {[]string{"good", "--rbac"}, exitGood, "permission-excess"},
		"beside --all":        {[]string{"--all", "--mailbox", "support@contoso.com"}, exitUsage, "belongs to one tenant"},
		"a fence beside all":  {[]string{"--all", "--must-refuse", "ceo@contoso.com"}, exitUsage, "belongs to one tenant"},
		"rbac beside --all":   {[]string{"--all", "--rbac"}, exitBroken, "2 checked"},
	} {
		r := s.run(append([]string{"check"}, tt.args...)...)
		if all := strings.Join(strings.Fields(r.out+r.err), " "); r.code != tt.code || !strings.Contains(all, tt.says) {
			t.Errorf("%s: exit %d, want %d and %q:\n%s%s", name, r.code, tt.code, tt.says, r.out, r.err)
		}
	}
}

// TestAMailboxThatExchangeAloneOpensIsVerifiedByReading: the token carries no
// Mail role, and the inbox still opens.
func TestAMailboxThatExchangeAloneOpensIsVerifiedByReading(t *testing.T) {
	for name, tt := range map[string]struct {
		args  []string
		code  int
		cause string
	}{
		"a warning at most":  {[]string{"good"}, exitGood, "permission-missing"},
		"strictly":           {[]string{"good", "--strict"}, exitBroken, "permission-missing"},
		"and it is said":     {[]string{"good", "--rbac"}, exitGood, ""},
		"said and strictly":  {[]string{"good", "--rbac", "--strict"}, exitGood, ""},
		"of the values, too": {values(t, "good", "--mailbox", "support@contoso.com", "--rbac")[1:], exitGood, ""},
	} {
		s := newStage(t)
		s.save("good")
		if tt.args[0] != "good" {
			s.env[secretVariable] = sample(t, "good").Values.Secret.Reveal()
		}
		s.ms.ChangeApp("good", roles(noMailRoles...))
		s.ms.Fault(onInbox, fault.Answer(200, "application/json", `{"id":"AAMk"}`))
		r := s.run(append([]string{"check", "--format", "json"}, tt.args...)...)
		got, cause := one(t, r), ""
		if got.Cause != nil {
			cause = string(*got.Cause)
		}
		if r.code != tt.code || cause != tt.cause {
			t.Errorf("%s: exit %d, cause %q; want %d, %q: %s", name, r.code, cause, tt.code, tt.cause, got.Summary)
		}
	}
}
