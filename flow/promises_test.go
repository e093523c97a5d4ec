package flow

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
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
	for _, effect := range effects {
		tb.savesOnlyTheProven(before, e, effect)
		tb.handsOutNoSecret(next, effect)
		tb.waitsNoLonger(before, next, effect)
	}
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
	case SignedIn:
		attempt, check = e.Attempt, TokenCheck
	case KeyringSeen:
		attempt, check = e.Attempt, KeyringCheck
	case SaveSeen:
		attempt, check = e.Attempt, KeyringCheck
	case SavedOpened:
		attempt, check = e.Attempt, KeyringCheck
	case VisitBegun:
		attempt, check = e.Attempt, VisitCheck
	case VisitAnswered:
		attempt, check = e.Attempt, VisitCheck
	case Explained:
		attempt, check = e.Attempt, VisitCheck
	default:
		return
	}
	wanted := before.Busy() && attempt == before.Attempt && slices.Contains(before.Waiting, check)
	if !wanted && (len(effects) > 0 || !reflect.DeepEqual(before, next)) {
		tb.t.Errorf("a result nobody waits for (%T) changed %s, %s", e, before.At, before.Phase)
	}
}

// losesNothing holds that only typing changes what was typed. A look-up may
// fill in the endpoints and the mailbox it leads to, the last step suggests a
// name, and what the browser showed is forgotten once it was used.
func (tb *table) losesNothing(before, next State, e Event) {
	a, b := before.Answers, next.Answers
	switch e := e.(type) {
	case Typed:
		a = a.With(e.Field, b.Text(e.Field))
	case Mend:
		a = a.With(e.Field, b.Text(e.Field))
	case TypedSecret:
		a.Secret = b.Secret
	case Ticked, TickedAll:
		a.Ticked = b.Ticked
	case Another:
		if len(next.HandedOff) > len(before.HandedOff) { // decided, and on the sheet
			return
		}
	case Resumed:
		if !before.AtStake() {
			return
		}
	case Broken, Picked: // a new diagnosis
		return
	case SetAside: // under a name that can be used
		a.Name = b.Name
	default:
		if before.Phase == Opening { // nothing was typed yet
			return
		}
	}
	if a.Name == "" {
		a.Name = b.Name
	}
	if a.Mailbox == "" {
		a.Mailbox = b.Mailbox
	}
	if b.Answer == "" {
		a.Answer = ""
	}
	if derived := TokenEndpoint(a.Cloud, a.Tenant); a.TokenEndpoint == "" || a.TokenEndpoint == derived || before.At == StepTenant && a.Cloud == Other {
		a.TokenEndpoint = b.TokenEndpoint
	}
	if derived := before.Guide().AuthEndpoint(a.Cloud, a.Tenant); a.AuthEndpoint == "" || a.AuthEndpoint == derived {
		a.AuthEndpoint = b.AuthEndpoint
	}
	for _, field := range everyField {
		if a.Text(field) != b.Text(field) {
			tb.t.Errorf("%T at %s lost the %s: %q became %q", e, before.At, field, a.Text(field), b.Text(field))
		}
	}
	if a.Secret != b.Secret || !slices.Equal(a.Ticked, b.Ticked) {
		tb.t.Errorf("%T at %s lost the secret or a tick", e, before.At)
	}
}

func (tb *table) savesOnlyTheProven(before State, e Event, effect Effect) {
	save, ok := effect.(SaveCredential)
	if !ok {
		return
	}
	c := save.Credential
	person := before.Seen.Session != nil
	switch {
	case before.DryRun:
		tb.t.Error("a dry run saved")
	case slices.ContainsFunc(takenNames, func(n string) bool { return strings.EqualFold(n, c.Name) && n != before.Kept }):
		tb.t.Errorf("%q is taken", c.Name)
	case len(Judge(Answers{Name: c.Name}, FieldName).Findings) > 0:
		tb.t.Errorf("%q is no name", c.Name)
	case save.Replace && before.Kept != c.Name:
		tb.t.Errorf("%q would overwrite what this sitting did not save", c.Name)
	case (c.Waiting != "") != (e == SetAside{}):
		tb.t.Errorf("%#v keeps it waiting at %q", e, c.Waiting)
	case c.Waiting != "":
		if c.Parked == save.Secret.Empty() {
			tb.t.Errorf("what waits is parked %v, though it has a secret %v", c.Parked, !save.Secret.Empty())
		}
		return
	case c.Parked && e != (Keep{Parked}), !c.Parked && e != (Keep{Saved}):
		tb.t.Errorf("%#v saved, parked %v", e, c.Parked)
	case !c.Parked && c.Proof.Verdict != Pass && c.Proof.Verdict != Warn:
		tb.t.Errorf("saved with verdict %s", c.Proof.Verdict)
	case !c.Parked && !tb.issued[key{c.TokenEndpoint, c.ClientID, save.Secret, person}]:
		tb.t.Errorf("saved a credential of %s no token was issued for", c.Guide)
	}
	if !c.Parked {
		tb.saved++
	}
}

