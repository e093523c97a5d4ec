package flow_test

import (
	"regexp"
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// TestARequestSaysAllThatIsNeeded checks that each guide's request, before and
// after the registration, tells its reader all they need.
func TestARequestSaysAllThatIsNeeded(t *testing.T) {
	for _, g := range guide.All() {
		for name, s := range map[string]flow.State{
			"to register":         neither(g.ID, guide.StepRequest),
			"to register, early":  drive(flow.Begin(today, nil), obliging, flow.ChoseGuide{ID: g.ID}),
			"to consent":          atIn(g.ID, guide.StepConsent),
			"to consent, at last": atIn(g.ID, guide.StepVerify),
		} {
			t.Run(g.ID+" "+name, func(t *testing.T) {
				text := s.Request()
				wanted := []string{"# Request: ", "Admin consent", "Who can do it", "What to send back", "What success looks like", "Granted for"}
				for _, p := range g.Wanted(s.Values.Use) {
					wanted = append(wanted, "| "+p.Name+" | "+string(p.Kind)+" | `"+p.ID+"` | "+p.Why+" |")
				}
				role := "Privileged Role Administrator or Global Administrator"
				if g.Delegated() {
					role = "Cloud Application Administrator"
				}
				wanted = append(wanted, role)
				if strings.HasPrefix(name, "to register") {
					wanted = append(wanted, g.AppName, "Single tenant only", "Redirect URI", "Application Developer", "Never by e-mail", "Directory (tenant) ID", "expires")
				} else {
					wanted = append(wanted, goodClient, goodTenant, "No secret is needed", "<https://login.microsoftonline.com/"+goodTenant+"/adminconsent?client_id="+goodClient+">")
				}
				for _, w := range wanted {
					if !strings.Contains(text, w) {
						t.Errorf("says nothing of %q", w)
					}
				}
				if found := regexp.MustCompile(`\{[a-z-]+\}|  |\(\)`).FindString(text); found != "" || strings.Contains(text, "CanaryDo") {
					t.Errorf("holds %q:\n%s", found, text)
				}
			})
		}
	}
}

// TestARequestHoldsJudgedValuesOnly types hostile text in every field.
func TestARequestHoldsJudgedValuesOnly(t *testing.T) {
	for _, bad := range []string{hostile, canary, "https://x/" + hostile, "https://x/`id`", "contoso.com\n# Heading", "<script>", "../../etc/passwd"} {
		for _, g := range guide.All() {
			for _, s := range []flow.State{neither(g.ID, guide.StepRequest), atIn(g.ID, guide.StepConsent), drive(flow.Begin(today, nil), obliging, flow.ChoseGuide{ID: g.ID})} {
				for _, field := range everyField {
					if field != guide.FieldSecret {
						s = drive(s, obliging, flow.Typed{Field: field, Text: bad})
					}
				}
				text := s.Request()
				for _, part := range []string{bad, "hostile", "CanaryDoNotPrint", "`id`", "# Heading", "script", "passwd"} {
					if strings.Contains(text, part) {
						t.Errorf("%s at %s holds %q", g.ID, s.At, part)
					}
				}
				refused, effects := flow.Next(s, flow.AskOthers{File: true})
				if s.At == guide.StepRequest {
					if len(effects) > 0 || len(refused.Problems) == 0 || refused.Problems[0].Field != guide.FieldRedirect {
						t.Errorf("%s: a request with %q: %v, %v", g.ID, s.Values.Redirect, effects, refused.Problems)
					}
					_, effects = flow.Next(drive(s, obliging, flow.Typed{Field: guide.FieldRedirect}), flow.AskOthers{File: true})
				}
				if name := effects[0].(flow.WriteFile).Name; strings.ContainsAny(name, `/\ `) || !strings.HasSuffix(name, "-request.md") {
					t.Errorf("a file named %q", name)
				}
			}
		}
	}
}

func TestTheRedirectURIOfARequest(t *testing.T) {
	for name, c := range map[string]struct{ guide, redirect, want string }{
		"as the product shows it":     {authCode, goodRedirect, "- Redirect URI: platform Web, `" + goodRedirect + "`"},
		"not known yet":               {authCode, "", "- Redirect URI: platform Web; I send it to you"},
		"a wrong one is as good":      {authCode, "http://jira", "- Redirect URI: platform Web; I send it to you"},
		"where the page asks for one": {clientCredentials, goodRedirect, "- Redirect URI: platform Web, `" + goodRedirect + "`"},
		"where the grant uses none":   {clientCredentials, "", "- Redirect URI: leave it empty; this grant does not use it"},
		"where the product has none":  {automationAnywhere, "", "- Redirect URI: leave it empty"},
	} {
		s := flow.State{At: guide.StepRequest, Case: check.Case{Values: form.Values{Registration: form.Registration{Guide: c.guide, Redirect: c.redirect}, Use: value.Both}}}
		if text := s.Request(); !strings.Contains(text, c.want) {
			t.Errorf("%s: nothing of %q in:\n%s", name, c.want, text)
		}
	}
}

// TestARequestKeepsToWhatIsKnown: it names no credential that is not saved, and no
// app before there is one.
func TestARequestKeepsToWhatIsKnown(t *testing.T) {
	s := atIn(clientCredentials, guide.StepConsent)
	if text := s.Request(); strings.Contains(text, "mailgrant check") || !strings.Contains(text, "I prove it with mailgrant, ") {
		t.Errorf("not saved:\n%s", text)
	}
	s.Kept = "contoso"
	if text := s.Request(); !strings.Contains(text, "`mailgrant check contoso`") {
		t.Errorf("saved:\n%s", text)
	}
	s.Practice = true
	if text := s.Request(); strings.Contains(text, "check contoso") {
		t.Errorf("in practice:\n%s", text)
	}
	s = neither(clientCredentials, guide.StepRequest)
	s.Values.ClientID = goodClient // filled in for another organization
	for _, at := range []finding.StepID{guide.StepTenant, guide.StepRequest} {
		s.At = at
		if text := s.Request(); strings.Contains(text, goodClient) || !strings.Contains(text, "Please register an app") {
			t.Errorf("at %s:\n%s", at, text)
		}
	}
}
