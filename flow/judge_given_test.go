package flow_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// A text that is not an address is reported and not looked up; the others are.
func TestAMailboxThatIsNoAddressIsNotAskedFor(t *testing.T) {
	for name, c := range map[string]struct {
		text  string
		cause finding.Cause
	}{
		"a word":                  {"support", finding.MailboxMalformed},
		"a domain":                {"contoso.com", finding.MailboxMalformed},
		"a domain cut short":      {"support@contoso", finding.MailboxMalformed},
		"no local part":           {"@contoso.com", finding.MailboxMalformed},
		"two addresses":           {"a@contoso.com;b@contoso.com", finding.MailboxMalformed},
		"a path":                  {"a@contoso.com/../../users", finding.MailboxMalformed},
		"a URL with an @":         {"https://portal.azure.com/#@contoso.com/resource/x", finding.MailboxMalformed},
		"the tenant":              {goodTenant, finding.MailboxMalformed},
		"nothing":                 {" ", finding.MailboxMalformed},
		"a secret":                {canary, finding.MailboxMalformed},
		"the sign-in host":        {"a@login.microsoftonline.com", finding.MailboxMalformed},
		"a placeholder":           {"<user>@<domain>", finding.PlaceholderLeft},
		"a personal account":      {"support@hotmail.com", finding.NotAWorkforceTenant},
		"another company's":       {"support@gmail.com", finding.NotAWorkforceTenant},
		"a personal one's upper":  {"Support@HOTMAIL.COM", finding.NotAWorkforceTenant},
		"a personal one's accent": {"sup\u00a0port@live.com", finding.NotAWorkforceTenant},
	} {
		t.Run(name, func(t *testing.T) {
			p := goodProof()
			p.answers.Mailboxes = []string{c.text, " Support@Contoso.com "}
			p.answers.MustRefuse = []string{"ceo@contoso.com", c.text}
			s, effects := flow.Next(flow.Examination(p.answers, p.today), flow.Retry{})
			var asked []string
			for _, e := range effects {
				if fetch, ok := e.(flow.FetchToken); ok {
					for _, l := range fetch.Probes {
						asked = append(asked, l.Mailbox)
					}
				}
			}
			asked = slices.DeleteFunc(asked, func(m string) bool { return m == "" })
			if want := []string{"Support@contoso.com", "ceo@contoso.com"}; !slices.Equal(asked, want) {
				t.Errorf("asked for %q; want %q", asked, want)
			}
			s.Phase = flow.Asking
			findings := check.Examine(s.AsCase())
			if !slices.ContainsFunc(findings, func(f finding.Finding) bool { return strings.HasPrefix(f.Says, "Mailbox 1: ") }) ||
				!slices.ContainsFunc(findings, func(f finding.Finding) bool { return strings.HasPrefix(f.Says, "Mailbox to be refused 2: ") }) {
				t.Errorf("which address it is about is not said: %v", findings)
			}
			bad := slices.DeleteFunc(findings, func(f finding.Finding) bool { return f.Cause != c.cause })
			if len(bad) != 2 || bad[0].Check != finding.Values || bad[0].Status != finding.Fail {
				t.Errorf("found %v; want %s for each of the two", findings, c.cause)
			}
			for _, f := range bad {
				readable(t, f)
				if text := f.Says + strings.Join(f.Do, " "); strings.Contains(text, canary) {
					t.Errorf("quotes what was given: %s", text)
				}
			}
		})
	}
}

// East of Greenwich it may be tomorrow already, and west of it still yesterday:
// the end date is Microsoft's, in UTC.
func TestAnEndDateHasPassedByTheDayOfUTC(t *testing.T) {
	at := time.Date(2026, 11, 20, 11, 0, 0, 0, time.UTC)
	for _, hours := range []int{-11, 0, 13, 14} {
		here := at.In(time.FixedZone("here", hours*3600))
		for expires, want := range map[string]bool{"2026-11-19": true, "2026-11-20": false} {
			for name, s := range map[string]flow.State{"setup": flow.Begin(here, nil), "diagnosis": flow.Diagnosis(here, nil), "check": flow.Examination(form.Values{}, here)} {
				s.Values.Expires = expires
				if _, ended := s.AlreadyEnded(); ended != want {
					t.Errorf("%s at UTC%+d: %s has passed: %v", name, hours, expires, ended)
				}
			}
		}
	}
}

func TestADiagnosisTriesTheMailboxTyped(t *testing.T) {
	answers := goodProof().answers
	saved := flow.Credential{
		Registration: form.Registration{
			Name: "a", Guide: answers.Guide, ClientID: answers.ClientID, Tenant: answers.Tenant,
			TokenEndpoint: answers.TokenEndpoint, Mailboxes: []string{"support", "second@contoso.com"},
		},
		Use: value.Both, Cloud: answers.Cloud,
	}
	for typed, want := range map[string][]string{
		"support":               {"second@contoso.com"},
		"sup@contoso":           {"second@contoso.com"},
		" support@contoso.com ": {"support@contoso.com", "second@contoso.com"},
		"":                      {"second@contoso.com"},
		"S <other@Contoso.com>": {"other@contoso.com", "second@contoso.com"},
	} {
		s, _ := flow.Next(flow.Diagnosis(time.Now(), []flow.Credential{saved}), flow.SelectSaved{Name: "a"})
		s, _ = flow.Next(s, flow.SavedOpened{Attempt: s.Attempt, Secret: answers.Secret})
		s.Phase, s.Awaited = flow.Asking, nil
		s, _ = flow.Next(s, flow.Typed{Field: guide.FieldMailbox, Text: typed})
		if got := form.Addresses(s.Values.MailboxesFor(s.Guide())); !slices.Equal(got, want) {
			t.Errorf("%q: asks for %q; want %q", typed, got, want)
		}
		broken := slices.ContainsFunc(check.Examine(s.AsCase()), func(f finding.Finding) bool { return f.Cause == finding.MailboxMalformed })
		if broken != (typed == "support" || typed == "sup@contoso") {
			t.Errorf("%q: malformed %v", typed, broken)
		}
	}
}