// handsOutNoSecret looks at what leaves for a file, the clipboard, the browser
// and the index. Only judged values are in it.
func (tb *table) handsOutNoSecret(next State, effect Effect) {
	text := ""
	switch e := effect.(type) {
	case SaveCredential:
		text = fmt.Sprintf("%+v", e.Credential)
	case WriteFile:
		text = e.Name + e.Text
		if strings.ContainsAny(e.Name, `/\`) {
			tb.t.Errorf("a file named %q", e.Name)
		}
	case OpenURL, CopyText, BeginVisit, LookUpTenant, FetchToken, RedeemCode:
		text = fmt.Sprintf("%+v", e)
	default:
	}
	tb.clean(fmt.Sprintf("%T at %s", effect, next.At), text)
	if strings.Contains(text, "hostile") {
		tb.t.Errorf("%T at %s holds what was never judged: %s", effect, next.At, text)
	}
}

// waitsNoLonger holds the pauses before a token request to what the sitting
// allows.
func (tb *table) waitsNoLonger(before, next State, effect Effect) {
	f, ok := effect.(FetchToken)
	switch {
	case !ok || f.After == 0:
	case next.Seen.Waited > next.Wait:
		tb.t.Errorf("waited %s of %s", next.Seen.Waited, next.Wait)
	case next.Seen.Retried && !before.Seen.Retried && f.After == 5*time.Second:
	case f.After != next.Seen.Waited-before.Seen.Waited || next.Seen.Polls != before.Seen.Polls+1:
		tb.t.Errorf("a pause of %s that nobody counts", f.After)
	}
}

func (tb *table) isSomewhere(s State) {
	if s.index(s.At) < 0 && !slices.Contains([]StepID{StepGuide, StepWhich, StepMessage}, s.At) {
		tb.t.Errorf("at %q", s.At)
	}
	if s.Phase == Asking && len(tb.page.Options) == 0 {
		tb.t.Errorf("no way on at %s", s.At)
	}
	stops := slices.ContainsFunc(tb.page.Options, func(o Option) bool { return o.Event == Leave{} })
	if busy := s.Busy(); busy != (tb.page.Waiting != "") || busy != stops {
		tb.t.Errorf("%s, %s: waits for %q, can be stopped %v", s.At, s.Phase, tb.page.Waiting, stops)
	}
	for _, o := range tb.page.Options {
		if next, effects := Next(s, o.Event); s.Phase != Over && len(effects) == 0 && reflect.DeepEqual(next, s) && len(s.Problems) == 0 {
			tb.t.Errorf("%q at %s does nothing", o.Label, s.At)
		}
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
	for range 10 { // a poll asks six times
		for _, c := range slices.Clone(s.Waiting) {
			s, _ = Next(s, lastWord(s, c))
		}
	}
	if s.Busy() {
		tb.t.Errorf("all answered, and still waiting at %s, %s", s.At, s.Phase)
	}
}

// lastWord answers what is awaited, so that nothing more is asked for where
// that can be.
func lastWord(s State, c Check) Event {
	switch {
	case c == TenantCheck:
		return TenantSeen{s.Attempt, Global, discovered()}
	case c == TokenCheck:
		return TokenSeen{s.Attempt, granted()}
	case s.Phase == Saving:
		return SaveSeen{Attempt: s.Attempt}
	case s.Phase == Opening:
		problem := Found(KeyringCheck, KeyringLocked, "The keyring is locked.", "Unlock it.")
		return SavedOpened{Attempt: s.Attempt, Problem: &problem}
	case s.Phase == Explaining:
		return Explained{Attempt: s.Attempt}
	case s.Phase == Visiting && s.Visit.URL == "":
		return VisitBegun{Attempt: s.Attempt, Visit: Visit{URL: "https://login.microsoftonline.com", State: visitState}}
	case s.Phase == Visiting:
		return VisitAnswered{Attempt: s.Attempt, Answer: NewSecret(loopback + "?error=access_denied")}
	}
	return KeyringSeen{Attempt: s.Attempt}
}

// keepsTheSecret looks for secrets in all that is shown or reported.
func (tb *table) keepsTheSecret(s State) {
	report, err := json.Marshal(ReportOf(s.AsCase())) // follows the pointer to its root
	if err != nil {
		tb.t.Error(err)
	}
	where := fmt.Sprintf("at %s, %s", s.At, s.Phase)
	tb.clean("the page "+where, fmt.Sprintf("%+v", tb.page))
	tb.clean("the report "+where, string(report))
	if s.Guide().ID != "" {
		tb.clean("the request "+where, s.Request())
		if strings.Contains(s.Request(), "hostile") {
			tb.t.Errorf("the request %s holds what was never judged", where)
		}
	}
}

// clean reports a secret, a code or a verifier in a text.
func (tb *table) clean(what, text string) {
	for _, secret := range []string{"CanaryDoNotPrint", "codeDoNotPrint", "verifierDoNotPrint"} {
		if i := strings.Index(text, secret); i >= 0 {
			tb.t.Errorf("%s holds a secret: ...%s", what, text[max(0, i-80):i])
		}
	}
}
