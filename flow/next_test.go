package flow

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestTheHappyPathEndsInASavedCredential(t *testing.T) {
	var saved []SaveCredential
	s := drive(Begin(today, nil), func(e Effect) Event {
		if save, ok := e.(SaveCredential); ok {
			saved = append(saved, save)
		}
		return obliging(e)
	}, happy()...)
	if s.Phase != Over || s.Outcome != Saved || s.Kept != "contoso" {
		t.Fatalf("ended at %s %s, outcome %q, kept %q", s.At, s.Phase, s.Outcome, s.Kept)
	}
	if len(saved) != 1 {
		t.Fatalf("saved %d times", len(saved))
	}
	c := saved[0].Credential
	switch {
	case c.Parked || saved[0].Replace:
		t.Errorf("parked %v, replace %v", c.Parked, saved[0].Replace)
	case saved[0].Secret.Reveal() != canary:
		t.Error("another secret was saved")
	case c.Tenant != goodTenant || c.Domain != "contoso.com" || c.ClientID != goodClient || c.TokenEndpoint != goodEndpoint:
		t.Errorf("saved %+v", c)
	case c.SecretHint != "cAn" || c.Expires != "2027-10-01" || c.Proof.Verdict != Pass || c.Proof.At.IsZero():
		t.Errorf("saved %+v", c)
	case !slices.Equal(c.Proof.Roles, allRoles) || !slices.Equal(c.Mailboxes, []string{"support@contoso.com"}):
		t.Errorf("saved %+v", c)
	}
}

func TestNext(t *testing.T) {
	wrong := TokenSeen{Grant: Grant{Reply: refusedWith(401, 7000215)}}
	for name, c := range map[string]struct {
		from   State
		do     func(Effect) Event
		events []Event
		want   func(State) bool
	}{
		"an unknown tenant is asked for in the other clouds before it is given up": {
			at(StepTenant), only(map[Cloud]Discovery{China: {Reply: answered(200), TenantID: goodTenant, Cloud: China}}),
			[]Event{Typed{FieldWhere, "contoso.cn"}, Continue{}},
			func(s State) bool { return s.Placed && s.Answers.Cloud == China && !s.Busy() },
		},
		"a tenant no cloud knows is said so, and Continue does not pass it": {
			at(StepTenant), only(nil),
			[]Event{Typed{FieldWhere, "nosuch.com"}, Continue{}, Continue{}},
			func(s State) bool { return s.At == StepTenant && has(s.Problems, TenantNotFound) },
		},
		"network trouble at the look-up can be passed by going on": {
			at(StepTenant), func(e Effect) Event {
				return TenantSeen{e.(LookUpTenant).Attempt, Global, Discovery{Reply: failed(NoName)}}
			},
			[]Event{Typed{FieldWhere, "contoso.com"}, Continue{}, Continue{}},
			func(s State) bool { return s.At == StepPortal && s.Answers.Tenant == "contoso.com" },
		},
		"a look-up that was left is begun anew": {
			at(StepTenant), obliging,
			[]Event{Typed{FieldWhere, "contoso.com"}, Continue{}, Continue{}},
			func(s State) bool { return s.At == StepPortal && len(s.Place) == 1 },
		},
		"a GUID as secret is passed on the second Continue, and Microsoft decides": {
			at(StepSecret), obliging,
			[]Event{TypedSecret{NewSecret(secretID)}, Continue{}, Continue{}},
			func(s State) bool { return s.At == StepEndpoint },
		},
		"an empty secret is never passed": {
			at(StepSecret), obliging,
			[]Event{TypedSecret{NewSecret("  ")}, Continue{}, Continue{}, Continue{}},
			func(s State) bool { return s.At == StepSecret && has(s.Problems, SecretMissing) },
		},
		"permissions not ticked are named once, then left to the test": {
			at(StepPermission), obliging,
			[]Event{Continue{}, Continue{}},
			func(s State) bool { return s.At == StepConsent },
		},
		"a fresh secret that is refused is tried once more": {
			at(StepProve), func(e Effect) Event {
				if f, ok := e.(FetchToken); ok && f.After == 0 {
					return TokenSeen{f.Attempt, wrong.Grant}
				}
				return obliging(e)
			},
			[]Event{Retry{}},
			func(s State) bool { return s.Proven() && s.Seen.Retried },
		},
		"an organization changed is looked up before a later step is jumped to": {
			at(StepProve), obliging,
			[]Event{Typed{FieldWhere, "support@contoso.com "}, Jump{StepEndpoint}},
			func(s State) bool { return s.At == StepTenant },
		},
		"a changed secret does not jump past the decision about it": {
			drive(at(StepHandoff), obliging, Jump{StepSecret}), obliging,
			[]Event{TypedSecret{NewSecret(canary + "2")}, Jump{StepHandoff}},
			func(s State) bool { return s.At == StepKeep && s.Outcome == "" && s.AtStake() },
		},
		"a changed use asks for the decision again": {
			drive(at(StepHandoff), obliging, Jump{StepUse}), obliging,
			[]Event{ChoseUse{Incoming}},
			func(s State) bool { return s.Outcome == "" && s.At == StepTenant },
		},
		"a name taken is refused and the saved one stays": {
			at(StepKeep), never(t),
			[]Event{Typed{FieldName, "Fabrikam"}, Keep{Saved}},
			func(s State) bool { return s.At == StepKeep && has(s.Problems, NameTaken) },
		},
		"a failed save keeps everything and can be tried again": {
			at(StepKeep), func(e Effect) Event {
				f := Found(KeyringCheck, KeyringLocked, "The keyring is locked.", "Unlock it.")
				return SaveSeen{e.(SaveCredential).Attempt, &f}
			},
			[]Event{Keep{Saved}},
			func(s State) bool {
				return s.At == StepKeep && has(s.Problems, KeyringLocked) && !s.Answers.Secret.Empty() && s.Outcome == ""
			},
		},
		"an unproven credential is parked, not saved": {
			drive(at(StepProve), obliging, TypedSecret{NewSecret(canary + "x")}), func(e Effect) Event {
				if f, ok := e.(FetchToken); ok {
					return TokenSeen{f.Attempt, wrong.Grant}
				}
				return obliging(e)
			},
			[]Event{Retry{}, Continue{}, Keep{Saved}, Keep{Parked}},
			func(s State) bool { return s.Outcome == Parked && s.At == StepHandoff },
		},
		"without a keyring the ways on are to keep no copy": {
			at(StepKeyring), func(e Effect) Event {
				if p, ok := e.(ProbeKeyring); ok {
					f := Found(KeyringCheck, KeyringUnavailable, "No keyring answers here.", "Install one.")
					return KeyringSeen{p.Attempt, &f}
				}
				return obliging(e)
			},
			append([]Event{Retry{}}, happy()[13:19]...),
			func(s State) bool { return s.At == StepKeep && slices.Equal(s.Ways(), []Outcome{KeptNone}) },
		},
		"a proof that was left counts as unknown and can be passed": {
			proving(), obliging,
			[]Event{Leave{}},
			func(s State) bool { return !s.Busy() && s.Settled() && ReportOf(s).Verdict == Undecided && !s.Proven() },
		},
		"a save that was left may be done again under the same name": {
			saving(), obliging,
			[]Event{Leave{}, Keep{Saved}},
			func(s State) bool { return s.At == StepHandoff && s.Outcome == Saved },
		},
		"the end is the end": {
			drive(at(StepHandoff), obliging, Continue{}), obliging,
			[]Event{Back{}, Jump{StepUse}, Typed{FieldName, "x"}, Retry{}},
			func(s State) bool { return s.Phase == Over && s.Answers.Name == "contoso" },
		},
	} {
		t.Run(name, func(t *testing.T) {
			if s := drive(c.from, c.do, c.events...); !c.want(s) {
				t.Errorf("ended at %s %s, problems %v, outcome %q", s.At, s.Phase, causes(s.Problems), s.Outcome)
			}
		})
	}
}

