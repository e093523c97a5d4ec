package flow_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// step sends one event and checks every promise.
func (tb *table) step(e flow.Event) {
	before, kept := tb.state, deepCopy(tb.state)
	next, effects := flow.Next(before, e)
	if !reflect.DeepEqual(before, kept) {
		tb.t.Errorf("%T changed the state it was given", e)
	}
	tb.dropsForeign(before, next, e, effects)
	tb.losesNothing(before, next, e)
	for _, effect := range effects {
		tb.savesOnlyTheVerified(before, e, effect)
		tb.handsOutNoSecret(next, effect)
		tb.waitsNoLonger(before, next, effect)
	}
	if len(effects) > 0 || !reflect.DeepEqual(before, next) {
		tb.page = page.Of(next)
		tb.isSomewhere(next)
		tb.canBeLeft(next)
		tb.keepsTheSecret(next)
	}
	tb.state = next
	tb.pending = append(slices.Clone(tb.pending), effects...)
}

func (tb *table) dropsForeign(before, next flow.State, e flow.Event, effects []flow.Effect) {
	attempt, check := 0, finding.Check("")
	switch e := e.(type) {
	case flow.TenantSeen:
		attempt, check = e.Attempt, finding.TenantCheck
	case flow.TokenSeen:
		attempt, check = e.Attempt, finding.TokenCheck
	case flow.SignedIn:
		attempt, check = e.Attempt, finding.TokenCheck
	case flow.KeyringSeen:
		attempt, check = e.Attempt, finding.KeyringCheck
	case flow.SaveSeen:
		attempt, check = e.Attempt, finding.KeyringCheck
	case flow.SavedOpened:
		attempt, check = e.Attempt, finding.KeyringCheck
	case flow.BrowserFlowStarted:
		attempt, check = e.Attempt, finding.BrowserCheck
	case flow.RedirectCaught:
		attempt, check = e.Attempt, finding.BrowserCheck
	case flow.SavedRemoved:
		attempt, check = e.Attempt, finding.KeyringCheck
	case flow.SavedTested:
		attempt, check = e.Attempt, finding.KeyringCheck
	case flow.Explained:
		attempt, check = e.Attempt, finding.BrowserCheck
	default:
		return
	}
	wanted := before.Busy() && attempt == before.Attempt && slices.Contains(before.Awaited, check)
	if !wanted && (len(effects) > 0 || !reflect.DeepEqual(before, next)) {
		tb.t.Errorf("a result nobody waits for (%T) changed %s, %s", e, before.At, before.Phase)
	}
}

