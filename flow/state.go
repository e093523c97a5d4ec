package flow

import (
	"slices"
	"time"

	"mailgrant/flow/check"
	"mailgrant/flow/explain"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// Phase is what is going on at a step.
type Phase string

// The phases.
const (
	Asking     Phase = "asking"     // it is the person's turn
	Looking    Phase = "looking"    // the tenant is looked up
	Probing    Phase = "probing"    // the keyring is tried
	Verifying  Phase = "proving"    // the credential is tested
	Saving     Phase = "saving"     // the secret is being kept
	InBrowser  Phase = "visiting"   // the browser is at a page of Microsoft's
	Explaining Phase = "explaining" // a text is being read
	Opening    Phase = "opening"    // a saved secret is being read
	Over       Phase = "over"       // the session has ended
)

// Outcome is what became of the secret.
type Outcome string

// The outcomes.
const (
	Saved        Outcome = "saved"    // proven and kept
	Unverified   Outcome = "parked"   // kept, unproven
	KeptNone     Outcome = "not kept" // proven or not, no copy
	SavedWaiting Outcome = "waiting"  // kept until somebody else has done their part
)

// State is the whole of a session. Next never changes a State in place, so an
// old one stays good.
type State struct {
	Book
	check.Case

	At     finding.StepID
	Phase  Phase
	Given  bool          // values that somebody sent: the portal's steps are left out
	Wait   time.Duration // how long a proof asks again for what may still be spreading
	Chosen string        // the one to take up at once; "" where the person chooses
	Fresh  bool          // the secret was created a moment ago, so it may still be spreading

	Reached       int // the furthest step reached, by index
	Attempt       int // number of the latest wait
	Awaited       []finding.Check
	Discoveries   []wire.Discovery     // what looking up the tenant brought
	Discovered    bool                 // Place answered for what stands in Where
	Explained     *explain.Explanation // of the message
	BrowserFlow   wire.BrowserFlow     // the one under way
	Localhost     bool                 // the app had http://localhost registered for a test here
	AsWaiting     bool                 // what is being saved is to wait
	Problems      []finding.Finding    // why the last Continue or Keep was refused
	Insisted      bool                 // Problems were shown; Continue again passes those that allow it
	Outcome       Outcome
	WithoutSecret bool // what is kept under that name waits, without its secret
}

// AsCase is what a report is made of.
func (s State) AsCase() check.Case {
	c := s.Case
	c.Running = s.Phase == Verifying
	return c
}

// Book is what is known of this computer's keyring and of what is in it.
type Book struct {
	Taken     []string     // names of credentials already saved
	Saved     []Credential // those to choose from
	Pending   []Credential // those that wait for somebody
	Probed    bool
	Keyring   *finding.Finding // why the keyring can't be used; nil where it can, or was not tried
	HandedOff []HandedOff      // the tenants before this one
}

// Begin is a session at the choice of guides.
func Begin(today time.Time, taken []string) State {
	return State{Case: check.Case{Settings: form.Settings{Today: today.UTC()}, Values: form.Values{Use: value.Both}}, Book: Book{Taken: taken},
		At: guide.StepGuide, Phase: Asking, Fresh: true}
}

// Examination is a session that only proves: values given, no questions.
// Retry begins it.
func Examination(a form.Values, today time.Time) State {
	return State{Case: check.Case{Settings: form.Settings{Today: today.UTC()}, Values: a, Original: a, ReturnMethod: wire.NotNow}, At: guide.StepVerify, Phase: Asking}
}

// Busy reports a wait.
func (s State) Busy() bool {
	switch s.Phase {
	case Looking, Probing, Verifying, Saving, InBrowser, Opening, Explaining:
		return true
	case Asking, Over:
	}
	return false
}

// Settled reports that a proof has ended.
func (s State) Settled() bool { return s.Results.Asked && s.Phase != Verifying }

// Verified reports that Microsoft issued a token and nothing that was found
// speaks against the credential.
func (s State) Verified() bool {
	if !s.Settled() || s.Results.Token == nil || !s.Results.Token.Got {
		return false
	}
	switch check.Verdict(check.Examine(s.AsCase())) {
	case finding.Pass, finding.Warn:
		return true
	case finding.Fail, finding.Undecided, finding.Skip:
	}
	return false
}

// AtStake reports that ending now would lose something typed.
func (s State) AtStake() bool {
	if s.Outcome != "" || s.Phase == Over {
		return false
	}
	a := s.Values
	if s.Diagnosing {
		return s.Changes() || a.Organization != s.Original.Organization
	}
	return !a.Secret.Empty() || a.ClientID != "" || a.Organization != ""
}

// awaits reports whether a result of that attempt is still wanted.
func (s State) awaits(attempt int, check finding.Check) bool {
	return s.Busy() && attempt == s.Attempt && slices.Contains(s.Awaited, check)
}

// got takes a check off the list of those awaited.
func (s State) got(check finding.Check) State {
	i := slices.Index(s.Awaited, check)
	s.Awaited = slices.Delete(slices.Clone(s.Awaited), i, i+1)
	return s
}

// Credential is what is kept beside the secret.
func (s State) Credential(parked bool) Credential {
	c := CredentialOf(s.Values)
	c.Registration, c.Unverified = s.Values.Kept(), parked
	if s.Results.Asked {
		c.Verification = check.VerificationOf(s.AsCase())
	}
	if s.ExpiryOutdated() {
		c.Expires = ""
	}
	return c
}