func TestWhatIsAtStake(t *testing.T) {
	guide, _ := Find(contoso().Guide)
	begun := BeginAt(guide, today, nil)
	if begun.At != StepUse || begun.AtStake() {
		t.Errorf("begun at %s, at stake %v", begun.At, begun.AtStake())
	}
	for step, want := range map[StepID]bool{StepTenant: false, StepPortal: true, StepKeep: true, StepHandoff: false} {
		if got := at(step).AtStake(); got != want {
			t.Errorf("at %s: %v", step, got)
		}
	}
}

// only answers look-ups with what is found where, and with "no such tenant" elsewhere.
func only(found map[Cloud]Discovery) func(Effect) Event {
	return func(e Effect) Event {
		l, ok := e.(LookUpTenant)
		if !ok {
			return obliging(e)
		}
		if d, ok := found[l.Cloud]; ok {
			return TenantSeen{l.Attempt, l.Cloud, d}
		}
		return TenantSeen{l.Attempt, l.Cloud, Discovery{Reply: refusedWith(400, 90002)}}
	}
}

func never(t *testing.T) func(Effect) Event {
	return func(e Effect) Event {
		t.Errorf("asked for %s", reflect.TypeOf(e).Name())
		return obliging(e)
	}
}

func proving() State {
	s, _ := Next(at(StepProve), Retry{})
	return s
}

func saving() State {
	s, _ := Next(at(StepKeep), Keep{Saved})
	return s
}

func has(fs []Finding, c Cause) bool {
	return slices.ContainsFunc(fs, func(f Finding) bool { return f.Cause == c })
}

func causes(fs []Finding) []Cause {
	var cs []Cause
	for _, f := range fs {
		cs = append(cs, f.Cause)
	}
	return cs
}

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
