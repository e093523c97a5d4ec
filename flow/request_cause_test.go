package flow_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/catalogue"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/request"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// TestARequestAsksForWhatTheCauseNeeds: what stopped the test, and what the
// request for whoever can fix it must hold and must not hold. Nothing held
// means that no request is offered.
func TestARequestAsksForWhatTheCauseNeeds(t *testing.T) {
	const policy = "7a6b5c4d-2222-4333-8444-fedcbafedcba"
	denied := func(code, text string) func(*proof) {
		return func(p *proof) {
			x := &p.grant.Probed[1]
			x.Reached, x.Reply = false, seenAt(403)
			x.Reply.Error, x.Reply.Evidence.ServerText = code, text
		}
	}
	for name, c := range map[string]struct {
		change     func(*proof)
		diagnosing bool
		wants, not string // separated by "; "
	}{
		"a policy is not consent": {func(p *proof) {
			p.refuse(400, 53003)
			p.grant.Evidence.PolicyIDs = []string{policy}
		}, false, "Conditional Access Administrator; Sign-in logs; " + policy + "; " + goodClient + "; " + goodTenant, "Grant admin consent; Permissions of Microsoft Graph"},
		"token protection":    {func(p *proof) { p.refuse(400, 530084) }, false, "token protection; " + goodClient, "Grant admin consent"},
		"an access policy":    {denied("ErrorAccessDenied", "Access to OData is disabled: [RAOP] : Blocked"), false, "Exchange Administrator; Test-ApplicationAccessPolicy -Identity support@contoso.com -AppId " + goodClient, "Grant admin consent; MAILBOX; CLIENT_ID"},
		"no mailbox":          {denied("MailboxNotEnabledForRESTAPI", ""), false, "Exchange Administrator; license; support@contoso.com", "Grant admin consent"},
		"a mailbox refused":   {denied("ErrorAccessDenied", "Access is denied."), false, "Test-ServicePrincipalAuthorization; support@contoso.com", "Permissions of Microsoft Graph"},
		"no consent":          {func(p *proof) { p.grant.Roles, p.grant.Probed = nil, nil }, false, "columns Type and Status; Delegated; Privileged Role Administrator; adminconsent?client_id=" + goodClient + "; | Mail.Send | Application |", " --"},
		"a permission lacks":  {func(p *proof) { p.grant.Roles = []string{"User.Read.All", "Mail.ReadWrite"} }, false, "add Mail.Send as Application permission; Grant admin consent; adminconsent?client_id=" + goodClient, " --"},
		"nobody is assigned":  {func(p *proof) { p.refuse(400, 50105) }, false, "Assignment required; Cloud Application Administrator", "Grant admin consent"},
		"the network":         {func(p *proof) { p.fails(wire.Connect) }, false, "port 443; login.microsoftonline.com; Whoever runs the network", "Grant admin consent; --proxy"},
		"a proxy reads along": {func(p *proof) { p.fails(wire.CertUntrusted) }, false, "exempt login.microsoftonline.com", "--ca-file"},
		"tenant restrictions": {func(p *proof) { p.refuse(400, 5000211) }, false, "Cross-tenant access settings; " + goodTenant, "Grant admin consent"},
		"an expired secret, for support staff": {func(p *proof) {
			p.answers.Expires = "2026-11-20"
			p.refuse(401, 7000222)
		}, true, "find the one that ended on 2026-11-20; New client secret; Value (not the Secret ID); Never by e-mail, chat or ticket; Credentials/appId/" + goodClient + "; The day the new client secret expires", "No secret is needed; mailgrant check; begins Can; compare with yours"},
		"a wrong secret, for support staff": {func(p *proof) { p.refuse(401, 7000215) }, true, "Entra ID > App registrations > the app > Certificates & secrets; I tell you its first three characters by phone; Never by e-mail, chat or ticket; Credentials/appId/" + goodClient, "No secret is needed; with yours"},
		"a disabled app, for support staff": {func(p *proof) { p.refuse(400, 7000112) }, true, "Overview/appId/" + goodClient + "; No secret is needed; Deactivated; owner of the app registration; " + goodClient, "Permissions of Microsoft Graph"},
		"no service principal, for support": {func(p *proof) { p.refuse(401, 7000229) }, true, "Create Service Principal", "Permissions of Microsoft Graph"},
		"a disabled app, for its owner":     {func(p *proof) { p.refuse(400, 7000112) }, false, "", ""},
		"a slip of the user's own":          {func(p *proof) { p.answers.ClientID = "x" }, true, "", ""},
		"Microsoft's own trouble":           {func(p *proof) { p.refuse(503) }, true, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := goodProof()
			c.change(&p)
			s := p.settle()
			s.Diagnosing = c.diagnosing
			s.Values.Mailboxes = []string{"support@contoso.com"}
			offered := false
			for _, o := range page.Of(s).Options {
				offered = offered || o.Event == flow.AskOthers{Show: true}
			}
			if offered != (c.wants != "") {
				t.Fatalf("offered: %t", offered)
			}
			if _, effects := flow.Next(s, flow.AskOthers{}); s.RequestFits() != offered || (len(effects) > 0) != offered {
				t.Errorf("it fits: %t, effects %v", s.RequestFits(), effects)
			}
			if !offered {
				return
			}
			letter := s.Request()
			for _, w := range append(strings.Split(c.wants, "; "), "# Request: ", "Who can do it", "What to send back") {
				if !strings.Contains(letter, w) {
					t.Errorf("says nothing of %q", w)
				}
			}
			for _, w := range strings.Split(c.not, "; ") {
				if w != "" && strings.Contains(letter, w) {
					t.Errorf("says %q", w)
				}
			}
			if t.Failed() {
				t.Log(letter)
			}
		})
	}
}

