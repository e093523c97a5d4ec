package flow_test

import (
	"slices"
	"strings"
	"testing"

	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// TestWhoGrantsTheMailPermissions: a Mail role in the token means that Entra
// grants; without one, mailboxes that open mean that Exchange may.
func TestWhoGrantsTheMailPermissions(t *testing.T) {
	with := func(roles ...string) func(*proof) { return func(p *proof) { p.grant.Roles = roles } }
	rbac := func(roles ...string) func(*proof) {
		return func(p *proof) { p.grant.Roles, p.rbac = roles, true }
	}
	noMailbox := func(p *proof) {
		p.answers.Mailboxes, p.grant.Probed = nil, reachedAll([]wire.Probe{{Kind: wire.ProbeDirectory}})
	}
	sends := func(p *proof) {
		p.answers.Use = value.Outgoing
		p.grant.Probed = reachedAll([]wire.Probe{{Kind: wire.ProbeDirectory}, {Kind: wire.ProbeUser, Mailbox: "support@contoso.com"}})
	}
	refused := inboxRefused(403, "ErrorAccessDenied")
	aa := func(p *proof) { p.answers.Guide = automationAnywhere }
	add := func(m string, mustRefuse bool, r wire.Reply) func(*proof) {
		return func(p *proof) {
			p.grant.Probed = append(p.grant.Probed, wire.ProbeResult{Probe: wire.Probe{Kind: wire.ProbeInbox, Mailbox: m, MustRefuse: mustRefuse}, Reply: r, Reached: r.Evidence.HTTPStatus == 200})
		}
	}
	denied := graphSays(403, "ErrorAccessDenied")
	for name, c := range map[string]struct {
		change  []func(*proof)
		verdict finding.Status
		cause   finding.Cause
		check   finding.Check
		says    string // of the deciding finding
		do      string
		not     string // must be said nowhere
	}{
		"Mail.ReadWrite alone":               {[]func(*proof){with("Mail.ReadWrite")}, finding.Fail, finding.PermissionMissing, finding.Permissions, "Missing: User.Read.All and Mail.Send.", "add User.Read.All and Mail.Send", "Exchange gives"},
		"no Mail.Send":                       {[]func(*proof){with("User.Read.All", "Mail.ReadWrite")}, finding.Fail, finding.PermissionMissing, finding.Permissions, "Missing: Mail.Send.", "check --rbac", "Leave Mail.Send out"},
		"no Mail.Send, no mailbox":           {[]func(*proof){with("User.Read.All", "Mail.ReadWrite"), noMailbox}, finding.Fail, finding.PermissionMissing, finding.Permissions, "Missing: Mail.Send.", "check --rbac", ""},
		"a Mail role that is not wanted":     {[]func(*proof){with("User.Read.All", "Mail.ReadBasic.All")}, finding.Fail, finding.PermissionMissing, finding.Permissions, "Missing: Mail.ReadWrite and Mail.Send.", "", "Exchange gives"},
		"no Mail role, all open":             {[]func(*proof){with("User.Read.All")}, finding.Warn, finding.PermissionMissing, finding.Permissions, "Exchange gives the access", "check --rbac", ""},
		"no Mail role, no mailbox":           {[]func(*proof){with("User.Read.All"), noMailbox}, finding.Fail, finding.PermissionMissing, finding.Permissions, "Missing: Mail.ReadWrite and Mail.Send.", "check --mailbox ADDRESS", ""},
		"no Mail role, and closed":           {[]func(*proof){with("User.Read.All"), refused}, finding.Fail, finding.PermissionMissing, finding.Permissions, "", "", ""},
		"no Mail role, one of two open":      {[]func(*proof){with("User.Read.All"), add("sales@contoso.com", false, denied)}, finding.Fail, finding.PermissionMissing, finding.Permissions, "", "widens the scope", ""},
		"no role at all, and mail is enough": {[]func(*proof){aa, with()}, finding.Warn, finding.PermissionMissing, finding.Permissions, "Exchange gives the access", "", ""},
		"User.Read.All is no Mail role":      {[]func(*proof){with("Mail.ReadWrite", "Mail.Send")}, finding.Fail, finding.PermissionMissing, finding.Permissions, "Missing: User.Read.All.", "add User.Read.All as", "Exchange"},
		"only sending, without the role":     {[]func(*proof){sends, with("User.Read.All")}, finding.Fail, finding.PermissionMissing, finding.Permissions, "Missing: Mail.Send.", "check --rbac", "--mailbox"},

		"rbac: all open":                       {[]func(*proof){rbac("User.Read.All")}, finding.Pass, "", "", "", "", ""},
		"rbac: mail is all, and open":          {[]func(*proof){aa, rbac()}, finding.Pass, "", "", "", "", ""},
		"rbac: no mailbox":                     {[]func(*proof){rbac("User.Read.All"), noMailbox}, finding.Warn, finding.PermissionMissing, finding.Permissions, "no mailbox was named", "check --mailbox ADDRESS", ""},
		"rbac: closed":                         {[]func(*proof){rbac("User.Read.All"), refused}, finding.Fail, finding.MailboxDenied, finding.MailboxCheck, "leaves it out", "", ""},
		"rbac: one of two open":                {[]func(*proof){rbac("User.Read.All"), add("sales@contoso.com", false, denied)}, finding.Fail, finding.MailboxDenied, finding.MailboxCheck, "sales@contoso.com", "", ""},
		"rbac: only sending":                   {[]func(*proof){sends, rbac("User.Read.All")}, finding.Pass, "", "", "", "", ""},
		"rbac: Mail.Send is Exchange's":        {[]func(*proof){rbac("User.Read.All", "Mail.ReadWrite")}, finding.Warn, finding.PermissionExcess, finding.Permissions, "opens every mailbox", "remove Mail.ReadWrite", ""},
		"rbac: all of them are Entra's":        {[]func(*proof){rbac(allRoles...)}, finding.Warn, finding.PermissionExcess, finding.Permissions, "Mail.ReadWrite and Mail.Send", "", ""},
		"rbac: User.Read.All is not":           {[]func(*proof){rbac()}, finding.Fail, finding.ConsentMissing, finding.Permissions, "", "add User.Read.All as", ""},
		"rbac: User.Read.All is not, with one": {[]func(*proof){rbac("Mail.ReadWrite")}, finding.Fail, finding.PermissionMissing, finding.Permissions, "Missing: User.Read.All.", "Leave Mail.Send out", ""},
		"rbac: more than mail":                 {[]func(*proof){rbac("User.Read.All", "Directory.ReadWrite.All")}, finding.Warn, finding.PermissionExcess, finding.Permissions, "Directory.ReadWrite.All", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := goodProof()
			for _, change := range c.change {
				change(&p)
			}
			s := p.settle()
			(graphCase{nil, c.verdict, c.cause, c.check}).holds(t, s)
			r := check.ReportOf(s.AsCase())
			var root finding.Finding
			if r.Root != nil {
				root = *r.Root
			}
			if !strings.Contains(root.Says, c.says) || !strings.Contains(strings.Join(root.Do, " "), c.do) {
				t.Errorf("%q, %q; want %q, %q", root.Says, root.Do, c.says, c.do)
			}
			for _, f := range r.Findings {
				if all := f.Says + strings.Join(f.Do, " "); c.not != "" && f.Check == finding.Permissions && strings.Contains(all, c.not) {
					t.Errorf("it says %q", all)
				}
			}
		})
	}
}

