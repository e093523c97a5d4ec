package flow

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// step feeds one event and checks every promise.
func (tb *table) step(e Event) {
	before, kept := tb.state, deepCopy(tb.state)
	next, effects := Next(before, e)
	if !reflect.DeepEqual(before, kept) {
		tb.t.Errorf("%T changed the state it was given", e)
	}
	tb.dropsForeign(before, next, e, effects)
	tb.losesNothing(before, next, e)
	tb.savesOnlyTheProven(before, e, effects)
	if len(effects) > 0 || !reflect.DeepEqual(before, next) {
		tb.page = PageOf(next)
		tb.isSomewhere(next)
		tb.canBeLeft(next)
		tb.keepsTheSecret(next)
	}
	tb.state = next
	tb.pending = append(slices.Clone(tb.pending), effects...)
}

func (tb *table) dropsForeign(before, next State, e Event, effects []Effect) {
	attempt, check := 0, Check("")
	switch e := e.(type) {
	case TenantSeen:
		attempt, check = e.Attempt, TenantCheck
	case TokenSeen:
		attempt, check = e.Attempt, TokenCheck
	case KeyringSeen:
		attempt, check = e.Attempt, KeyringCheck
	case SaveSeen:
		attempt, check = e.Attempt, KeyringCheck
	default:
		return
	}
	wanted := before.Busy() && attempt == before.Attempt && slices.Contains(before.Waiting, check)
	if !wanted && (len(effects) > 0 || !reflect.DeepEqual(before, next)) {
		tb.t.Errorf("a result nobody waits for (%T) changed %s, %s", e, before.At, before.Phase)
	}
}

// losesNothing holds that only typing changes what was typed. A look-up may
// fill in the endpoint it leads to, and the last step suggests a name.
func (tb *table) losesNothing(before, next State, e Event) {
	a, b := before.Answers, next.Answers
	switch e := e.(type) {
	case Typed:
		a = a.With(e.Field, b.Text(e.Field))
	case TypedSecret:
		a.Secret = b.Secret
	case Ticked, TickedAll:
		a.Ticked = b.Ticked
	case Another:
		if len(next.HandedOff) > len(before.HandedOff) { // decided, and on the sheet
			return
		}
	default:
	}
	if a.Name == "" && next.At == StepKeep {
		a.Name = b.Name
	}
	if a.TokenEndpoint == "" || a.TokenEndpoint == TokenEndpoint(a.Cloud, a.Tenant) || before.At == StepTenant && a.Cloud == Other {
		a.TokenEndpoint = b.TokenEndpoint
	}
	same := a.Where == b.Where && a.Redirect == b.Redirect && a.ClientID == b.ClientID && a.Secret == b.Secret &&
		a.Expires == b.Expires && a.TokenEndpoint == b.TokenEndpoint && a.Name == b.Name && slices.Equal(a.Ticked, b.Ticked)
	if !same {
		tb.t.Errorf("%T at %s lost something typed: %+v became %+v", e, before.At, a, b)
	}
}

func (tb *table) savesOnlyTheProven(before State, e Event, effects []Effect) {
	for _, effect := range effects {
		save, ok := effect.(SaveCredential)
		if !ok {
			continue
		}
		c := save.Credential
		proven := FetchToken{Endpoint: c.TokenEndpoint, ClientID: c.ClientID, Secret: save.Secret}
		switch {
		case before.DryRun:
			tb.t.Error("a dry run saved")
		case c.Parked && e != (Keep{Parked}):
			tb.t.Errorf("%#v parked", e)
		case !c.Parked && e != (Keep{Saved}):
			tb.t.Errorf("%#v saved", e)
		case !c.Parked && c.Proof.Verdict != Pass && c.Proof.Verdict != Warn:
			tb.t.Errorf("saved with verdict %s", c.Proof.Verdict)
		case !c.Parked && !tb.issued[proven]:
			tb.t.Error("saved a credential no token was issued for")
		case slices.ContainsFunc(takenNames, func(n string) bool { return strings.EqualFold(n, c.Name) }):
			tb.t.Errorf("%q is taken", c.Name)
		case save.Replace && before.Kept != c.Name:
			tb.t.Errorf("%q would overwrite what this sitting did not save", c.Name)
		}
		if !c.Parked {
			tb.saved++
		}
	}
}

func (tb *table) isSomewhere(s State) {
	if s.At != StepGuide && s.index(s.At) < 0 {
		tb.t.Errorf("at %q", s.At)
	}
	if s.At != StepGuide && s.Phase == Asking && len(tb.page.Options) == 0 {
		tb.t.Errorf("no way on at %s", s.At)
	}
}

// canBeLeft holds that every wait ends: when the person leaves, and when what
// was asked for is answered.
func (tb *table) canBeLeft(s State) {
	if !s.Busy() {
		return
	}
	if len(s.Waiting) == 0 {
		tb.t.Errorf("waits for nothing at %s, %s", s.At, s.Phase)
	}
	if left, _ := Next(s, Leave{}); left.Busy() {
		tb.t.Errorf("can't leave %s, %s", s.At, s.Phase)
	}
	for range 4 {
		for _, c := range slices.Clone(s.Waiting) {
			switch {
			case c == TenantCheck:
				s, _ = Next(s, TenantSeen{s.Attempt, Global, discovered()})
			case c == TokenCheck:
				s, _ = Next(s, TokenSeen{s.Attempt, granted()})
			case s.Phase == Saving:
				s, _ = Next(s, SaveSeen{Attempt: s.Attempt})
			default:
				s, _ = Next(s, KeyringSeen{Attempt: s.Attempt})
			}
		}
	}
	if s.Busy() {
		tb.t.Errorf("all answered, and still waiting at %s, %s", s.At, s.Phase)
	}
}

// keepsTheSecret looks for the canary in all that is shown or reported.
func (tb *table) keepsTheSecret(s State) {
	report, err := json.Marshal(ReportOf(s)) // follows the pointer to its root
	if err != nil {
		tb.t.Error(err)
	}
	for what, text := range map[string]string{"the page": fmt.Sprintf("%+v", tb.page), "the report": string(report)} {
		if i := strings.Index(text, "CanaryDoNotPrint"); i >= 0 {
			tb.t.Errorf("%s at %s holds the secret: ...%s", what, s.At, text[max(0, i-80):i])
		}
	}
}
