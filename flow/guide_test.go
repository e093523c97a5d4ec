package flow_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// TestTheGuideHasAllThatItsPageHas lists what META-INF's page "Graph API with
// Client Credentials Grant (Application access)" asks for, step by step, and
// where the guide says it.
func TestTheGuideHasAllThatItsPageHas(t *testing.T) {
	g := contosoGuide()
	for name, c := range map[string]struct {
		step  finding.StepID
		words []string
	}{
		"1: the portal, in one's own directory":        {guide.StepPortal, []string{"sign in with your full e-mail address", "organization at the top right", "App registrations"}},
		"2: New registration":                          {guide.StepRegister, []string{"press New registration"}},
		"3: a name easy to recognise":                  {guide.StepRegister, []string{"Name: one you will recognize"}},
		"3: single tenant, old and new wording":        {guide.StepRegister, []string{"Single tenant only", "Accounts in this organizational directory only"}},
		"3: multitenant, old and new wording":          {guide.StepRegister, []string{"Multiple Entra ID tenants", "Accounts in any organizational directory", "if other organizations"}},
		"3: Web stays selected":                        {guide.StepRegister, []string{"leave Web selected"}},
		"3: the redirect URI, of this Jira":            {guide.StepRegister, []string{"OAuth2 Client Credentials screen", "specific to your Jira"}},
		"3: no SMTP or IMAP for personal accounts":     {guide.StepRegister, []string{"SMTP and IMAP is not supported for personal Microsoft accounts"}},
		"4: Add a permission, Microsoft Graph":         {guide.StepPermission, []string{"API permissions", "Press Add a permission > Microsoft Graph"}},
		"4: Application permissions":                   {guide.StepPermission, []string{"> Application permissions (not Delegated)"}},
		"4: the other menu the page names":             {guide.StepPermission, []string{"Security > Permissions"}},
		"4: grant admin consent":                       {guide.StepConsent, []string{"Grant admin consent", "Answer Yes"}},
		"5: Certificates & secrets, New client secret": {guide.StepSecret, []string{"Certificates & secrets", "New client secret"}},
		"5: a description and an end":                  {guide.StepSecret, []string{"a description", "when it expires", "Press Add"}},
		"5: copy the Value, it is not shown again":     {guide.StepSecret, []string{"copy the Value", "shows it once"}},
		"6: where the client ID is":                    {guide.StepClientID, []string{"Overview", "Copy Application (client) ID"}},
		"6: where the endpoint is, and that it is V2":  {guide.StepEndpoint, []string{"Overview", "Press Endpoints", "token endpoint (v2)   .../oauth2/v2.0/token   <- this one"}},
	} {
		t.Run(name, func(t *testing.T) {
			text := instructions(g.Step(c.step))
			for _, w := range c.words {
				if !strings.Contains(text, w) {
					t.Errorf("%s says nothing of %q", c.step, w)
				}
			}
		})
	}
	after := strings.Join(g.After, " ")
	for _, w := range []string{"OAuth2 credentials", "create a new credential", "Do not press Authorize"} {
		if !strings.Contains(after, w) {
			t.Errorf("after: nothing of %q", w)
		}
	}
}

// instructions is all that a step tells a person.
func instructions(s guide.Step) string {
	all := slices.Concat([]string{s.Title, s.Path, s.See}, s.Lead, s.Do, s.Sketch, s.Notes, s.Folded)
	for _, i := range s.IfNot {
		all = append(all, i.If, i.Then)
	}
	return strings.Join(all, "\n")
}

func TestTheUseDecidesThePermissions(t *testing.T) {
	for use, want := range map[value.Use]string{
		value.Incoming: "User.Read.All, Mail.ReadWrite",
		value.Outgoing: "User.Read.All, Mail.Send",
		value.Both:     "User.Read.All, Mail.ReadWrite, Mail.Send",
	} {
		var got []string
		for _, p := range contosoGuide().Wanted(use) {
			got = append(got, p.Name)
			if p.Kind != guide.Application || !value.IsGUID(p.ID) || p.Why == "" {
				t.Errorf("%+v", p)
			}
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%v: %v", use.Names(), got)
		}
	}
}

