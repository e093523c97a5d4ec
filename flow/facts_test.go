package flow_test

import (
	"slices"
	"strings"
	"testing"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
)

// TestTheGuidesSayWhatTheFactsSay: facts/entra.md section 14.1 as far as the
// guides speak of it.
func TestTheGuidesSayWhatTheFactsSay(t *testing.T) {
	has := func(g guide.Guide, id finding.StepID, words string) bool {
		s := g.Step(id)
		all := slices.Concat(s.Lead, s.Do, s.Notes, s.Folded)
		for _, n := range s.IfNot {
			all = append(all, n.If+"? "+n.Then)
		}
		return strings.Contains(strings.Join(all, "\n"), words)
	}
	for _, g := range guide.All() {
		delegated := g.Grant == guide.AuthorizationCode
		redirected := g.Redirected
		for _, c := range []struct {
			what  string
			step  finding.StepID
			words string
			wants bool
		}{
			{"the portals ask administrators for a second proof", guide.StepPortal, "multi-factor authentication", true},
			{"a policy can forbid secrets", guide.StepSecret, "Enterprise apps > Security > Application policies", true},
			{"a product that changes messages needs more", guide.StepPermission, "Mail-Advanced.ReadWrite.All", g.ChangesMail()},
			{"Conditional Access reaches small sign-ins", guide.StepSignIn, "AADSTS53003", delegated},
			{"an administrator consents to mail", guide.StepConsent, "only an administrator", delegated},
			{"today's button for a redirect URI", guide.StepRegister, "Redirect URI configuration > Add Redirect URI > Web (older portals: Add a platform > Web)", redirected},
		} {
			if got := has(g, c.step, c.words); got != c.wants {
				t.Errorf("%s, %s: %q is there: %t, want %t", g.ID, c.what, c.words, got, c.wants)
			}
		}
	}
}

// TestPracticeSaysWhereItIsRepaired: where one button of the practice portal or
// the consent page repairs a sample, nobody is told to take another app.
func TestPracticeSaysWhereItIsRepaired(t *testing.T) {
	for name, c := range map[string]struct {
		guide string
		spoil func(*proof)
		says  string
	}{
		"on the consent page": {grantFlow, func(p *proof) { p.grant.Roles, p.grant.Probed = nil, nil }, "press Accept"},
		"in the portal":       {clientCredentials, func(p *proof) { p.grant.Roles, p.grant.Probed = nil, nil }, "practice portal"},
		"a secret":            {clientCredentials, func(p *proof) { p.refuse(401, 7000222) }, "practice portal"},
		"nowhere":             {clientCredentials, func(p *proof) { p.refuse(400, 90002) }, "values of a good app"},
	} {
		t.Run(name, func(t *testing.T) {
			s := atIn(c.guide, guide.StepVerify)
			p := goodProof()
			p.answers = s.Values
			c.spoil(&p)
			s.Results = p.settle().Results
			s.Practice = true
			if lead := strings.Join(page.Of(s).Lead, "\n"); !strings.Contains(lead, c.says) {
				t.Errorf("nothing of %q in %q", c.says, lead)
			}
		})
	}
}
