package check_test

import (
	"strings"
	"testing"

	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

const (
	client = "0b7c54d2-3f1a-4c7e-8a56-91d0e2f4a601"
	tenant = "6d1f0a3e-52c7-4b0e-9a44-3c0f7be1d205"
	object = "9f8e7d6c-1111-4222-8333-abcdefabcdef"
	policy = "7a6b5c4d-2222-4333-8444-fedcbafedcba"
)

// tested is a case of a guide with an answer to its token request.
func tested(id string, g wire.Grant) check.Case {
	c := check.Case{Values: form.Values{Registration: form.Registration{Guide: id, ClientID: client}, Use: value.Both}}
	c.Values.Tenant, c.Values.TokenEndpoint = tenant, value.TokenEndpoint(value.Global, tenant)
	c.Values.Secret = value.NewSecret("Zq9" + "8Q~" + "canary.Canary-0123456789_abcdefghij")
	c.Results = check.Results{Asked: true, Token: &g}
	return c
}

func granting(roles ...string) wire.Grant {
	return wire.Grant{Got: true, TenantID: tenant, AppID: client, ObjectID: object, Audience: "https://graph.microsoft.com", IDType: "app", Roles: roles}
}

// refusing is a token whose probe of a mailbox got this answer of Graph's.
func refusing(status int, code, text string) wire.Grant {
	g := granting("Mail.ReadWrite", "Mail.Send", "User.Read.All")
	r := wire.Reply{Error: code}
	r.Evidence.HTTPStatus, r.Evidence.ServerText = status, text
	g.Probed = []wire.ProbeResult{{Probe: wire.Probe{Kind: wire.ProbeInbox, Mailbox: "o'neil@contoso.com"}, Reply: r}}
	return g
}

// refused is a refusal of the token by Entra.
func refused(code int, policies ...string) wire.Grant {
	var g wire.Grant
	g.Error, g.Codes = "invalid_grant", []int{code}
	g.Evidence.HTTPStatus, g.Evidence.PolicyIDs = 400, policies
	return g
}

// TestACheckSaysWhatTheFactsSay is facts/entra.md sections 14.1 and 14.2 as far
// as check meets them: the answer, its cause, and what the finding must say or
// must not say.
func TestACheckSaysWhatTheFactsSay(t *testing.T) {
	const etis, bot = "email-this-issue-client-credentials", "automation-anywhere-client-credentials"
	for name, c := range map[string]struct {
		guide string
		grant wire.Grant
		cause finding.Cause // "" for a finding that passed
		check finding.Check
		says  string // separated by "; "
		not   string
	}{
		"delegated by mistake ends without a permission": {etis, granting(), finding.ConsentMissing, finding.Permissions,
			"Delegated; columns Type and Status; Application permissions; Not granted", ""},
		"[RAOP] is an access policy": {etis, refusing(403, "ErrorAccessDenied", "Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings."), finding.MailboxBlocked, finding.MailboxCheck,
			"Get-ApplicationAccessPolicy; Test-ApplicationAccessPolicy -Identity 'o''neil@contoso.com' -AppId " + client + "; -Identity " + object, "MAILBOX; CLIENT_ID; EwsAllowList"},
		"without [RAOP] it may be the organization's list": {etis, refusing(403, "ErrorAccessDenied", "Access to OData is disabled."), finding.MailboxBlocked, finding.MailboxCheck,
			"Get-OrganizationConfig; EwsApplicationAccessPolicy; EwsAllowList", "MAILBOX"},
		"a mailbox that moves is busy":       {etis, refusing(400, "ErrorMailboxMoveInProgress", ""), "mailbox-busy", finding.MailboxCheck, "again", ""},
		"a stale mailbox is busy":            {etis, refusing(404, "MailboxInfoStale", ""), "mailbox-busy", finding.MailboxCheck, "again", ""},
		"too many connections are throttled": {etis, refusing(400, "ErrorExceededConnectionCount", ""), finding.Throttled, finding.MailboxCheck, "", ""},
		"no such mailbox":                    {etis, refusing(404, "ErrorInvalidUser", ""), finding.MailboxNotFound, finding.MailboxCheck, "User principal name; alias; 30 days", ""},
		"a policy is named by its ID":        {etis, refused(53003, policy, tenant), finding.ConditionalAccess, finding.TokenCheck, policy + "; Reports Reader; Workload Identities Premium", ""},
		"token protection":                   {etis, refused(530084), finding.ConditionalAccess, finding.TokenCheck, "token protection; joined; xclude", ""},
		"the proxy's list of tenants":        {etis, refused(500021), finding.TenantRestricted, finding.Network, "Restrict-Access-To-Tenants", ""},
		"tenant restrictions V2, 500022":     {etis, refused(500022), finding.TenantRestricted, finding.Network, "Cross-tenant access settings", "proxy"},
		"tenant restrictions V2, 5000211":    {etis, refused(5000211), finding.TenantRestricted, finding.Network, "Cross-tenant access settings", "proxy"},
		"Graph itself is missing":            {etis, refused(1003022), finding.ResourceWrong, finding.TokenCheck, "Microsoft Graph itself; Microsoft Applications", ""},
		"an old TLS version":                 {etis, refused(1002016), finding.TLSUntrusted, finding.Network, "TLS 1.2", ""},
		"no service principal":               {etis, refused(7000229), finding.ServicePrincipalMissing, finding.TokenCheck, "Create Service Principal", ""},
		"a disabled app has two switches":    {etis, refused(7000112), finding.AppDisabled, finding.TokenCheck, "Deactivated; Enabled for users to sign-in", ""},
		"an expired secret":                  {etis, refused(7000222), finding.SecretExpired, finding.TokenCheck, "newer secret", ""},
		"a wrong secret":                     {etis, refused(7000215), finding.SecretWrong, finding.TokenCheck, "deleted secret", ""},
		"a missing app":                      {etis, refused(700016), finding.AppNotFound, finding.TokenCheck, "30 days", ""},
		"the end date":                       {etis, granting("Mail.ReadWrite", "Mail.Send", "User.Read.All"), "", finding.Expiry, "only to an app with Application.Read.All", ""},
		"a product that changes messages":    {bot, granting("Mail.ReadWrite", "Mail.Send"), "", finding.Permissions, "2026-12-31; Mail-Advanced.ReadWrite.All", ""},
		"it has the newer permission":        {bot, granting("Mail.ReadWrite", "Mail.Send", "Mail-Advanced.ReadWrite.All"), "", finding.Permissions, "Granted", "2026-12-31; plus"},
		"a product that only marks them":     {etis, granting("Mail.ReadWrite", "Mail.Send", "User.Read.All"), "", finding.Permissions, "Granted", "2026-12-31"},
	} {
		t.Run(name, func(t *testing.T) {
			said := false
			for _, f := range check.Examine(tested(c.guide, c.grant)) {
				if f.Check != c.check || f.Cause != c.cause {
					continue
				}
				said = true
				all := f.Says + "\n" + strings.Join(f.Do, "\n")
				for _, words := range strings.Split(c.says, "; ") {
					if !strings.Contains(all, words) {
						t.Errorf("nothing of %q in:\n%s", words, all)
					}
				}
				for _, words := range strings.Split(c.not, "; ") {
					if words != "" && strings.Contains(all, words) {
						t.Errorf("%q in:\n%s", words, all)
					}
				}
			}
			if !said {
				t.Errorf("no finding of %s with the cause %q: %+v", c.check, c.cause, check.Examine(tested(c.guide, c.grant)))
			}
		})
	}
}

// TestTLSInspectionIsSaidInFull: the exemption first, then the root, for the
// product too.
func TestTLSInspectionIsSaidInFull(t *testing.T) {
	f := check.ReplyFinding(finding.TokenCheck, wire.Reply{Trouble: wire.CertUntrusted, Host: "login.microsoftonline.com"})
	all := strings.Join(f.Do, "\n")
	for _, words := range []string{"exempt login.microsoftonline.com and graph.microsoft.com", "--ca-file", "keytool"} {
		if !strings.Contains(all, words) {
			t.Errorf("nothing of %q in:\n%s", words, all)
		}
	}
}

// TestSomebodyElseSignedIn: where the mailbox does not open because another
// person signed in, that is what is said, and it is that person's move.
func TestSomebodyElseSignedIn(t *testing.T) {
	const owner, other = "support@contoso.com", "jo@contoso.com"
	for name, c := range map[string]struct {
		user, code string
		status     int
		want       finding.Cause
	}{
		"another person's":    {other, "MailboxNotEnabledForRESTAPI", 404, finding.WrongAccount},
		"the owner's":         {owner, "MailboxNotEnabledForRESTAPI", 404, finding.MailboxNotEnabled},
		"Microsoft's trouble": {other, "", 503, finding.ServiceUnavailable},
	} {
		t.Run(name, func(t *testing.T) {
			g := granting()
			g.Scopes = []string{"Mail.ReadWrite", "Mail.ReadWrite.Shared", "Mail.Send", "Mail.Send.Shared", "User.Read", "openid"}
			r := wire.Reply{Error: c.code}
			r.Evidence.HTTPStatus = c.status
			g.Probed = []wire.ProbeResult{{Probe: wire.Probe{Kind: wire.ProbeInbox}, Reply: r}}
			x := tested("email-this-issue-auth-code", g)
			x.Values.Mailboxes = []string{owner}
			x.Results.SignIn = &wire.SignInResult{Grant: g, Refreshed: true, Identity: wire.Identity{Verified: true, User: c.user, TenantID: tenant}}
			for _, f := range check.Examine(x) {
				if f.Check != finding.MailboxCheck {
					continue
				}
				if f.Cause != c.want || c.want == finding.WrongAccount && (!strings.Contains(f.Says, other) || !strings.Contains(f.Says, owner) || f.Cause.Owner() != finding.User) {
					t.Errorf("%s says %q", f.Cause, f.Says)
				}
				return
			}
			t.Error("nothing is said of the mailbox")
		})
	}
}