func TestUsesAreReadAndSpelledAlike(t *testing.T) {
	for text, want := range map[string]value.Use{"incoming": value.Incoming, " Outgoing": value.Outgoing, "incoming,outgoing": value.Both, "outgoing, incoming": value.Both, "both": value.Both} {
		if got, err := value.ParseUse(text); err != nil || got != want {
			t.Errorf("%q: %v, %v", text, got, err)
		}
		if again, err := value.ParseUse(strings.Join(want.Names(), ",")); err != nil || again != want {
			t.Errorf("%v is not read back: %v, %v", want.Names(), again, err)
		}
	}
	for _, text := range []string{"", "mail", "incoming,", "incoming;outgoing"} {
		if got, err := value.ParseUse(text); err == nil {
			t.Errorf("%q is read as %v", text, got.Names())
		}
	}
}

func TestEveryGuideIsWhole(t *testing.T) {
	ids := map[string]bool{}
	for _, g := range guide.All() {
		if found, ok := guide.Find(g.ID); !ok || found.Title != g.Title || ids[g.ID] {
			t.Errorf("%s is not found by its ID", g.ID)
		}
		ids[g.ID] = true
		if g.Product == "" || g.Title == "" || g.Blurb == "" || g.Grant.Words() == "" || len(g.Sheet) == 0 || len(g.After) == 0 {
			t.Errorf("%s is incomplete", g.ID)
		}
		for _, s := range g.Steps {
			if s.Title == "" || s.Short == "" {
				t.Errorf("%s: step %s has no title", g.ID, s.ID)
			}
			if s.Blade != "" && (s.Path == "" || len(s.Do) == 0 || s.See == "" || len(s.IfNot) == 0) {
				t.Errorf("%s: a portal step says the path, what to do, what to see and what if not; %s does not", g.ID, s.ID)
			}
			for _, id := range s.Fields {
				if f := guide.FieldOf(id); f.Label == "" || f.Where == "" || f.Example == "" || guide.FieldOf(id).Step != s.ID {
					t.Errorf("%s: field %s is not described, or judged for another step", g.ID, id)
				}
			}
		}
	}
	if _, ok := guide.Find("nosuch"); ok {
		t.Error("found a guide that does not exist")
	}
}

// TestSentencesOfTheGuides checks every text against the house style.
func TestSentencesOfTheGuides(t *testing.T) {
	for _, g := range guide.All() {
		texts := slices.Concat([]string{g.Blurb}, g.After, g.Differs)
		for _, s := range g.Steps {
			texts = slices.Concat(texts, s.Lead, s.Do, s.Notes, s.Folded)
			if s.See != "" {
				texts = append(texts, s.See)
			}
			for _, n := range s.IfNot {
				texts = append(texts, n.Then)
				if strings.HasSuffix(n.If, ".") {
					t.Errorf("a condition is not a sentence: %q", n.If)
				}
			}
			for _, line := range s.Sketch {
				if len(line) > 70 || !ascii(line) {
					t.Errorf("not fit for a narrow screen: %q", line)
				}
			}
		}
		for _, text := range texts {
			if !strings.HasSuffix(text, ".") || strings.Contains(text, "  ") || len(text) > 320 || !ascii(text) {
				t.Errorf("%s: %d characters: %q", g.ID, len(text), text)
			}
		}
	}
	for _, id := range []finding.FieldID{guide.FieldOrganization, guide.FieldRedirect, guide.FieldClientID, guide.FieldSecret, guide.FieldExpires, guide.FieldToken, guide.FieldName} {
		if f := guide.FieldOf(id); !strings.HasSuffix(f.Where, ".") || !ascii(f.Where) {
			t.Errorf("%s: %q", id, f.Where)
		}
	}
}

func ascii(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r > unicode.MaxASCII })
}

// TestAutomationAnywhereSaysWhatReachesSharedMailboxes: its page asks for two
// permissions that an app without a user can't have.
func TestAutomationAnywhereSaysWhatReachesSharedMailboxes(t *testing.T) {
	g := guideOf(automationAnywhere)
	saysAll(t, g, map[string]said{
		"the .Shared permissions": {guide.StepPermission, []string{"Mail.Read.Shared and Mail.ReadWrite.Shared", "Delegated permissions only", "opens shared mailboxes too"}},
		"both account types":      {guide.StepRegister, []string{"Single tenant only", "Multiple Entra ID tenants"}},
	})
	i := slices.IndexFunc(g.Sheet, func(e guide.Entry) bool { return e.Label == "Username" })
	if !strings.Contains(g.Sheet[i].Note, "a shared mailbox works too") {
		t.Errorf("the sheet says %q", g.Sheet[i].Note)
	}
}
