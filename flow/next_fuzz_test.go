package flow_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/soak"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// FuzzNext reads bytes as a sequence of events and answers, and checks the
// machine's promises after each.
func FuzzNext(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(randomBytes(seed, 120))
	}
	f.Fuzz(func(t *testing.T, script []byte) { play(t, script[:min(len(script), 400)]) })
}

func TestSoakRandomSessions(t *testing.T) {
	t.Parallel()
	n := 40
	if soak.Whole() {
		n = 2_000
	}
	random, saved := soak.Random(t), 0
	for range n {
		seed := random.Uint64()
		saved += play(t, randomBytes(seed, 81))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	if saved == 0 {
		t.Error("no sequence saved anything: the promises about saving are not tested")
	}
}

func randomBytes(seed uint64, n int) []byte {
	r := rand.New(rand.NewPCG(seed, 1))
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.IntN(256))
	}
	return b
}

// table is one session under test: the state, the pending effects, and what the
// machine has received so far.
type table struct {
	t       *testing.T
	state   flow.State
	page    page.Page // of the state
	pending []flow.Effect
	issued  map[key]bool
	saved   int
}

// key is what a token was issued for.
type key struct {
	endpoint, clientID string
	secret             value.Secret
	person             bool // a user signed in
}

var takenNames = []string{"fabrikam", "Mail", "waits", "asked"}

// pendingCredentials are pending credentials: one waits for its registration, one for
// consent.
func pendingCredentials() []flow.Credential {
	waits := flow.Credential{
		Registration: form.Registration{
			Name: "waits", Guide: grantFlow, ClientID: goodClient, Tenant: goodTenant, Domain: "contoso.com",
			TokenEndpoint: goodEndpoint, AuthEndpoint: value.AdminConsentEndpoint(value.Global, goodTenant), Redirect: goodRedirect,
			Expires: "2027-10-01",
		},
		Use: value.Both, Cloud: value.Global,
		Unverified: true, ResumeAt: guide.StepConsent, Rights: flow.CanRegister,
	}
	asked := flow.Credential{
		Registration: form.Registration{
			Name: "asked", Guide: authCode, Tenant: goodTenant, Domain: "contoso.com",
			Mailboxes: []string{"support@contoso.com"},
		},
		Use: value.Incoming, Cloud: value.Global,
		ResumeAt: guide.StepValues, Rights: flow.CanNeither,
	}
	return []flow.Credential{waits, asked}
}

// savedCredentials are the pending ones and two that wait for nobody.
func savedCredentials() []flow.Credential {
	works := flow.Credential{
		Registration: form.Registration{
			Name: "fabrikam", Guide: clientCredentials, ClientID: goodClient, Tenant: goodTenant, Domain: "contoso.com",
			TokenEndpoint: goodEndpoint, Expires: "2027-10-01",
		},
		Use: value.Both, Cloud: value.Global, Verification: check.Verification{At: today, Verdict: string(finding.Pass)},
	}
	ended := works
	ended.Name, ended.Expires = "Mail", "2026-01-01"
	return append(pendingCredentials(), works, ended)
}

// play runs one script, from a place that its first byte selects, and returns
// how often a verified credential was saved.
func play(t *testing.T, script []byte) int {
	tb := &table{t: t, state: flow.Begin(today, takenNames), issued: map[key]bool{}}
	for _, person := range []bool{false, true} { // on the way to a later step
		tb.issued[key{goodEndpoint, goodClient, value.NewSecret(canary), person}] = true
	}
	if len(script) > 0 {
		from := beginnings()
		tb.state = from[int(script[0])%len(from)]
		tb.state.Taken, tb.state.Pending = takenNames, pendingCredentials()
		if tb.state.Saved == nil {
			tb.state.Saved = savedCredentials()
		}
		tb.state.DryRun = script[0] >= 240
		tb.state.Offline = script[0] >= 230 && script[0] < 240
		tb.state.Remote = script[0]%2 == 0
		script = script[1:]
	}
	tb.page = page.Of(tb.state)
	for len(script) >= 2 && !t.Failed() {
		e := tb.pick(script[0], script[1])
		script = script[2:]
		if e != nil {
			tb.step(e)
		}
	}
	return tb.saved
}

