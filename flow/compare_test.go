package flow_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

const support = "support@contoso.com"

// tuesday is the verification that passed four days before today.
func tuesday() *check.Verification {
	return &check.Verification{
		At: time.Date(2026, 11, 17, 8, 0, 0, 0, time.UTC), Verdict: string(finding.Pass), Tenant: goodTenant,
		Roles: slices.Clone(allRoles), Mailboxes: []string{support},
	}
}

// inbox is a probe of the support mailbox that Graph answered.
func inbox(status int, code string) wire.ProbeResult {
	return wire.ProbeResult{Probe: wire.Probe{Kind: wire.ProbeInbox, Mailbox: support}, Reached: status == 200,
		Reply: wire.Reply{Error: code, Host: "graph.microsoft.com", At: today, Evidence: finding.Evidence{HTTPStatus: status}}}
}

// answer carries out the effects of a test.
func (p proof) answer(e flow.Effect) flow.Event {
	switch e := e.(type) {
	case flow.LookUpTenant:
		return flow.TenantSeen{Attempt: e.Attempt, Cloud: e.Cloud, Discovery: p.tenant}
	case flow.FetchToken:
		return flow.TokenSeen{Attempt: e.Attempt, Grant: p.grant}
	}
	return nil
}

func TestACheckIsComparedWithTheLastGoodProof(t *testing.T) {
	for name, c := range map[string]struct {
		change  func(*proof, *check.Verification)
		cause   finding.Cause
		changed []string
		says    string // part of the root finding's text
		does    string // part of its first advice
	}{
		"nothing changed": {func(*proof, *check.Verification) {}, "", nil, "", ""},
		"a permission was withdrawn": {func(p *proof, _ *check.Verification) {
			p.grant.Roles, p.grant.Probed = []string{"User.Read.All", "Mail.Send"}, nil
		}, finding.PermissionMissing,
			[]string{"Tuesday: User.Read.All, Mail.ReadWrite and Mail.Send. Today: User.Read.All and Mail.Send only."}, "Missing: Mail.ReadWrite. Tuesday:", "Mail.ReadWrite"},
		"the consent was withdrawn": {func(p *proof, _ *check.Verification) { p.grant.Roles = nil }, finding.ConsentMissing,
			[]string{"Tuesday: User.Read.All, Mail.ReadWrite and Mail.Send. Today: no permission."}, "Today: no permission.", "Grant admin consent"},
		"a permission came to it": {func(p *proof, _ *check.Verification) { p.grant.Roles = append(slices.Clone(allRoles), "Mail.Read") }, finding.PermissionExcess,
			[]string{"Tuesday: User.Read.All, Mail.ReadWrite and Mail.Send. Today: User.Read.All, Mail.ReadWrite, Mail.Send and Mail.Read."}, "", ""},
		"the same secret is refused": {func(p *proof, _ *check.Verification) { p.refuse(401, 7000215) }, finding.SecretWrong,
			[]string{"On Tuesday this same secret worked, so it was not copied wrong."}, "this same secret worked", "deleted or replaced"},
		"another secret is refused": {func(p *proof, last *check.Verification) { last.Replaced = true; p.refuse(401, 7000215) }, finding.SecretWrong,
			[]string{"On Tuesday an earlier secret worked, so app and tenant are right and only the secret is in question."}, "an earlier secret worked", "once more from where you got it"},
		"the secret has expired":         {func(p *proof, _ *check.Verification) { p.refuse(401, 7000222) }, finding.SecretExpired, []string{"On Tuesday it was still good."}, "still good", "newer secret"},
		"another secret has expired":     {func(p *proof, last *check.Verification) { last.Replaced = true; p.refuse(401, 7000222) }, finding.SecretExpired, nil, "has expired.", "newer secret"},
		"the app is gone":                {func(p *proof, _ *check.Verification) { p.refuse(400, 700016) }, finding.AppNotFound, []string{"On Tuesday it was there, so it has been deleted or moved since."}, "deleted or moved", "Deleted applications"},
		"the app was disabled":           {func(p *proof, _ *check.Verification) { p.refuse(401, 7000112) }, finding.AppDisabled, []string{"On Tuesday it was enabled."}, "it was enabled", "Deactivated"},
		"its enterprise app was removed": {func(p *proof, _ *check.Verification) { p.refuse(401, 7000229) }, finding.ServicePrincipalMissing, []string{"On Tuesday it had its entry under Enterprise apps, which has been removed since."}, "removed since", "Create Service Principal"},
		"a policy came in the way":       {func(p *proof, _ *check.Verification) { p.refuse(403, 53003) }, finding.ConditionalAccess, []string{"On Tuesday no policy stood in the way: a policy has changed since, or the network this was tested from."}, "no policy stood", "Sign-in logs"},
		"any other refusal":              {func(p *proof, _ *check.Verification) { p.refuse(400, 7000214) }, finding.CertificateInvalid, []string{"On Tuesday Microsoft issued a token for this app."}, "issued a token for this app", ""},
		"the tenant is gone": {func(p *proof, _ *check.Verification) {
			p.tenant = wire.Discovery{Reply: refusedWith(400, 90002)}
			p.refuse(400, 90002)
		}, finding.TenantNotFound, []string{"On Tuesday it was there."}, "it was there", "Ask an administrator"},
		"the domain leads elsewhere": {func(p *proof, last *check.Verification) { last.Tenant = secretID }, "", []string{"Tuesday: tenant " + secretID + ". Today: tenant " + goodTenant + "."}, "", ""},
		"the mailbox is gone": {func(p *proof, _ *check.Verification) {
			p.grant.Probed = []wire.ProbeResult{inbox(404, "ErrorInvalidUser")}
		}, finding.MailboxNotFound, []string{"On Tuesday support@contoso.com opened."}, "opened.", "spelling"},
		"the mailbox is out of the scope": {func(p *proof, _ *check.Verification) {
			p.grant.Probed = []wire.ProbeResult{inbox(403, "ErrorAccessDenied")}
		}, finding.MailboxDenied, []string{"On Tuesday support@contoso.com opened."}, "opened.", ""},
		"a mailbox that never opened": {func(p *proof, last *check.Verification) {
			last.Mailboxes = nil
			p.grant.Probed = []wire.ProbeResult{inbox(404, "ErrorInvalidUser")}
		}, finding.MailboxNotFound, nil, "", ""},
		"a mailbox that has to be refused now": {func(p *proof, _ *check.Verification) {
			x := inbox(403, "ErrorAccessDenied")
			x.MustRefuse = true
			p.answers.MustRefuse, p.grant.Probed = []string{support}, []wire.ProbeResult{x}
		}, "", nil, "", ""},
		"a mailbox behind a busy service": {func(p *proof, _ *check.Verification) { p.grant.Probed = []wire.ProbeResult{inbox(503, "")} }, finding.ServiceUnavailable, nil, "", ""},

		"a network in the way changes nothing": {func(p *proof, _ *check.Verification) { p.fails(wire.Timeout) }, finding.Timeout, nil, "", ""},
		"a service in trouble changes nothing": {func(p *proof, _ *check.Verification) { p.refuse(503) }, finding.ServiceUnavailable, nil, "", ""},
		"a code nobody knows changes nothing":  {func(p *proof, _ *check.Verification) { p.refuse(400, 123456) }, finding.Unknown, nil, "", ""},
		"an opaque token shows no roles": {func(p *proof, _ *check.Verification) {
			p.grant = wire.Grant{Reply: answered(200), Got: true, Opaque: true}
		}, finding.Unknown, nil, "", ""},
		"roles that are not known prove nothing":   {func(p *proof, last *check.Verification) { last.Roles = nil; p.grant.Roles = nil }, finding.ConsentMissing, nil, "", "Grant admin consent"},
		"the order of roles does not matter":       {func(p *proof, last *check.Verification) { slices.Reverse(last.Roles) }, "", nil, "", ""},
		"offline nothing is compared":              {func(p *proof, _ *check.Verification) { p.offline = true }, "", nil, "", ""},
		"a proof without a time is none":           {func(p *proof, last *check.Verification) { last.At = time.Time{}; p.refuse(401, 7000215) }, finding.SecretWrong, nil, "does not accept this client secret.", "once more from where you got it"},
		"a proof of an hour ago was earlier today": {func(p *proof, last *check.Verification) { last.At = today.Add(-time.Hour); p.refuse(401, 7000215) }, finding.SecretWrong, []string{"Earlier today this same secret worked, so it was not copied wrong."}, "Earlier today", ""},
		"a proof of last week has its date": {func(p *proof, last *check.Verification) {
			last.At = today.AddDate(0, 0, -7)
			p.grant.Roles = allRoles[:1]
		}, finding.PermissionMissing,
			[]string{"2026-11-14 (7 days ago): User.Read.All, Mail.ReadWrite and Mail.Send. Today: User.Read.All only."}, "", ""},
		"the day is that of UTC": {func(p *proof, last *check.Verification) {
			p.today = time.Date(2026, 11, 20, 22, 0, 0, 0, time.FixedZone("west", -11*3600))
			last.At = time.Date(2026, 11, 18, 13, 0, 0, 0, time.FixedZone("east", 14*3600)) // still Tuesday in UTC
			p.refuse(401, 7000222)
		}, finding.SecretExpired, []string{"On Tuesday it was still good."}, "", ""},
		"many roles are cut": {func(p *proof, last *check.Verification) {
			last.Roles = []string{"A.Read", "B.Read", "C.Read", "D.Read", "E.Read", "F.Read", "G.Read", "H.Read"}
			p.grant.Roles = nil
		}, finding.ConsentMissing, []string{"Tuesday: A.Read, B.Read, C.Read, D.Read, E.Read and 3 more. Today: no permission."}, "", ""},
		"a hostile role stays on its line": {func(p *proof, last *check.Verification) {
			last.Roles, p.grant.Roles = append(slices.Clone(allRoles), "x\x1b[2J\ny"), slices.Clone(allRoles)
		}, "", []string{"Tuesday: User.Read.All, Mail.ReadWrite, Mail.Send and x y. Today: User.Read.All, Mail.ReadWrite and Mail.Send only."}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p, last := goodProof(), tuesday()
			p.answers.Mailboxes = []string{support}
			p.grant.Probed = []wire.ProbeResult{inbox(200, "")}
			c.change(&p, last)
			s := flow.Examination(p.answers, p.today)
			s.Offline, s.Last = p.offline, last
			r := check.ReportOf(drive(s, p.answer, flow.Retry{}).AsCase())
			var root finding.Finding
			if r.Root != nil {
				root = *r.Root
			}
			if root.Cause != c.cause || !strings.Contains(root.Says, c.says) || c.does != "" && !strings.Contains(root.Do[0], c.does) {
				t.Errorf("%s says %q, do %q", root.Cause, root.Says, root.Do)
			}
			if r.Changed == nil || !slices.Equal(r.Changed, c.changed) {
				t.Errorf("changed %q; want %q", r.Changed, c.changed)
			}
			for _, f := range r.Findings {
				readable(t, f)
			}
		})
	}
}

