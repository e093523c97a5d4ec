package flow_test

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// TestTransitions keeps the whole transition table where reviewers can read it.
// It groups places that handle every event alike, and events that a place
// handles alike.
func TestTransitions(t *testing.T) {
	t.Parallel()
	var tab transitions
	for _, g := range inOrderOfTheTable {
		for _, step := range steps(g.id) {
			for _, phase := range []flow.Phase{flow.Asking, flow.Looking, flow.Probing, flow.Verifying, flow.Saving, flow.InBrowser, flow.Opening, flow.Explaining, flow.Over} {
				s := atIn(g.id, step)
				s.Phase, s.Awaited = phase, awaitedIn[phase]
				tab.add(g.short, string(step), string(phase), s)
			}
		}
	}
	for _, v := range variants() {
		tab.add("", v.name, string(v.state.Phase), v.state)
	}
	compareGolden(t, "transitions.golden", "What each event makes of a session: step x phase x event -> step and phase, what\n"+
		"is asked for (!), what else changed. Events that change nothing are left out.\n"+
		"CC client credentials, AC auth code, GF grant flow, AA Automation Anywhere; a step\n"+
		"without one is alike in all guides that have it. The request can be copied and\n"+
		"written anywhere in a guide, a diagnosis begun and a message asked about.\n"+tab.String())
}

var inOrderOfTheTable = []struct{ short, id string }{
	{"CC", clientCredentials}, {"AC", authCode}, {"GF", grantFlow}, {"AA", automationAnywhere},
}