// beginnings are the places where scripts start.
var beginnings = sync.OnceValue(func() []flow.State {
	from := []flow.State{flow.Begin(today, nil), given(clientCredentials, guide.StepValues), given(authCode, guide.StepValues), neither(grantFlow, guide.StepRequest)}
	which := flow.Diagnosis(today, pendingCredentials())
	from = append(from, which, drive(which, obliging, flow.SelectSaved{Name: "waits"}), drive(which, obliging, flow.StartDiagnosis{}, flow.StartSetup{Given: true}, flow.ChoseGuide{ID: authCode}))
	home := flow.Begin(today, nil).AtStart()
	home.Saved, home.Pending = savedCredentials(), pendingCredentials()
	for range 4 {
		from = append(from, home, drive(home, obliging, flow.ShowSaved{Name: "fabrikam"}), drive(home, obliging, flow.ShowSaved{Name: "fabrikam"}, flow.SelectSaved{Name: "fabrikam"}))
	}
	for guide, steps := range map[string][]finding.StepID{
		clientCredentials:  {guide.StepTenant, guide.StepClientID, guide.StepSecret, guide.StepVerify, guide.StepHandoff},
		authCode:           {guide.StepConsent, guide.StepSignIn, guide.StepSignIn, guide.StepVerify},
		grantFlow:          {guide.StepConsent, guide.StepConsent, guide.StepVerify},
		automationAnywhere: {guide.StepMailbox, guide.StepVerify},
	} {
		for _, step := range steps {
			from = append(from, atIn(guide, step))
		}
	}
	slices.SortStableFunc(from, func(a, b flow.State) int {
		return cmp.Or(cmp.Compare(a.Values.Guide, b.Values.Guide), cmp.Compare(a.At, b.At))
	})
	return from
})

// pick turns two bytes into an event. The page's own options come often, so
// that sequences make progress.
func (tb *table) pick(kind, which byte) flow.Event {
	n := int(which)
	options := slices.Clone(tb.page.Options)
	for _, r := range tb.page.Rows {
		options = append(options, page.Option{Label: r.Name, Event: r.Event})
	}
	switch {
	case len(tb.pending) > 0 && kind%2 == 0:
		i := n % len(tb.pending)
		effect := tb.pending[i]
		tb.pending = slices.Delete(slices.Clone(tb.pending), i, i+1)
		return tb.answer(effect, n/8)
	case kind < 120 && len(options) > 0:
		return options[mostly(n, len(options))].Event
	case kind < 130:
		texts := []string{block, "Client ID: " + goodClient, "Token endpoint: " + goodEndpoint, canary, "Mailbox: support@contoso.com\nTenant: contoso.com", goodTenant + "\n" + goodClient, hostile}
		return []flow.Event{flow.Pasted{Field: everyField[n%len(everyField)], Text: value.NewSecret(texts[n%len(texts)])}, flow.PutPasted{}, flow.Undo{}, flow.DropPasted{}}[kind%4]
	case kind < 180:
		if fields := tb.page.Fields; len(fields) > 0 {
			return typing(fields[n%len(fields)], n/3)
		}
		return flow.Retry{Keyring: true}
	case kind < 210:
		people, _ := everyEvent(tb.state)
		return people[n%len(people)].event
	case kind < 235:
		foreign := tb.state
		foreign.Attempt += []int{-2, -1, 1, 2}[n%4]
		_, results := everyEvent(foreign)
		return results[n/4%len(results)].event
	}
	return typing(everyField[n%len(everyField)], n/len(everyField))
}

var everyField = []finding.FieldID{
	guide.FieldOrganization, guide.FieldRedirect, guide.FieldClientID, guide.FieldSecret, guide.FieldExpires, guide.FieldToken, guide.FieldAuth, guide.FieldName, guide.FieldMailbox, guide.FieldAnswer,
}

// typing is something that people type in a field; sometimes it is the canary
// secret in the wrong field.
func typing(id finding.FieldID, n int) flow.Event {
	texts := map[finding.FieldID][]string{
		guide.FieldOrganization: {"support@contoso.com", goodTenant, "contoso.com", goodEndpoint, "not a place", hostile, canary, "https://login.sovcloud-identity.fr/contoso.fr/oauth2/v2.0/token"},
		guide.FieldMailbox:      {"support@contoso.com", "nobody", canary, ""},
		guide.FieldRedirect:     {goodRedirect, "http://x", canary, "https://x/" + hostile, ""},
		guide.FieldClientID:     {goodClient, " " + goodClient, goodTenant, "abc", canary, hostile, ""},
		guide.FieldExpires:      {"2027-10-01", "2026-11-25", "2020-01-01", "soon", canary, ""},
		guide.FieldToken:        {goodEndpoint, "https://login.microsoftonline.com/common/oauth2/v2.0/token", "https://login.microsoftonline.us/contoso.com/oauth2/token", canary, "https://evil.example/" + goodTenant + "/oauth2/v2.0/token", ""},
		guide.FieldAuth:         {value.AdminConsentEndpoint(value.Global, goodTenant), value.AuthorizeEndpoint(value.Global, goodTenant), canary, "https://evil.example/" + hostile, ""},
		guide.FieldName:         {"mine", "fabrikam", "FABRIKAM", "mail", "no good name", "../../" + hostile, ""},
		guide.FieldMessage:      {"AADSTS7000215: Invalid client secret provided.", ""},
		guide.FieldAnswer: {
			landed(goodRedirect), goodRedirect, landed(goodRedirect) + "&error=access_denied", "AADSTS50011: it does not match. " + canary,
			canary, goodRedirect + "?code=" + visitCode + "&state=forged", "AADSTS1 %zz?code=" + visitCode, "",
		},
	}
	if id == guide.FieldSecret {
		secrets := []value.Secret{value.NewSecret(canary), value.NewSecret(canary + "\n"), value.NewSecret(secretID), value.NewSecret(""), {}}
		return flow.TypedSecret{Secret: secrets[mostly(n, len(secrets))]}
	}
	words := texts[id]
	if words == nil {
		words = []string{"a word", canary, hostile, ""}
	}
	return flow.Typed{Field: id, Text: words[mostly(n, len(words))]}
}

