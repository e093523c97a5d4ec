package flow_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// TestTheAuthCodeGuideHasAllThatItsPageHas lists what META-INF's page "Graph API
// with Auth Code (Delegated access)" asks for, and where the guide says it.
func TestTheAuthCodeGuideHasAllThatItsPageHas(t *testing.T) {
	g := guideOf(authCode)
	saysAll(t, g, map[string]said{
		"1: the portal, in one's own directory":        {guide.StepPortal, []string{"sign in", "organization", "App registrations"}},
		"2: New registration":                          {guide.StepRegister, []string{"press New registration"}},
		"3: a name easy to recognise":                  {guide.StepRegister, []string{"Name", "recognize"}},
		"3: single tenant, old and new wording":        {guide.StepRegister, []string{"Single tenant only", "Accounts in this organizational directory only"}},
		"3: multitenant, old and new wording":          {guide.StepRegister, []string{"Multiple Entra ID tenants", "Accounts in any organizational directory", "other organizations"}},
		"3: Web stays selected":                        {guide.StepRegister, []string{"leave Web selected"}},
		"3: the redirect URI, of this Jira":            {guide.StepRegister, []string{"OAuth2 Client Credentials screen", "specific to your Jira"}},
		"Microsoft: what a redirect URI may be":        {guide.StepRegister, []string{"needs the redirect URI", "https://", "256 characters", "! $ ' ( ) , ;", "upper and lower case"}},
		"4.1: Add a permission, Microsoft Graph":       {guide.StepPermission, []string{"API permissions", "Add a permission", "Microsoft Graph"}},
		"4.1: the other menu the page names":           {guide.StepPermission, []string{"Security > Permissions"}},
		"4.2: Delegated permissions":                   {guide.StepPermission, []string{"Delegated permissions (not Application)"}},
		"4.2.1: why the general ones, in each use":     {guide.StepPermission, []string{"refresh token", "offline_access and openid"}},
		"4.2.1: User.Read by hand if it is not there":  {guide.StepPermission, []string{"User.Read", "by hand"}},
		"4.2.2, 4.2.3: search for mail.":               {guide.StepPermission, []string{`Search for "mail."`}},
		"Microsoft: consent by an administrator":       {guide.StepConsent, []string{"late 2025", "Grant admin consent", "Yes", "Cloud Application Administrator"}},
		"5.1, 5.2: Certificates & secrets, New secret": {guide.StepSecret, []string{"Certificates & secrets", "New client secret"}},
		"5.3 to 5.5: a description, an end, Add":       {guide.StepSecret, []string{"description", "expires", "Press Add"}},
		"5.6: copy the Value, it is not shown again":   {guide.StepSecret, []string{"copy the Value", "shows it once"}},
		"6.4: where the client ID is":                  {guide.StepClientID, []string{"Overview", "Application (client) ID"}},
		"6.6, 6.7: where the endpoints are, and V2":    {guide.StepEndpoint, []string{"Overview", "Endpoints", "V2", "authorization endpoint (v2)", "token endpoint (v2)"}},
		"Microsoft: what the sign-in page may say":     {guide.StepSignIn, []string{"Need admin approval", "AADSTS50011", "AADSTS700016"}},
		"Microsoft: who may register and consent":      {guide.StepRights, []string{"Application Developer", "Application Administrator"}},
	})
	toldInOrder(t, afterwards(g), "create a new credential", "Press Authorize there",
		"https://myapps.microsoft.com", "until it expires", "registration as it is, and other accounts")
	toldInOrder(t, []string{guide.RemoveLocalhost}, "Required: remove http://localhost", "Authentication", "Redirect URIs", "Save")
	toldInOrder(t, g.Differs, "MC1163922", "Authorizing is added", "offline_access brings it", "outgoing", "Revoke permissions")
}