// losesNothing requires that only typing changes what was typed. There are
// exceptions: a look-up may fill in the endpoints and the mailbox, the last
// step suggests a name, and the pasted redirect is forgotten after use.
func (tb *table) losesNothing(before, next flow.State, e flow.Event) {
	a, b := before.Values, next.Values
	if before.AtHome() && before.Insisted || before.Home.Begins && before.Diagnosing && !before.AtStake() { // it was said, or nothing was typed
		return
	}
	switch e := e.(type) {
	case flow.Typed:
		a = a.With(e.Field, b.Text(e.Field))
	case flow.ApplyFix:
		a = a.With(e.Field, b.Text(e.Field))
	case flow.TypedSecret:
		a.Secret, a.Expires = b.Secret, endOf(before, b)
	case flow.Pasted, flow.PutPasted: // what the offer names is replaced
		if next.Paste.Kind == flow.Placed {
			for _, p := range next.Paste.Puts {
				if p.Field == guide.FieldSecret {
					a.Secret, a.Expires = b.Secret, endOf(before, b)
				} else {
					a = a.With(p.Field, b.Text(p.Field))
				}
			}
		}
	case flow.Undo: // its own test compares what was there before
		return
	case flow.NextTenant:
		if len(next.HandedOff) > len(before.HandedOff) { // decided, and on the sheet
			return
		}
	case flow.Resume, flow.ShowSheet:
		if !before.AtStake() {
			return
		}
	case flow.StartDiagnosis, flow.SelectSaved, flow.GoHome: // a new session
		return
	case flow.SaveWaiting: // under a valid name
		a.Name = b.Name
	default:
		if before.Phase == flow.Opening { // nothing was typed yet
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
	if derived := value.TokenEndpoint(a.Cloud, a.Tenant); a.TokenEndpoint == "" || a.TokenEndpoint == derived || before.At == guide.StepTenant && a.Cloud == value.Other {
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
	if a.Secret != b.Secret {
		tb.t.Errorf("%T at %s lost the secret", e, before.At)
	}
}

// endOf is the end date after another secret was entered: a new one has another,
// and the old one its own again.
func endOf(before flow.State, after form.Values) string {
	if a := before.Values; a.Expires != "" && !(before.NeedsNewSecret() && !a.Secret.Empty()) {
		return a.Expires
	}
	return after.Expires
}

func (tb *table) savesOnlyTheVerified(before flow.State, e flow.Event, effect flow.Effect) {
	save, ok := effect.(flow.SaveCredential)
	if !ok {
		return
	}
	c := save.Credential
	person := before.Results.SignIn != nil
	switch {
	case before.DryRun:
		tb.t.Error("a dry run saved")
	case slices.ContainsFunc(takenNames, func(n string) bool { return strings.EqualFold(n, c.Name) && n != before.Kept }):
		tb.t.Errorf("%q is taken", c.Name)
	case len(form.Judge(form.Values{Registration: form.Registration{Name: c.Name}}, guide.FieldName).Findings) > 0:
		tb.t.Errorf("%q is no name", c.Name)
	case save.Replace && before.Kept != c.Name:
		tb.t.Errorf("%q would overwrite what this session did not save", c.Name)
	case (c.ResumeAt != "") != (e == flow.SaveWaiting{}):
		tb.t.Errorf("%#v keeps it waiting at %q", e, c.ResumeAt)
	case c.ResumeAt != "":
		if c.Unverified == save.Secret.Empty() {
			tb.t.Errorf("what waits is unverified %v, though it has a secret %v", c.Unverified, !save.Secret.Empty())
		}
		return
	case c.Unverified && e != (flow.Keep{How: flow.Unverified}), !c.Unverified && e != (flow.Keep{How: flow.Saved}):
		tb.t.Errorf("%#v saved, unverified %v", e, c.Unverified)
	case !c.Unverified && c.Verification.Verdict != string(finding.Pass) && c.Verification.Verdict != string(finding.Warn):
		tb.t.Errorf("saved with verdict %s", c.Verification.Verdict)
	case !c.Unverified && !tb.issued[key{c.TokenEndpoint, c.ClientID, save.Secret, person}]:
		tb.t.Errorf("saved a credential of %s no token was issued for", c.Guide)
	}
	if !c.Unverified {
		tb.saved++
	}
}

// handsOutNoSecret checks what goes to a file, the clipboard, the browser and
// the index: it may hold judged values only.
func (tb *table) handsOutNoSecret(next flow.State, effect flow.Effect) {
	text := ""
	switch e := effect.(type) {
	case flow.SaveCredential:
		text = fmt.Sprintf("%+v", e.Credential)
	case flow.WriteFile:
		text = e.Name + e.Text
		if strings.ContainsAny(e.Name, `/\`) {
			tb.t.Errorf("a file named %q", e.Name)
		}
	case flow.OpenURL, flow.CopyText, flow.StartBrowserFlow, flow.LookUpTenant, flow.FetchToken, flow.RedeemCode:
		text = fmt.Sprintf("%+v", e)
	default:
	}
	tb.clean(fmt.Sprintf("%T at %s", effect, next.At), text)
	if strings.Contains(text, "hostile") {
		tb.t.Errorf("%T at %s holds what was never judged: %s", effect, next.At, text)
	}
}

// waitsNoLonger compares the pauses before a token request with what the
// session allows.
func (tb *table) waitsNoLonger(before, next flow.State, effect flow.Effect) {
	f, ok := effect.(flow.FetchToken)
	switch {
	case !ok || f.After == 0:
	case next.Results.Waited > next.Wait:
		tb.t.Errorf("waited %s of %s", next.Results.Waited, next.Wait)
	case next.Results.Retried && !before.Results.Retried && f.After == 5*time.Second:
	case f.After != next.Results.Waited-before.Results.Waited || next.Results.Polls != before.Results.Polls+1:
		tb.t.Errorf("a pause of %s that nobody counts", f.After)
	}
}

func (tb *table) isSomewhere(s flow.State) {
	if s.Index(s.At) < 0 && !s.AtHome() && !slices.Contains([]finding.StepID{guide.StepGuide, guide.StepWhich, guide.StepMessage}, s.At) {
		tb.t.Errorf("at %q", s.At)
	}
	if s.Phase == flow.Asking && len(tb.page.Options) == 0 {
		tb.t.Errorf("no options at %s", s.At)
	}
	stops := slices.ContainsFunc(tb.page.Options, func(o page.Option) bool { return o.Event == flow.Leave{} })
	if busy := s.Busy(); busy != (tb.page.Waiting != "") || busy != stops {
		tb.t.Errorf("%s, %s: waits for %q, can be stopped %v", s.At, s.Phase, tb.page.Waiting, stops)
	}
	for _, o := range tb.page.Options {
		if o.Event == (flow.AskOthers{Show: true}) { // the screen's own
			if !s.RequestFits() {
				tb.t.Errorf("there is no request to show at %s", s.At)
			}
			continue
		}
		if next, effects := flow.Next(s, o.Event); s.Phase != flow.Over && len(effects) == 0 && reflect.DeepEqual(next, s) && len(s.Problems) == 0 {
			tb.t.Errorf("%q at %s does nothing", o.Label, s.At)
		}
	}
}

// canBeLeft requires that every wait ends: when the user leaves it, and when
// the answers have come.
func (tb *table) canBeLeft(s flow.State) {
	if !s.Busy() {
		return
	}
	if len(s.Awaited) == 0 {
		tb.t.Errorf("waits for nothing at %s, %s", s.At, s.Phase)
	}
	if left, _ := flow.Next(s, flow.Leave{}); left.Busy() {
		tb.t.Errorf("can't leave %s, %s", s.At, s.Phase)
	}
	for range 10 { // a poll asks six times
		for _, c := range slices.Clone(s.Awaited) {
			s, _ = flow.Next(s, lastWord(s, c))
		}
	}
	if s.Busy() {
		tb.t.Errorf("all answered, and still waiting at %s, %s", s.At, s.Phase)
	}
}

// lastWord is an answer after which, if possible, nothing more is asked for.
func lastWord(s flow.State, c finding.Check) flow.Event {
	switch {
	case c == finding.TenantCheck:
		return flow.TenantSeen{Attempt: s.Attempt, Cloud: value.Global, Discovery: discovered()}
	case c == finding.TokenCheck:
		return flow.TokenSeen{Attempt: s.Attempt, Grant: granted()}
	case s.Phase == flow.Removing:
		return flow.SavedRemoved{Attempt: s.Attempt}
	case s.Phase == flow.Testing:
		return flow.SavedTested{Attempt: s.Attempt, Name: s.Home.Untested[0], Verification: check.Verification{Verdict: string(finding.Pass)}}
	case s.Phase == flow.Saving:
		return flow.SaveSeen{Attempt: s.Attempt}
	case s.Phase == flow.Opening:
		problem := finding.New(finding.KeyringCheck, finding.KeyringLocked, "The keyring is locked.", "Unlock it.")
		return flow.SavedOpened{Attempt: s.Attempt, Problem: &problem}
	case s.Phase == flow.Explaining:
		return flow.Explained{Attempt: s.Attempt}
	case s.Phase == flow.InBrowser && s.BrowserFlow.URL == "":
		return flow.BrowserFlowStarted{Attempt: s.Attempt, Flow: wire.BrowserFlow{URL: "https://login.microsoftonline.com", State: visitState}}
	case s.Phase == flow.InBrowser:
		return flow.RedirectCaught{Attempt: s.Attempt, Answer: value.NewSecret(loopback + "?error=access_denied")}
	}
	return flow.KeyringSeen{Attempt: s.Attempt}
}

// keepsTheSecret looks for secrets in everything that is shown or reported.
func (tb *table) keepsTheSecret(s flow.State) {
	report, err := json.Marshal(check.ReportOf(s.AsCase())) // follows the pointer to its root
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