// awaitedIn is what each waiting phase waits for.
var awaitedIn = map[flow.Phase][]finding.Check{
	flow.Looking: {finding.TenantCheck}, flow.Probing: {finding.KeyringCheck}, flow.Verifying: {finding.TenantCheck, finding.TokenCheck}, flow.Saving: {finding.KeyringCheck},
	flow.InBrowser: {finding.BrowserCheck}, flow.Opening: {finding.KeyringCheck}, flow.Explaining: {finding.BrowserCheck},
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
	noKeyring := at(guide.StepKeep)
	noKeyring.Keyring = &unavailable
	dry := at(guide.StepKeep)
	dry.DryRun = true
	unproven := at(guide.StepKeep)
	unproven.Results.Token = &wire.Grant{Reply: refusedWith(401, 7000222)}
	ticked := drive(at(guide.StepPermission), obliging, flow.TickedAll{})
	warned := drive(at(guide.StepPermission), obliging, flow.Continue{})
	waiting := at(guide.StepGuide)
	waiting.Pending = pendingCredentials()
	pasting := drive(atIn(authCode, guide.StepSignIn), obliging, flow.SignIn{Method: wire.PasteBack})
	pasted := drive(pasting, obliging, flow.Typed{Field: guide.FieldAnswer, Text: landed(goodRedirect)})
	opening, _ := flow.Next(waiting, flow.Resume{Name: "waits"})
	aside, _ := flow.Next(atIn(grantFlow, guide.StepConsent), flow.SaveWaiting{})
	which := flow.Diagnosis(today, pendingCredentials())
	return []variant{
		{"which, of two saved ones", which},
		{"message, nothing typed", drive(which, obliging, flow.StartExplain{})},
		{"message, explained", drive(which, obliging, flow.StartExplain{}, flow.Typed{Field: guide.FieldMessage, Text: "AADSTS7000215"}, flow.Continue{})},
		{"values, in a diagnosis", drive(which, obliging, flow.StartDiagnosis{}, flow.StartSetup{Given: true}, flow.ChoseGuide{ID: clientCredentials}, flow.ChoseUse{Use: value.Both}, flow.Continue{})},
		{"prove, in a diagnosis", drive(which, obliging, flow.SelectSaved{Name: "waits"})},
		{"guide, two credentials wait", waiting},
		{"guide, the one that waits for consent", opening},
		{"tenant, an address typed", typed},
		{"tenant, found", found},
		{"tenant, no cloud knows it", unknown},
		{"tenant, not reached", offline},
		{"permissions, all ticked", ticked},
		{"permissions, warned of those missing", warned},
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
		{"keep, no keyring", noKeyring},
		{"keep, dry run", dry},
		{"keep, unproven", unproven},
	}
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

// transitions collects the rows of the table and groups equal ones.
type transitions struct {
	rows  []string
	heads map[string]*head
}

// head lists the steps and phases that a row applies to.
type head struct {
	phases []string
	steps  map[string][]string            // by phase
	guides map[string]map[string][]string // by phase and step
}

func (tab *transitions) add(guide, step, phase string, s flow.State) {
	row := tabulate(s)
	if tab.heads == nil {
		tab.heads = map[string]*head{}
	}
	h := tab.heads[row]
	if h == nil {
		h = &head{steps: map[string][]string{}, guides: map[string]map[string][]string{}}
		tab.heads[row], tab.rows = h, append(tab.rows, row)
	}
	if h.guides[phase] == nil {
		h.phases, h.guides[phase] = append(h.phases, phase), map[string][]string{}
	}
	if h.guides[phase][step] == nil {
		h.steps[phase] = append(h.steps[phase], step)
	}
	h.guides[phase][step] = append(h.guides[phase][step], guide)
}

func (tab *transitions) String() string {
	var b strings.Builder
	for _, row := range tab.rows {
		h := tab.heads[row]
		b.WriteString("\n")
		for _, phase := range h.phases {
			var names []string
			for _, step := range h.steps[phase] {
				guides := h.guides[phase][step]
				if len(guides) < having(finding.StepID(step)) {
					step += " " + strings.Join(guides, " ")
				}
				names = append(names, step)
			}
			b.WriteString(phase + ": " + strings.Join(names, ", ") + "\n")
		}
		b.WriteString(row)
	}
	return b.String()
}

// having counts the guides that have a step.
func having(step finding.StepID) int {
	n := 0
	for _, g := range inOrderOfTheTable {
		if step == guide.StepGuide || guideOf(g.id).Index(step) >= 0 {
			n++
		}
	}
	return n
}

// tabulate has a line for each change, with the events that cause it.
func tabulate(s flow.State) string {
	var lines []string
	events := map[string][]string{}
	people, results := everyEvent(s)
	for _, e := range slices.Concat(people, results) {
		if anywhere(e.event) && s.Phase == flow.Asking && s.At != guide.StepGuide {
			continue
		}
		next, effects := flow.Next(s, e.event)
		line := told(s, next, effects)
		if line == "" {
			continue
		}
		if events[line] == nil {
			lines = append(lines, line)
		}
		events[line] = append(events[line], e.name)
	}
	var b strings.Builder
	for _, line := range lines {
		fmt.Fprintf(&b, "  %s\n      -> %s\n", summed(events[line]), line)
	}
	return cmp.Or(b.String(), "  (nothing)\n")
}

// anywhere reports an event that every step handles alike.
func anywhere(e flow.Event) bool {
	switch e.(type) {
	case flow.AskOthers, flow.StartDiagnosis, flow.StartExplain:
		return true
	default:
		return false
	}
}

// summed joins the names of events, with those of typing combined.
func summed(names []string) string {
	var typed, others []string
	for _, name := range names {
		if field, ok := strings.CutPrefix(name, "type the "); ok {
			typed = append(typed, field)
		} else {
			others = append(others, name)
		}
	}
	switch all := len(everyField) + 1; { // and the message
	case len(typed) == all:
		typed = []string{"type anything"}
	case len(typed) == all-1 && !slices.Contains(typed, "organization"):
		typed = []string{"type anything else"}
	case len(typed) > 0:
		typed = []string{"type " + strings.Join(typed, "/")}
	}
	return strings.Join(append(typed, others...), ", ")
}

// told says how next differs from s; "" if it does not.
func told(s, next flow.State, effects []flow.Effect) string {
	if reflect.DeepEqual(s, next) && len(effects) == 0 {
		return ""
	}
	parts := []string{"(stays), " + string(next.Phase)}
	if next.At != s.At {
		parts[0] = string(next.At) + ", " + string(next.Phase)
	}
	for _, e := range effects {
		parts = append(parts, "!"+reflect.TypeOf(e).Name())
	}
	for _, c := range causes(next.Problems) {
		parts = append(parts, "says "+string(c))
	}
	for _, c := range []struct {
		changed bool
		says    string
	}{
		{!reflect.DeepEqual(s.Values, next.Values), "answers"},
		{!reflect.DeepEqual(s.Results, next.Results) && next.Results != (check.Results{}), "proof"},
		{!reflect.DeepEqual(s.Results, next.Results) && next.Results == (check.Results{}), "proof forgotten"},
		{s.Discovered && !next.Discovered, "place forgotten"},
		{s.ReturnMethod != next.ReturnMethod, "way: " + cmp.Or(string(next.ReturnMethod), "open")},
		{s.BrowserFlow != next.BrowserFlow && next.BrowserFlow.URL == "", "visit forgotten"},
		{s.Wait != next.Wait, "waits " + next.Wait.String()},
		{s.Given != next.Given, fmt.Sprintf("given: %v", next.Given)},
		{s.Outcome != next.Outcome, "outcome: " + cmp.Or(string(next.Outcome), "open")},
	} {
		if c.changed {
			parts = append(parts, c.says)
		}
	}
	return strings.Join(parts, "; ")
}
