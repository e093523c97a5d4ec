package cli

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/flow/finding"
)

// good changes the app of the saved credential.
func good(alter func(*entratest.App)) func(*stage) {
	return func(s *stage) { s.ms.ChangeApp("good", alter) }
}

// TestTheFaultMatrixOfChangesBetweenTwoChecks checks a saved credential,
// changes something at Microsoft, and checks again.
func TestTheFaultMatrixOfChangesBetweenTwoChecks(t *testing.T) {
	t.Parallel()
	rows := map[string]trial{
		"nothing": {},
		"the tenant is renamed": {set: func(s *stage) {
			s.ms.Change(func(t *entratest.Tenant) {
				if t.ID == entratest.ContosoID {
					t.Name, t.Domains = "Contoso Holding", []string{"contoso-holding.com", "contoso.onmicrosoft.com"}
				}
			})
		}},
		"a second secret is made": {set: good(func(a *entratest.App) {
			a.Secrets = append(a.Secrets, entratest.Secret{Value: "another", Ends: time.Now().AddDate(1, 0, 0)})
		})},
		"the secret is deleted": {set: good(func(a *entratest.App) { a.Secrets = nil }), cause: finding.SecretWrong},
		"the secret is rotated": {set: good(func(a *entratest.App) { a.Secrets[0].Value = "new8Q~0123456789012345678901234567890123" }),
			cause: finding.SecretWrong},
		"the secret has expired":             {set: good(func(a *entratest.App) { a.Secrets[0].Ends = time.Now().Add(-time.Hour) }), cause: finding.SecretExpired},
		"the app is deleted":                 {set: good(func(a *entratest.App) { a.Deleted = true }), cause: finding.AppNotFound},
		"the app is disabled":                {set: good(func(a *entratest.App) { a.Disabled = true }), cause: finding.AppDisabled},
		"the enterprise app is deleted":      {set: good(func(a *entratest.App) { a.NoServicePrincipal = true }), cause: finding.ServicePrincipalMissing},
		"one permission is withdrawn":        {set: good(roles("Mail.ReadWrite", "User.Read.All")), cause: finding.PermissionMissing},
		"consent is withdrawn":               {set: good(roles()), cause: finding.ConsentMissing},
		"more is granted":                    {set: good(roles("Mail.ReadWrite", "Mail.Send", "User.Read.All", "Files.Read.All")), cause: finding.PermissionExcess},
		"Conditional Access is set up":       {set: good(func(a *entratest.App) { a.Barrier = entratest.AccessPolicy }), cause: finding.ConditionalAccess},
		"the mailbox loses its licence":      {set: mailbox(entratest.Unlicensed), cause: finding.MailboxNotEnabled},
		"the mailbox is fenced off":          {set: mailbox(entratest.Fenced), cause: finding.MailboxBlocked},
		"the mailbox is moved to a new name": {set: func(s *stage) { s.ms.ChangeMailbox("support@contoso.com", rename) }, cause: finding.MailboxNotFound},
		"the tenant is deleted":              {set: func(s *stage) { s.ms.Change(func(t *entratest.Tenant) { t.ID, t.Domains = "gone", nil }) }, cause: finding.TenantNotFound},
		"the service has trouble":            {set: faulty(everything, fault.Unavailable()), cause: finding.ServiceUnavailable},
		"the network goes":                   {set: faulty(everything, fault.HangUp()), cause: finding.Unreachable},
	}
	var table []string
	for name, tr := range rows {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.save("good")
			if r := s.run("check", "good"); r.code != exitGood {
				t.Fatalf("before it, exit %d:\n%s%s", r.code, r.out, r.err)
			}
			if tr.set != nil {
				tr.set(s)
			}
			got := s.run("check", "good", "--format", "json")
			r := reports(t, got).Reports[0]
			hold(t, r, got.code, tr)
			table = append(table, fmt.Sprintf("\n%-36s exit %d  %-26s %s", name, got.code, orWell(tr.cause), brief(r.Summary)))
		})
	}
	slices.Sort(table)
	t.Logf("%d rows%s", len(rows), strings.Join(table, ""))
}

func rename(m *entratest.Mailbox) { m.Address = "helpdesk@contoso.com" }
