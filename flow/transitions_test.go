package flow

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestTransitions keeps the whole table of the machine where reviewers read it.
// Places that take every event alike stand together.
func TestTransitions(t *testing.T) {
	var states []variant
	for _, phase := range []Phase{Asking, Looking, Probing, Proving, Saving, Over} {
		for _, step := range steps() {
			s := at(step)
			s.Phase, s.Waiting = phase, awaitedIn[phase]
			states = append(states, variant{fmt.Sprintf("%s, %s", step, phase), s})
		}
	}
	var rows []string
	names := map[string][]string{}
	for _, v := range append(states, variants()...) {
		row := tabulate(v.state)
		if names[row] == nil {
			rows = append(rows, row)
		}
		names[row] = append(names[row], v.name)
	}
	var b strings.Builder
	b.WriteString("What each event makes of a sitting: step x phase x event -> step and phase,\n" +
		"what is asked for (!), what else changed. Events that change nothing are left out.\n")
	for _, row := range rows {
		b.WriteString("\n" + strings.Join(names[row], "\n") + "\n" + row)
	}
	compareGolden(t, "transitions.golden", b.String())
}

// awaitedIn is what a wait is for.
var awaitedIn = map[Phase][]Check{
	Looking: {TenantCheck}, Probing: {KeyringCheck}, Proving: {TenantCheck, TokenCheck}, Saving: {KeyringCheck},
}

type variant struct {
	name  string
	state State
}

// variants are the states in which a step behaves in another way than on the
// happy path.
func variants() []variant {
	unavailable := Found(KeyringCheck, KeyringUnavailable, "No keyring answers here.", "Install one.")
	typed := drive(at(StepTenant), obliging, Typed{FieldWhere, "support@contoso.com"})
	found := drive(typed, obliging, Continue{})
	unknown := drive(typed, only(nil), Continue{})
	offline := drive(typed, func(e Effect) Event {
		return TenantSeen{e.(LookUpTenant).Attempt, Global, Discovery{Reply: failed(NoConnection)}}
	}, Continue{})
	noKeyring := at(StepKeep)
	noKeyring.Keyring = &unavailable
	dry := at(StepKeep)
	dry.DryRun = true
	unproven := at(StepKeep)
	unproven.Seen.Token = &Grant{Reply: refusedWith(401, 7000222)}
	ticked := drive(at(StepPermission), obliging, TickedAll{})
	warned := drive(at(StepPermission), obliging, Continue{})
	return []variant{
		{"tenant, an address typed", typed},
		{"tenant, found", found},
		{"tenant, no cloud knows it", unknown},
		{"tenant, not reached", offline},
		{"permissions, all ticked", ticked},
		{"permissions, warned of those missing", warned},
		{"keep, no keyring", noKeyring},
		{"keep, dry run", dry},
		{"keep, unproven", unproven},
	}
}

// tabulate is a line for each event that changes something.
func tabulate(s State) string {
	var b strings.Builder
	people, results := everyEvent(s)
	for _, e := range slices.Concat(people, results) {
		next, effects := Next(s, e.event)
		if line := told(s, next, effects); line != "" {
			fmt.Fprintf(&b, "  %-24s -> %s\n", e.name, line)
		}
	}
	return cmp.Or(b.String(), "  (nothing)\n")
}

// told says how next differs from s; "" where it does not.
func told(s, next State, effects []Effect) string {
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
	if !reflect.DeepEqual(s.Answers, next.Answers) {
		parts = append(parts, "answers")
	}
	if !reflect.DeepEqual(s.Seen, next.Seen) {
		if next.Seen == (Seen{}) {
			parts = append(parts, "proof forgotten")
		} else {
			parts = append(parts, "proof")
		}
	}
	if s.Placed && !next.Placed {
		parts = append(parts, "place forgotten")
	}
	if s.Outcome != next.Outcome {
		parts = append(parts, "outcome: "+cmp.Or(string(next.Outcome), "open"))
	}
	return strings.Join(parts, "; ")
}

type namedEvent struct {
	name  string
	event Event
}

// everyEvent is one of each kind: what people do, and results for the sitting's
// own attempt.
func everyEvent(s State) (people, results []namedEvent) {
	n := s.Attempt
	problem := Found(KeyringCheck, KeyringLocked, "The keyring is locked.", "Unlock it.")
	wrong := Grant{Reply: refusedWith(401, 7000222)}
	people = []namedEvent{
		{"choose the guide", ChoseGuide{contoso().Guide}},
		{"choose a guide there is not", ChoseGuide{"nosuch"}},
		{"choose incoming", ChoseUse{Incoming}},
		{"choose no use", ChoseUse{}},
		{"type the organization", Typed{FieldWhere, "fabrikam.com"}},
		{"type the redirect URI", Typed{FieldRedirect, "https://fabrikam.example/oauth"}},
		{"type the client ID", Typed{FieldClientID, "7a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"}},
		{"type the secret", TypedSecret{NewSecret(canary + "2")}},
		{"type the end date", Typed{FieldExpires, "2027-01-01"}},
		{"type the token endpoint", Typed{FieldToken, "https://login.microsoftonline.com/fabrikam.com/oauth2/v2.0/token"}},
		{"type the name", Typed{FieldName, "other"}},
		{"tick Mail.Send", Ticked{"Mail.Send", true}},
		{"untick Mail.Send", Ticked{"Mail.Send", false}},
		{"tick all", TickedAll{}},
		{"continue", Continue{}},
		{"back", Back{}},
		{"jump to use", Jump{StepUse}},
		{"jump to prove", Jump{StepProve}},
		{"jump to handoff", Jump{StepHandoff}},
		{"retry", Retry{}},
		{"leave", Leave{}},
		{"keep: save", Keep{Saved}},
		{"keep: park", Keep{Parked}},
		{"keep: no copy", Keep{KeptNone}},
	}
	return people, []namedEvent{
		{"tenant found", TenantSeen{n, Global, discovered()}},
		{"tenant unknown", TenantSeen{n, Global, Discovery{Reply: refusedWith(400, 90002)}}},
		{"tenant not reached", TenantSeen{n, Global, Discovery{Reply: failed(NoConnection)}}},
		{"token issued", TokenSeen{n, granted(allRoles...)}},
		{"token refused", TokenSeen{n, wrong}},
		{"token late", TokenSeen{n - 1, granted(allRoles...)}},
		{"keyring works", KeyringSeen{Attempt: n}},
		{"keyring locked", KeyringSeen{n, &problem}},
		{"saved", SaveSeen{Attempt: n}},
		{"not saved", SaveSeen{n, &problem}},
		{"told", Told{"done"}},
	}
}
