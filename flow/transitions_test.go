package flow_test

import (
	"slices"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// TestTransitions keeps the transition table where reviewers can read it: every
// place that a session can reach, with what it does there and not elsewhere.
func TestTransitions(t *testing.T) {
	t.Parallel()
	tab := transitions{heads: map[string][]string{}, known: map[string]known{}}
	for _, g := range inOrderOfTheTable {
		for _, step := range steps(g.id) {
			tab.add(g.short, string(step), atIn(g.id, step))
		}
	}
	for _, v := range append(variants(), atHome()...) {
		tab.add("", v.name, v.state)
	}
	compareGolden(t, "transitions.golden", `What each event makes of a session: event -> step and phase, what is asked for (!),
what else changed. A place is named for its step and, where it waits, for what it
waits for. What no place says is left out:

  typing            changes the answers; the organization's forgets its place, too
  back              leads to the step before
  paste a block     offers what it holds
  continue          leads to the next step
  jump to tenant    leads there
  keep as waiting   saves, once the organization's place is known
  any other event   changes nothing

A place that is "like" another differs from it in what follows, and in nothing else.
A guide that is not named has a place as CC has it, if at all: CC client credentials,
AC auth code, GF grant flow, AA Automation Anywhere. In a guide a request can be
made, a diagnosis begun and a message asked about anywhere.
`+tab.String())
}

var inOrderOfTheTable = []struct{ short, id string }{
	{"CC", clientCredentials}, {"AC", authCode}, {"GF", grantFlow}, {"AA", automationAnywhere},
}

// awaitedIn is what each waiting phase waits for.
var awaitedIn = map[flow.Phase][]finding.Check{
	flow.Looking: {finding.TenantCheck}, flow.Probing: {finding.KeyringCheck}, flow.Verifying: {finding.TenantCheck, finding.TokenCheck}, flow.Saving: {finding.KeyringCheck},
	flow.InBrowser: {finding.BrowserCheck}, flow.Opening: {finding.KeyringCheck}, flow.Removing: {finding.KeyringCheck}, flow.Testing: {finding.KeyringCheck}, flow.Explaining: {finding.BrowserCheck},
}

type variant struct {
	name  string
	state flow.State
}

// variants are states in which a step behaves differently from the happy path.
func variants() []variant {
	unavailable := finding.New(finding.KeyringCheck, finding.KeyringUnavailable, "No keyring answers here.", "Install one.")
	typed := drive(at(guide.StepTenant), obliging, flow.Typed{Field: guide.FieldOrganization, Text: "support@contoso.com"})
	found := drive(typed, obliging, flow.Continue{})
	unknown := drive(typed, only(nil), flow.Continue{})
	offline := drive(typed, func(e flow.Effect) flow.Event {
		return flow.TenantSeen{Attempt: e.(flow.LookUpTenant).Attempt, Cloud: value.Global, Discovery: wire.Discovery{Reply: failed(wire.Connect)}}
	}, flow.Continue{})
	noKeyring := at(guide.StepVerify)
	noKeyring.Keyring = &unavailable
	locked := withoutKeyring()
	dry := at(guide.StepVerify)
	dry.DryRun = true
	unproven := at(guide.StepVerify)
	unproven.Results.Token = &wire.Grant{Reply: refusedWith(401, 7000222)}
	waiting := at(guide.StepGuide)
	waiting.Pending = pendingCredentials()
	pasting := drive(atIn(authCode, guide.StepSignIn), obliging, flow.SignIn{Method: wire.PasteBack})
	pasted := drive(pasting, obliging, flow.Typed{Field: guide.FieldAnswer, Text: landed(goodRedirect)})
	offered := drive(at(guide.StepClientID), obliging, flow.Pasted{Text: value.NewSecret(block)})
	opening, _ := flow.Next(waiting, flow.Resume{Name: "waits"})
	aside, _ := flow.Next(atIn(grantFlow, guide.StepConsent), flow.SaveWaiting{})
	which := flow.Diagnosis(today, pendingCredentials())
	return []variant{
		{"which, of two saved ones", which},
		{"message, nothing typed", drive(which, obliging, flow.StartExplain{})},
		{"message, explained", drive(which, obliging, flow.StartExplain{}, flow.Typed{Field: guide.FieldMessage, Text: "AADSTS7000215"}, flow.Continue{})},
		{"values, in a diagnosis", drive(which, obliging, flow.StartDiagnosis{}, flow.StartSetup{Given: true}, flow.ChoseGuide{ID: clientCredentials})},
		{"prove, in a diagnosis", drive(which, obliging, flow.SelectSaved{Name: "waits"})},
		{"guide, two credentials wait", waiting},
		{"guide, the one that waits for consent", opening},
		{"tenant, an address typed", typed},
		{"tenant, found", found},
		{"tenant, no cloud knows it", unknown},
		{"tenant, not reached", offline},
		{"client ID, a block pasted", offered},
		{"client ID, the pasted in place", drive(offered, obliging, flow.PutPasted{})},
		{"request, of someone who can do neither", neither(authCode, guide.StepRequest)},
		{"values, of someone who can do neither", neither(clientCredentials, guide.StepValues)},
		{"values, given", given(authCode, guide.StepValues)},
		{"consent page, being set aside", aside},
		{"consent page, its browser on the way", visiting(atIn(grantFlow, guide.StepConsent), flow.Consent{Method: wire.Loopback})},
		{"sign-in, its browser on the way", visiting(atIn(authCode, guide.StepSignIn), flow.SignIn{Method: wire.Loopback})},
		{"prove, waiting for the consent", polling(1)},
		{"consent page, left while it was open", leftOpen(atIn(grantFlow, guide.StepConsent), flow.Consent{Method: wire.Loopback})},
		{"sign-in, the address is to be pasted", pasting},
		{"sign-in, the address was pasted", pasted},
		{"sign-in, left while it was open", leftOpen(atIn(authCode, guide.StepSignIn), flow.SignIn{Method: wire.Loopback})},
		{"prove, nobody signed in", drive(atIn(authCode, guide.StepSignIn), obliging, flow.SignIn{Method: wire.NotNow})},
		{"keyring, none", locked},
		{"prove, no keyring", noKeyring},
		{"prove, dry run", dry},
		{"prove, failed", unproven},
	}
}

// withoutKeyring is a session at the page of a keyring that can't be used.
func withoutKeyring() flow.State {
	return walk(begunIn(clientCredentials), keyringless, guide.StepKeyring)
}

// keyringless answers as if everything but the keyring works.
func keyringless(e flow.Effect) flow.Event {
	if p, ok := e.(flow.ProbeKeyring); ok {
		f := finding.New(finding.KeyringCheck, finding.KeyringUnavailable, "No keyring answers here.", "Install one.")
		return flow.KeyringSeen{Attempt: p.Attempt, Problem: &f}
	}
	return obliging(e)
}

// leftOpen starts a browser flow and leaves it before the browser comes back.
func leftOpen(s flow.State, visit flow.Event) flow.State {
	return drive(visiting(s, visit), obliging, flow.Leave{})
}

// visiting is a session with a browser flow in progress.
func visiting(s flow.State, visit flow.Event) flow.State {
	s, effects := flow.Next(s, visit)
	s, _ = flow.Next(s, obliging(effects[0]))
	return s
}

// TestAnEventOutOfPlaceBreaksNothing tries every event in every phase at every
// step, those too that no session reaches.
func TestAnEventOutOfPlaceBreaksNothing(t *testing.T) {
	t.Parallel()
	phases := []flow.Phase{flow.Asking, flow.Looking, flow.Probing, flow.Verifying, flow.Saving, flow.InBrowser, flow.Opening, flow.Removing, flow.Testing, flow.Explaining, flow.Over}
	for _, g := range guide.All() {
		for _, step := range steps(g.ID) {
			for _, phase := range phases {
				s := atIn(g.ID, step)
				s.Phase, s.Awaited = phase, awaitedIn[phase]
				people, results := everyEvent(s)
				for _, e := range slices.Concat(people, results) {
					next, effects := flow.Next(s, e.event)
					_, leaves := e.event.(flow.Leave)
					late := e.name == "told" || e.name == "token late"
					switch changed := told(s, next, effects); {
					case (phase == flow.Over || late || phase == flow.Asking && leaves) && changed != "":
						t.Errorf("%s, %s, %s: %s -> %s", g.ID, step, phase, e.name, changed)
					case leaves && next.Busy():
						t.Errorf("%s, %s, %s: this wait can't be left", g.ID, step, phase)
					}
				}
			}
		}
	}
}