func TestValuesThatWereChangedAreComparedWithNothing(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*flow.State)
		says   string // "" if nothing is compared
	}{
		"the values as they were kept": {func(*flow.State) {}, "this same secret worked"},
		"a new secret":                 {func(s *flow.State) { s.Values.Secret = value.NewSecret("oTh8Q~AnotherOne.0123456789abcdefghij_kl") }, "an earlier secret worked"},
		"another client ID":            {func(s *flow.State) { s.Values.ClientID = secretID }, ""},
		"another endpoint": {func(s *flow.State) {
			s.Values.TokenEndpoint = "https://login.microsoftonline.com/" + secretID + "/oauth2/v2.0/token"
		}, ""},
		"no proof": {func(s *flow.State) { s.Last = nil }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := flow.Examination(contoso(), today)
			s.Last = tuesday()
			c.change(&s)
			p := proof{tenant: discovered(), grant: wire.Grant{Reply: refusedWith(401, 7000215)}}
			r := check.ReportOf(drive(s, p.answer, flow.Retry{}).AsCase())
			if c.says == "" && len(r.Changed) > 0 || c.says != "" && (len(r.Changed) != 1 || !strings.Contains(r.Changed[0], c.says)) {
				t.Errorf("changed %q; want %q", r.Changed, c.says)
			}
		})
	}
}