// mostly picks one of n, half of the time the first.
func mostly(which, n int) int {
	if which%2 == 0 {
		return 0
	}
	return which / 2 % n
}

// hostile must not appear in any of our texts.
const hostile = "`|hostile[x](javascript:1)"

// answer carries out an effect, well or badly. Servers may say anything except
// the secret: the doer keeps it out of its events.
func (tb *table) answer(e flow.Effect, n int) flow.Event {
	problem := finding.New(finding.KeyringCheck, finding.KeyringTimeout, "The keyring did not answer.", "Unlock it.")
	troubles := []wire.Reply{failed(wire.DNS), failed(wire.CertUntrusted), failed(wire.HTMLPage), refusedWith(400, 90002), refusedWith(401, 7000215), refusedWith(400, 65001), refusedWith(503), refusedWith(400, 1)}
	refusal := troubles[n%len(troubles)]
	switch e := e.(type) {
	case flow.LookUpTenant:
		if n%4 == 0 {
			return flow.TenantSeen{Attempt: e.Attempt, Cloud: e.Cloud, Discovery: wire.Discovery{Reply: refusal}}
		}
	case flow.FetchToken:
		return flow.TokenSeen{Attempt: e.Attempt, Grant: tb.grant(e, n, refusal)}
	case flow.RedeemCode:
		if n%4 == 0 {
			return flow.SignedIn{Attempt: e.Attempt, Result: wire.SignInResult{Grant: wire.Grant{Reply: refusal}}}
		}
		tb.issued[key{e.Endpoint, e.ClientID, e.Secret, true}] = true
	case flow.ProbeKeyring:
		if n%4 == 0 {
			return flow.KeyringSeen{Attempt: e.Attempt, Problem: &problem}
		}
	case flow.SaveCredential:
		if n%3 == 0 {
			return flow.SaveSeen{Attempt: e.Attempt, Problem: &problem, Unsure: n%2 == 0, WithoutSecret: n%5 == 0}
		}
	case flow.OpenSaved:
		if n%4 == 0 {
			return flow.SavedOpened{Attempt: e.Attempt, Problem: &problem}
		}
	case flow.RemoveCredential:
		if n%4 == 0 {
			return flow.SavedRemoved{Attempt: e.Attempt, Problem: &problem}
		}
	case flow.TestCredential:
		if n%4 == 0 {
			return flow.SavedTested{Attempt: e.Attempt, Name: e.Name, Verification: check.Verification{At: today, Verdict: string(finding.Fail), Cause: string(finding.SecretExpired)}}
		}
	case flow.StartBrowserFlow:
		if n%4 == 0 {
			return flow.BrowserFlowStarted{Attempt: e.Attempt, Problem: &problem}
		}
	case flow.AwaitRedirect:
		texts := []string{"?error=access_denied&admin_consent=True", "?state=forged&code=" + visitCode, "?state=" + visitState}
		if n%4 == 0 {
			return flow.RedirectCaught{Attempt: e.Attempt, Answer: value.NewSecret(loopback + texts[n%3]), Problem: nil}
		}
	default: // nothing can go wrong
	}
	return obliging(e)
}

// grant is the result of a token request: a refusal, or a token with some or
// all roles and with probes that passed or failed.
func (tb *table) grant(e flow.FetchToken, n int, refusal wire.Reply) wire.Grant {
	if n%4 == 0 {
		return wire.Grant{Reply: refusal}
	}
	tb.issued[key{e.Endpoint, e.ClientID, e.Secret, false}] = true
	g := grantedFor(e.Probes)
	if n%8 == 1 {
		g.Roles = g.Roles[:1]
	}
	if n%16 == 2 {
		for i := range g.Probed {
			g.Probed[i].Reply, g.Probed[i].Reached = refusal, false
		}
	}
	return g
}
