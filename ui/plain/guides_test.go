package plain

import (
	"fmt"
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/text"
)

const (
	callback = "https://jira.contoso.com/oauth2/callback"
	cameBack = callback + "?code=c0de-CanaryDoNotPrint&state=st4te"
)

// The answers that lead past a page; Enter takes its usual way on.
var (
	tenantPage  = []string{"support@contoso.com", "", ""} // look it up; register and consent
	mailboxPage = []string{"", ""}
	appPage     = []string{"", ""}     // after what to have ready
	notedPage   = []string{"", "", ""} // so too; no redirect URI
	neededPage  = []string{"", callback, ""}
	idPage      = []string{clientID, ""}
	endpoint1   = []string{clientID, "", ""} // and the token endpoint as it is
	endpoints2  = []string{clientID, "", "", ""}
	allowPage   = []string{""}
	consentPage = []string{""}
	secretPage  = []string{good, "2027-10-01", ""}
	provePage   = []string{""} // save it
	sheetPage   = []string{""}
)

// registered are the answers from the choice of a guide to its secret, with the
// consent before it.
func registered(guide string, register, ids []string) []string {
	return join([]string{guide}, tenantPage, register, ids, allowPage, consentPage)
}

// walks are the answers that lead through each guide.
func walks() map[string][]string {
	ends := join(provePage, sheetPage)
	return map[string][]string{
		"client credentials":     join(onward, secretPage, ends),
		"auth code, pasted back": join(signIn("1", cameBack, ""), ends),
		"auth code, not now":     join(signIn("3"), ends),
		"grant flow":             join([]string{"3"}, tenantPage, neededPage, endpoints2, allowPage, secretPage, []string{"1"}, ends),
		"zammad":                 join(registered("5", neededPage, idPage), secretPage, []string{"3"}, ends),
		"automation anywhere":    join([]string{"4"}, tenantPage, mailboxPage, appPage, idPage, allowPage, consentPage, secretPage, ends),
	}
}

func TestEachGuideIsWalkedLineByLine(t *testing.T) {
	for name, script := range walks() {
		t.Run(name, func(t *testing.T) {
			s := newScene(script...)
			if name == "grant flow" {
				s.pending = 2
			}
			state, err := s.play(t.Context(), begin())
			if err != nil || state.Outcome != flow.Saved || len(s.saved) != 1 || s.saved[0].Secret.Reveal() != good {
				t.Errorf("ended at %s %s with %q, %v:\n%s", state.At, state.Phase, state.Outcome, err, s.text())
			}
			wellSpoken(t, s.text())
			readsOut(t, s.text(), state)
		})
	}
}

// readsOut requires that every step of a session was read out: what its guide
// says, in its order, then what it asks.
func readsOut(t *testing.T, said string, state flow.State) {
	t.Helper()
	flat := func(text string) string { return strings.Join(strings.Fields(clicks(text)), " ") }
	fill := strings.NewReplacer("{app-name}", state.Guide().AppName, "{product}", state.Guide().Product, "{domain}", "contoso.com", "{admin}", "you@contoso.com")
	said = flat(said)
	rest := said
	for _, want := range spoken(state) {
		want = fill.Replace(flat(want))
		_, after, found := strings.Cut(rest, want)
		switch {
		case found:
			rest = after
		case strings.Contains(said, want):
			t.Errorf("%q is said too early", want)
		default:
			t.Errorf("nothing of %q", want)
		}
	}
}

// spoken are the texts of a session's steps in the order of reading.
func spoken(state flow.State) []string {
	all := []string{"mailgrant, line by line. Type help at any question for the words you can use."}
	steps := state.Steps()
	for i, s := range steps {
		all = append(all, fmt.Sprintf("Page %d of %d: %s", i+1, len(steps), s.Title))
		switch s.ID {
		case guide.StepVerify, guide.StepHandoff: // it says how far things are
		case guide.StepTenant:
			all = append(all, state.Guide().Step(s.ID).Lead...)
		default:
			all = append(all, s.Lead...)
		}
		if s.Path != "" {
			all = append(all, "Type open to open the page, or link to hear its address.", "By clicks: "+s.Path)
		}
		for j, do := range s.Do {
			all = append(all, fmt.Sprintf("Step %d of %d: %s", j+1, len(s.Do), do))
		}
		if s.ID == guide.StepPermission {
			for _, p := range state.Guide().Permissions {
				all = append(all, "Permission: "+p.Name+", type "+string(p.Kind)+", "+page.Needed(p)+".")
			}
		}
		for _, spoken := range s.Spoken {
			if s.ID == guide.StepConsent && s.Path == "" { // Microsoft's page is named by its address
				continue
			}
			all = append(all, "On the page: "+spoken)
		}
		all = append(all, s.See)
		if n := len(s.IfNot); n > 0 { // more reads them
			all = append(all, "Type more for: "+text.Count(n, "question"))
		}
		for _, id := range s.Fields {
			if id != guide.FieldAnswer && id != guide.FieldName { // asked for after a sign-in only; proposed
				all = append(all, state.Field(id).Label)
			}
		}
		if s.ID == guide.StepTenant {
			all = append(all, "Asking Microsoft which tenant this is. Type stop to stop waiting.", "The wait is over.", "Found. Is this your organization", "Domain: contoso.com", "Yes: register and consent")
		}
	}
	for _, e := range state.Guide().Sheet {
		all = append(all, e.Label+": ")
	}
	return append(all, state.Guide().After...)
}

func join(parts ...[]string) []string {
	var all []string
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}