// TestWhatNobodyHasShownIsNotProved: with --rbac an app that only sends passes,
// but its permissions are not among the verified ones.
func TestWhatNobodyHasShownIsNotProved(t *testing.T) {
	p := goodProof()
	p.rbac, p.answers.Use = true, value.Outgoing
	p.grant.Roles, p.grant.Probed = allRoles[:1], reachedAll([]wire.Probe{{Kind: wire.ProbeDirectory}})
	if r := check.ReportOf(p.settle().AsCase()); r.Verdict != finding.Pass || slices.Contains(r.Verified, finding.Permissions) {
		t.Errorf("%s, verified %v", r.Verdict, r.Verified)
	}
}

// TestARestrictionByExchangeIsVerifiedBesideAMailboxThatOpens, even though the token
// has no Mail role. If no mailbox opens, a refusal shows nothing.
func TestARestrictionByExchangeIsVerifiedBesideAMailboxThatOpens(t *testing.T) {
	for name, c := range map[string]struct {
		rbac, opens bool
		want        finding.Status
	}{
		"another opens":         {false, true, finding.Pass},
		"another opens, rbac":   {true, true, finding.Pass},
		"none opens":            {false, false, finding.Skip},
		"none opens, even rbac": {true, false, finding.Skip},
	} {
		p := goodProof()
		p.rbac, p.grant.Roles, p.answers.MustRefuse = c.rbac, allRoles[:1], []string{"ceo@contoso.com"}
		if !c.opens {
			p.answers.Mailboxes, p.grant.Probed = nil, nil
		}
		p.grant.Probed = append(p.grant.Probed, wire.ProbeResult{Probe: wire.Probe{Kind: wire.ProbeInbox, Mailbox: "ceo@contoso.com", MustRefuse: true}, Reply: graphSays(403, "ErrorAccessDenied"), Reached: false})
		for _, f := range check.Examine(p.settle().AsCase()) {
			if f.Mailbox == "ceo@contoso.com" && f.Status != c.want {
				t.Errorf("%s: %s: %s", name, f.Status, f.Says)
			}
		}
	}
}