// TestTheGrantFlowGuideHasAllThatItsPageHas does the same for META-INF's page
// "Enabling OAuth2 Authorization in your Microsoft Account - Grant Flow".
func TestTheGrantFlowGuideHasAllThatItsPageHas(t *testing.T) {
	g := guideOf(grantFlow)
	saysAll(t, g, map[string]said{
		"grant admin consent after adding permissions": {guide.StepPermission, []string{"Don't forget admin consent", "Grant admin consent"}},
		"the auth endpoint ends in /adminconsent":      {guide.StepEndpoint, []string{"ends in /adminconsent", "/v2.0/adminconsent right after the tenant", "Microsoft does not document that form"}},
		"the authorization's steps":                    {guide.StepConsent, []string{"Accept", "Privileged Role Administrator or Global Administrator", "?client_id=", "&redirect_uri="}},
		"the portal's way to consent":                  {guide.StepConsent, []string{"Grant admin consent for", "answer Yes", "Not granted", "greyed out"}},
		"Microsoft: error before admin_consent":        {guide.StepConsent, []string{"error=", "even if admin_consent=True"}},
		"sibling pages: registration":                  {guide.StepRegister, []string{"press New registration", "Single tenant only", "Multiple Entra ID tenants", "leave Web selected", "specific to your Jira"}},
		"sibling pages: personal accounts":             {guide.StepRegister, []string{"SMTP and IMAP is not supported for personal Microsoft accounts"}},
		"sibling pages: application permissions":       {guide.StepPermission, []string{"Application permissions (not Delegated)", "Microsoft Graph"}},
		"sibling pages: the V2 token endpoint":         {guide.StepEndpoint, []string{"Overview", "Endpoints", "token endpoint (v2)"}},
		"Microsoft: earlier grants are replaced":       {guide.StepConsent, []string{"withdrawn"}},
		"Microsoft: a redirect URI is needed":          {guide.StepRegister, []string{"needs the redirect URI"}},
	})
	toldInOrder(t, afterwards(g), "create a new credential", "Press Authorization", "Authorized successfully", "no authorizing one by one",
		"Microsoft Graph with OAuth2", "delete it and create it again")
	toldInOrder(t, g.Differs, "is not known here", "/v2.0/adminconsent", "/oauth2/v2.0/adminconsent", "no words for", "all three permissions", "withdraw an earlier grant")
	if said := fmt.Sprintf("%+v", g); strings.Contains(said, "this grant does not use it") {
		t.Error("the consent page answers to the redirect URI; the guide says that the grant does not use it")
	}
}

// afterwards is all that a guide says for after the hand-off.
func afterwards(g guide.Guide) []string {
	return slices.Concat(g.After, g.Step(guide.StepHandoff).Folded)
}

type said struct {
	step  finding.StepID
	words []string
}

func saysAll(t *testing.T, g guide.Guide, wanted map[string]said) {
	t.Helper()
	for name, c := range wanted {
		t.Run(name, func(t *testing.T) {
			text := fmt.Sprintf("%+v", g.Step(c.step))
			for _, w := range c.words {
				if !strings.Contains(text, w) {
					t.Errorf("%s says nothing of %q", c.step, w)
				}
			}
		})
	}
}

// toldInOrder requires each word to follow the one before.
func toldInOrder(t *testing.T, texts []string, words ...string) {
	t.Helper()
	rest := strings.Join(texts, "\n")
	for _, w := range words {
		_, after, ok := strings.Cut(rest, w)
		if !ok {
			t.Errorf("nothing of %q, or not in its place", w)
			continue
		}
		rest = after
	}
}

func TestTheSheetsOfEmailThisIssueAreTheProducts(t *testing.T) {
	for id, values := range map[string][]string{
		"email-this-issue-client-credentials": {"{name}", "Microsoft 0365", "Client Credentials", "{client-id}", "secret", "", "{token-endpoint}"},
		"email-this-issue-auth-code":          {"{name}", "Microsoft 0365", "Auth code", "{client-id}", "secret", "{auth-endpoint}", "{token-endpoint}"},
		"email-this-issue-grant-flow":         {"{name}", "Microsoft 0365", "Grant flow", "{client-id}", "secret", "{auth-endpoint}", "{token-endpoint}"},
	} {
		g := emailThisIssue(id)
		labels := []string{"Name", "OAuth2 Service Provider", "Grant type", "Client ID", "Client Secret", "Auth Endpoint URL", "Token Endpoint URL"}
		for i, e := range g.Sheet {
			value := e.Value
			if e.Secret {
				value += "secret"
			}
			if i >= len(labels) || e.Label != labels[i] || value != values[i] {
				t.Errorf("%s: line %d is %q: %q", id, i+1, e.Label, value)
			}
		}
		if len(g.Sheet) != len(labels) {
			t.Errorf("%s: %d lines", id, len(g.Sheet))
		}
	}
}

func emailThisIssue(id string) guide.Guide {
	for _, g := range []guide.Guide{guideOf(clientCredentials), guideOf(grantFlow), guideOf(authCode)} {
		if g.ID == id {
			return g
		}
	}
	return guide.Guide{}
}

