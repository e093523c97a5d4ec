package flow

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// FuzzNext reads bytes as a sequence of events and answers, and holds the
// machine to its promises after each.
func FuzzNext(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(randomBytes(seed, 120))
	}
	f.Fuzz(func(t *testing.T, script []byte) { play(t, script[:min(len(script), 400)]) })
}

// TestRandomSittings plays the same sequences in every run.
func TestRandomSittings(t *testing.T) {
	n := uint64(800)
	if testing.Short() {
		n = 200
	}
	saved := 0
	for seed := range n {
		saved += play(t, randomBytes(seed, 81))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	if saved < 20 {
		t.Errorf("%d sequences saved something: too few to test the promises about saving", saved)
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

// table is one sitting under test: the state, what it waits for, and what the
// machine was told so far.
type table struct {
	t       *testing.T
	state   State
	page    Page // of the state
	pending []Effect
	issued  map[FetchToken]bool // endpoint, client ID and secret that a token was issued for
	saved   int
}

var takenNames = []string{"fabrikam", "Mail"}

// play runs one script, from a place its first byte chooses, and returns how
// often something proven was saved.
func play(t *testing.T, script []byte) int {
	tb := &table{t: t, state: Begin(today, takenNames), issued: map[FetchToken]bool{
		{Endpoint: goodEndpoint, ClientID: goodClient, Secret: NewSecret(canary)}: true, // on the way to a later step
	}}
	if len(script) > 0 {
		from := []StepID{StepGuide, StepGuide, StepTenant, StepClientID, StepSecret, StepProve, StepKeep, StepHandoff}
		tb.state = at(from[script[0]%8])
		tb.state.Taken = takenNames
		tb.state.DryRun = script[0]/8 == 1
		tb.state.Offline = script[0]/8 == 2
		script = script[1:]
	}
	tb.page = PageOf(tb.state)
	for len(script) >= 2 && !t.Failed() {
		e := tb.pick(script[0], script[1])
		script = script[2:]
		if e != nil {
			tb.step(e)
		}
	}
	return tb.saved
}

// pick turns two bytes into an event. What the page offers comes often, so that
// sequences get somewhere.
func (tb *table) pick(kind, which byte) Event {
	n := int(which)
	options := tb.page.Options
	switch {
	case len(tb.pending) > 0 && kind%2 == 0:
		i := n % len(tb.pending)
		effect := tb.pending[i]
		tb.pending = slices.Delete(slices.Clone(tb.pending), i, i+1)
		return tb.answer(effect, n/8)
	case kind < 120 && len(options) > 0:
		return options[mostly(n, len(options))].Event
	case kind < 180:
		if fields := tb.page.Fields; len(fields) > 0 {
			return typing(fields[n%len(fields)], n/3)
		}
		return TickedAll{}
	case kind < 210:
		people, _ := everyEvent(tb.state)
		return people[n%len(people)].event
	case kind < 235:
		foreign := tb.state
		foreign.Attempt += []int{-2, -1, 1, 2}[n%4]
		_, results := everyEvent(foreign)
		return results[n/4%len(results)].event
	}
	return typing([]FieldID{FieldWhere, FieldRedirect, FieldClientID, FieldSecret, FieldExpires, FieldToken, FieldName, FieldMailbox}[n%8], n/8)
}

// typing is one of the things people type into a field, the canary in the wrong
// field among them.
func typing(id FieldID, n int) Event {
	texts := map[FieldID][]string{
		FieldWhere:    {"support@contoso.com", goodTenant, "contoso.com", goodEndpoint, "not a place", canary, "https://login.sovcloud-identity.fr/contoso.fr/oauth2/v2.0/token"},
		FieldMailbox:  {"support@contoso.com", "nobody", canary, ""},
		FieldRedirect: {"https://contoso.atlassian.net/oauth", "http://x", canary, ""},
		FieldClientID: {goodClient, " " + goodClient, goodTenant, "abc", canary, ""},
		FieldExpires:  {"2027-10-01", "2026-11-25", "2020-01-01", "soon", canary, ""},
		FieldToken:    {goodEndpoint, "https://login.microsoftonline.com/common/oauth2/v2.0/token", "https://login.microsoftonline.us/contoso.com/oauth2/token", canary, "https://evil.example/" + goodTenant + "/oauth2/v2.0/token", ""},
		FieldName:     {"mine", "fabrikam", "FABRIKAM", "mail", "no good name", ""},
	}
	if id == FieldSecret {
		secrets := []Secret{NewSecret(canary), NewSecret(canary + "\n"), NewSecret(secretID), NewSecret(""), {}}
		return TypedSecret{secrets[mostly(n, len(secrets))]}
	}
	return Typed{id, texts[id][mostly(n, len(texts[id]))]}
}

// mostly picks one of n, the first half of the time.
func mostly(which, n int) int {
	if which%2 == 0 {
		return 0
	}
	return which / 2 % n
}

// answer carries out an effect, well or badly. Servers may say anything but the
// secret: the doer keeps it from its events.
func (tb *table) answer(e Effect, n int) Event {
	problem := Found(KeyringCheck, KeyringTimeout, "The keyring did not answer.", "Unlock it.")
	troubles := []Reply{failed(NoName), failed(NoTrust), failed(HTMLPage), refusedWith(400, 90002), refusedWith(401, 7000215), refusedWith(503), refusedWith(400, 1)}
	switch e := e.(type) {
	case LookUpTenant:
		if n%4 > 0 {
			return TenantSeen{e.Attempt, e.Cloud, discovered()}
		}
		return TenantSeen{e.Attempt, e.Cloud, Discovery{Reply: troubles[n%len(troubles)]}}
	case FetchToken:
		g := Grant{Reply: troubles[n%len(troubles)]}
		if n%4 > 0 {
			g = granted(allRoles[:max(n%8, 4)-4]...)
			tb.issued[FetchToken{Endpoint: e.Endpoint, ClientID: e.ClientID, Secret: e.Secret}] = true
		}
		return TokenSeen{e.Attempt, g}
	case ProbeKeyring:
		if n%4 == 0 {
			return KeyringSeen{e.Attempt, &problem}
		}
		return KeyringSeen{Attempt: e.Attempt}
	case SaveCredential:
		if n%3 == 0 {
			return SaveSeen{e.Attempt, &problem}
		}
		return SaveSeen{Attempt: e.Attempt}
	case OpenURL, CopyText, CopySecret:
	}
	return Told{"done"}
}
