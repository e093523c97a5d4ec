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
	for _, v := range variants() {
		tab.add("", v.name, v.state)
	}
	compareGolden(t, "transitions.golden", `What each event makes of a session: event -> step and phase, what is asked for (!),
what else changed. A place is named for its step and, where it waits, for what it
waits for. What no place says is left out:

  typing, ticking   changes the answers; the organization's forgets its place, too
  back              leads to the step before
  continue          leads to the next step
  jump to use       leads there
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

// transitions collects the places of the table, and groups those that differ
// alike from what is known.
type transitions struct {
	rows  []string
	heads map[string][]string // the places with a row
	known map[string]known    // by step and wait, the first place there
}

// known is what each event does at a place.
type known struct {
	place string
	does  map[string]string
}

// add adds a place, and the waits that an event leads to from it.
func (tab *transitions) add(guide, name string, s flow.State) {
	place := strings.TrimSpace(name + " " + guide)
	events := eventsOf(s)
	does := map[string]string{}
	for _, e := range events {
		next, effects := flow.Next(s, e.event)
		does[e.name] = cmp.Or(told(s, next, effects), "nothing")
	}
	like := string(s.At)
	if s.Busy() {
		like += ", " + string(s.Phase)
	}
	base, row := usual(s, events), ""
	if first, found := tab.known[like]; found {
		base, row = first.does, " (like "+first.place+")"
	} else {
		tab.known[like] = known{place, does}
	}
	row += "\n" + differing(events, base, does)
	if tab.heads[row] == nil {
		tab.rows = append(tab.rows, row)
	}
	if !slices.Contains(tab.heads[row], place) {
		tab.heads[row] = append(tab.heads[row], place)
	}
	tab.addWaits(guide, name, s, events)
}

// addWaits adds each wait once for a place, however it was begun.
func (tab *transitions) addWaits(guide, name string, s flow.State, events []namedEvent) {
	seen := map[flow.Phase]bool{s.Phase: true}
	for _, e := range events {
		next, _ := flow.Next(s, e.event)
		if next.Busy() && !seen[next.Phase] && next.At == s.At {
			seen[next.Phase] = true
			tab.add(guide, strings.TrimSuffix(name, ", "+string(s.Phase))+", "+string(next.Phase), next)
		}
	}
}

func (tab *transitions) String() string {
	var b strings.Builder
	for _, row := range tab.rows {
		if strings.HasPrefix(row, " (") && strings.Count(row, "\n") == 1 {
			continue // no difference
		}
		b.WriteString("\n" + strings.Join(tab.heads[row], "; ") + row)
	}
	return b.String()
}

// eventsOf are the events that the table tries on a session.
func eventsOf(s flow.State) []namedEvent {
	people, results := everyEvent(s)
	return slices.DeleteFunc(slices.Concat(people, results), func(e namedEvent) bool {
		return anywhere(e.event) && s.Phase == flow.Asking && s.At != guide.StepGuide
	})
}

// usual is what events do where nothing else is said.
func usual(s flow.State, events []namedEvent) map[string]string {
	does := map[string]string{}
	for _, e := range events {
		does[e.name] = "nothing"
		if s.Busy() {
			continue
		}
		switch event := e.event.(type) {
		case flow.Typed, flow.TypedSecret, flow.Ticked, flow.TickedAll:
			if now, _ := flow.Next(s, e.event); reflect.DeepEqual(now, s) { // it is so already
				continue
			}
			does[e.name] = stays + "answers"
			if e.name == "type the organization" && s.Discovered {
				does[e.name] += "; place forgotten"
			}
		case flow.Continue:
			does[e.name] = "next step, asking"
		case flow.Back:
			does[e.name] = stepBefore
		case flow.SaveWaiting:
			if s.Discovered {
				does[e.name] = "stays, saving; !SaveCredential; answers"
			}
		case flow.Jump:
			if event.To == guide.StepUse {
				does[e.name] = "use, asking"
			}
		}
	}
	return does
}

// differing has a line for each change, with the events that cause it.
func differing(events []namedEvent, base, does map[string]string) string {
	var lines []string
	causedBy := map[string][]string{}
	for _, e := range events {
		line := does[e.name]
		if line == base[e.name] {
			continue
		}
		if causedBy[line] == nil {
			lines = append(lines, line)
		}
		causedBy[line] = append(causedBy[line], e.name)
	}
	var b strings.Builder
	for _, line := range lines {
		fmt.Fprintf(&b, "  %s -> %s\n", summed(causedBy[line]), line)
	}
	return b.String()
}

const (
	stays      = "stays; "
	stepBefore = "step before, asking"
)

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
	parts := []string{strings.TrimSuffix(stays, "; ")}
	if next.Phase != s.Phase || next.At != s.At {
		parts[0] = cmp.Or(nearby(s, next.At), string(next.At)) + ", " + string(next.Phase)
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

// nearby names a step by where it is from the session's own.
func nearby(s flow.State, to finding.StepID) string {
	list := s.Steps()
	here := slices.IndexFunc(list, func(step guide.Step) bool { return step.ID == s.At })
	switch {
	case to == s.At:
		return "stays"
	case here < 0:
		return ""
	case here+1 < len(list) && list[here+1].ID == to:
		return "next step"
	case here > 0 && list[here-1].ID == to, here == 0 && to == guide.StepGuide:
		return "step before"
	}
	return ""
}

// TestAnEventOutOfPlaceBreaksNothing tries every event in every phase at every
// step, those too that no session reaches.
func TestAnEventOutOfPlaceBreaksNothing(t *testing.T) {
	t.Parallel()
	phases := []flow.Phase{flow.Asking, flow.Looking, flow.Probing, flow.Verifying, flow.Saving, flow.InBrowser, flow.Opening, flow.Explaining, flow.Over}
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