// TestTheUseDecidesThePermissionsOfEveryGuide compares names, kinds and IDs
// with facts/entra.md section 7.
func TestTheUseDecidesThePermissionsOfEveryGuide(t *testing.T) {
	application := map[string]string{
		"Mail.ReadWrite": "e2a3a72e-5f79-4c64-b1b1-878b674786c9",
		"Mail.Send":      "b633e1c5-b582-4048-a93e-9f11b44c7e96",
		"User.Read.All":  "df021288-bdef-4463-88db-98f22de89214",
	}
	delegated := map[string]string{
		"offline_access":        "7427e0e9-2fba-42fe-b0c0-848c9e6a8182",
		"openid":                "37f7f235-527c-4136-accd-4a02d197296e",
		"User.Read":             "e1fe6dd8-ba31-4d61-89e7-88639da4683d",
		"Mail.ReadWrite":        "024d486e-b451-40bb-833d-3e66d98c5c73",
		"Mail.ReadWrite.Shared": "5df07973-7d5d-46ed-9847-1271055cbd51",
		"Mail.Send":             "e383f46e-2787-4529-855e-0e479a3ffac0",
		"Mail.Send.Shared":      "a367ab51-6b49-43bf-a716-a1fb06d2a174",
	}
	general := "offline_access, openid, User.Read"
	for name, c := range map[string]struct {
		guide guide.Guide
		use   value.Use
		kind  guide.Kind
		ids   map[string]string
		want  string
	}{
		"grant flow, to fetch": {guideOf(grantFlow), value.Incoming, guide.Application, application, "Mail.ReadWrite, User.Read.All"},
		"grant flow, to send":  {guideOf(grantFlow), value.Outgoing, guide.Application, application, "Mail.Send, User.Read.All"},
		"grant flow, both":     {guideOf(grantFlow), value.Both, guide.Application, application, "Mail.ReadWrite, Mail.Send, User.Read.All"},
		"auth code, to fetch":  {guideOf(authCode), value.Incoming, guide.Delegated, delegated, general + ", Mail.ReadWrite, Mail.ReadWrite.Shared"},
		"auth code, to send":   {guideOf(authCode), value.Outgoing, guide.Delegated, delegated, general + ", Mail.Send, Mail.Send.Shared"},
		"auth code, both":      {guideOf(authCode), value.Both, guide.Delegated, delegated, general + ", Mail.ReadWrite, Mail.ReadWrite.Shared, Mail.Send, Mail.Send.Shared"},
		"client credentials":   {guideOf(clientCredentials), value.Both, guide.Application, application, "User.Read.All, Mail.ReadWrite, Mail.Send"},
		"Automation Anywhere":  {guideOf(automationAnywhere), value.Both, guide.Application, application, "Mail.ReadWrite, Mail.Send"},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, p := range c.guide.Wanted(c.use) {
				got = append(got, p.Name)
				if p.Kind != c.kind || p.ID != c.ids[p.Name] || p.Why == "" {
					t.Errorf("%+v", p)
				}
			}
			if strings.Join(got, ", ") != c.want {
				t.Error(got)
			}
		})
	}
}

func TestTheStepsComeInTheirOrder(t *testing.T) {
	for name, c := range map[string]struct {
		guide      guide.Guide
		auth       value.EndpointKind
		steps      []finding.StepID
		redirected bool
	}{
		"grant flow: the consent page needs the auth endpoint, so it comes behind": {guideOf(grantFlow), value.EndpointAdminConsent, []finding.StepID{
			guide.StepRights, guide.StepUse, guide.StepTenant, guide.StepReady, guide.StepPortal, guide.StepRegister, guide.StepClientID, guide.StepPermission, guide.StepKeyring,
			guide.StepSecret, guide.StepEndpoint, guide.StepConsent, guide.StepVerify, guide.StepKeep, guide.StepHandoff,
		}, true},
		"auth code: the sign-in needs consent, secret and endpoints, so it comes behind": {guideOf(authCode), value.EndpointAuthorize, []finding.StepID{
			guide.StepRights, guide.StepUse, guide.StepTenant, guide.StepReady, guide.StepPortal, guide.StepRegister, guide.StepClientID, guide.StepPermission, guide.StepConsent,
			guide.StepKeyring, guide.StepSecret, guide.StepEndpoint, guide.StepSignIn, guide.StepVerify, guide.StepKeep, guide.StepHandoff,
		}, true},
	} {
		t.Run(name, func(t *testing.T) {
			var steps []finding.StepID
			for _, s := range c.guide.Steps {
				steps = append(steps, s.ID)
			}
			if !slices.Equal(steps, c.steps) || c.guide.Auth != c.auth || c.guide.Redirected != c.redirected {
				t.Error(steps, c.guide.Auth, c.guide.Redirected)
			}
		})
	}
}

// TestAnActionIsShort limits the length of actions, which users read while they
// click.
func TestAnActionIsShort(t *testing.T) {
	stop := regexp.MustCompile(`[.!?][")]* +[A-Z"(]`)
	for _, g := range append(guide.All(), guideOf(grantFlow), guideOf(authCode)) {
		for _, s := range g.Steps {
			for _, do := range s.Do {
				if n := len(stop.FindAllString(do, -1)) + 1; n > 2 {
					t.Errorf("%s, %s: %d sentences: %q", g.ID, s.ID, n, do)
				}
			}
		}
	}
}