func TestADiagnosisComparesWhatWasPicked(t *testing.T) {
	kept := at(guide.StepHandoff).Credential(false)
	kept.Good = tuesday()
	p := proof{tenant: discovered(), grant: wire.Grant{Reply: refusedWith(401, 7000215)}}
	do := func(e flow.Effect) flow.Event {
		if e, ok := e.(flow.OpenSaved); ok {
			return flow.SavedOpened{Attempt: e.Attempt, Secret: value.NewSecret(canary)}
		}
		return p.answer(e)
	}
	s := drive(flow.Diagnosis(today, []flow.Credential{kept}), do, flow.SelectSaved{Name: kept.Name})
	if r := check.ReportOf(s.AsCase()); !slices.Equal(r.Changed, []string{"On Tuesday this same secret worked, so it was not copied wrong."}) {
		t.Errorf("changed %q at %s", r.Changed, s.At)
	}
}

func TestAProofKeepsWhatALaterOneIsComparedWith(t *testing.T) {
	p := goodProof()
	p.answers.Mailboxes, p.answers.MustRefuse = []string{support, "gone@contoso.com"}, []string{"ceo@contoso.com"}
	fenced := inbox(200, "")
	fenced.Mailbox, fenced.MustRefuse = "ceo@contoso.com", true
	gone := inbox(404, "ErrorInvalidUser")
	gone.Mailbox = "gone@contoso.com"
	p.grant.Probed = []wire.ProbeResult{inbox(200, ""), gone, fenced}
	got := check.VerificationOf(p.settle().AsCase())
	if got.Tenant != goodTenant || !slices.Equal(got.Mailboxes, []string{support}) || got.Replaced {
		t.Errorf("%+v", got)
	}
}