// TestEveryCauseOfAnothersHasARequest: each has something to do in it, and no
// words that only mailgrant's user understands.
// A keyring that could not keep it as waiting is no reason against the request.
func TestARequestIsGivenWhereTheKeyringFailed(t *testing.T) {
	s, _ := flow.Next(flow.Begin(time.Time{}, nil), flow.ChoseGuide{ID: "email-this-issue-client-credentials"})
	s.At, s.Problems = guide.StepConsent, []finding.Finding{finding.New(finding.KeyringCheck, finding.KeyringLocked, "The keyring is locked.", "Unlock it.")}
	if _, effects := flow.Next(s, flow.AskOthers{}); len(effects) != 1 {
		t.Errorf("effects %v", effects)
	}
}

func TestEveryCauseOfAnothersHasARequest(t *testing.T) {
	values := form.Values{Registration: form.Registration{Guide: clientCredentials, ClientID: goodClient, Tenant: goodTenant}, Use: value.Both}
	for _, c := range catalogue.Causes() {
		f := finding.Of(finding.TokenCheck, c)
		if c.Owner() == finding.AppOwner {
			f.Codes = []string{"AADSTS7000112"}
		}
		if !request.Another(f, true) {
			continue
		}
		letter := request.ForCause(values, f, "mailgrant check x")
		if !regexp.MustCompile(`(?s)## What to do\n\n(Page: <https://[^>]+>[^\n]+\n\n)?1\. .+\n\n## `).MatchString(letter) || strings.Contains(letter, " --") || strings.Contains(letter, "mailgrant diagnose") {
			t.Errorf("%s:\n%s", c, letter)
		}
	}
}

// TestGuideAndRequestAgreeOnTheRedirectURI: both ask for one, or both say that
// it can stay empty.
func TestGuideAndRequestAgreeOnTheRedirectURI(t *testing.T) {
	for _, g := range guide.All() {
		step := g.Step(guide.StepRegister)
		says := strings.Join(step.Do, "\n")
		asks := neither(g.ID, guide.StepRequest)
		asks.Values.Redirect = ""
		letter := asks.Request()
		empty := regexp.MustCompile(`(?i)leave it empty`)
		if a, b := empty.MatchString(says), empty.MatchString(letter); a != b {
			t.Errorf("%s: the guide lets it stay empty: %t, the request: %t", g.ID, a, b)
		}
	}
}
