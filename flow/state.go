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

// Phase is what is happening at a step.
type Phase string

// The phases.
const (
	Asking     Phase = "asking"     // waiting for the user
	Looking    Phase = "looking"    // looking up the tenant
	Probing    Phase = "probing"    // testing the keyring
	Verifying  Phase = "proving"    // testing the credential
	Saving     Phase = "saving"     // saving the secret
	InBrowser  Phase = "visiting"   // the browser shows one of Microsoft's pages
	Explaining Phase = "explaining" // looking up a message
	Opening    Phase = "opening"    // reading a saved secret
	Removing   Phase = "removing"   // removing a saved credential
	Testing    Phase = "testing"    // testing all saved credentials
	Over       Phase = "over"       // the session has ended
)

// Outcome is what happened to the secret.
type Outcome string

// The outcomes.
const (
	Saved        Outcome = "saved"    // saved, verified
	Unverified   Outcome = "parked"   // saved, not verified
	KeptNone     Outcome = "not kept" // not saved, whether verified or not
	SavedWaiting Outcome = "waiting"  // saved until somebody else has done their part
)

// State is a whole session. Next never changes a State in place, so an old one
// stays valid.
type State struct {
	Book
	Home Home
	check.Case

	At     finding.StepID
	Phase  Phase
	Given  bool          // somebody sent the values: skip the portal's steps
	Wait   time.Duration // how long a test keeps asking for what may still be propagating
	Chosen string        // the credential to select at once; "" if the user chooses
	Fresh  bool          // the secret was just created, so it may still be propagating

	Reached       int // index of the furthest step reached
	Attempt       int // number of the latest wait
	Awaited       []finding.Check
	Discoveries   []wire.Discovery     // results of the tenant look-up
	Discovered    bool                 // the tenant was looked up for the current Organization
	Explained     *explain.Explanation // of the message
	BrowserFlow   wire.BrowserFlow     // the current one
	Visited       bool                 // the consent page was opened or its link copied
	Localhost     bool                 // the app had http://localhost registered for a test on this computer
	AsWaiting     bool                 // the save in progress is of a pending credential
	Problems      []finding.Finding    // why the latest Continue or Keep was refused
	Insisted      bool                 // Problems were shown; another Continue accepts those that allow it
	Outcome       Outcome
	Earlier       []HandedOff // what was saved before something was changed; it stays saved
	WithoutSecret bool        // the credential saved under that name is pending and has no secret
	Paste         Paste
	renewed       renewed // the secret that the user is replacing
	mailbox       string  // that was pasted
	undo          *before // as it was before the latest paste; nil if that can't be undone
}

// AsCase is what package check judges and reports.
func (s State) AsCase() check.Case {
	c := s.Case
	c.Running = s.Phase == Verifying
	return c
}

// Book is what is known about this computer's keyring and the credentials in
// it.
type Book struct {
	Taken     []string     // names in use
	Saved     []Credential // to choose from
	Pending   []Credential // waiting for somebody else
	Unusable  int          // how many more are saved with a guide that can't be read
	Probed    bool
	Keyring   *finding.Finding // why the keyring can't be used; nil if it can, or was not tested
	HandedOff []HandedOff      // the tenants before this one in the session
}

// Begin is a new session at the choice of guides.
func Begin(today time.Time, taken []string) State {
	return State{Case: check.Case{Settings: form.Settings{Today: today.UTC()}, Values: form.Values{Use: value.Both}}, Book: Book{Taken: taken},
		Home: Home{Now: today.UTC()}, At: guide.StepGuide, Phase: Asking, Fresh: true}
}

// Examination is a session that only tests given values and asks nothing. Retry
// starts the test.
func Examination(a form.Values, today time.Time) State {
	a.Today = today.UTC()
	return State{Case: check.Case{Settings: form.Settings{Today: today.UTC()}, Values: a, Original: a, ReturnMethod: wire.NotNow}, At: guide.StepVerify, Phase: Asking}
}

// Busy reports a session that waits.
func (s State) Busy() bool {
	switch s.Phase {
	case Looking, Probing, Verifying, Saving, InBrowser, Opening, Removing, Testing, Explaining:
		return true
	case Asking, Over:
	}
	return false
}

// Settled reports that a test has ended.
func (s State) Settled() bool { return s.Results.Asked && s.Phase != Verifying }

// Verified reports that Microsoft issued a token and no finding speaks against
// the credential.
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

// AtStake reports that something typed would be lost now.
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

// awaits reports whether the session still waits for this result of that
// attempt.
func (s State) awaits(attempt int, check finding.Check) bool {
	return s.Busy() && attempt == s.Attempt && slices.Contains(s.Awaited, check)
}

// got removes a check from the awaited ones.
func (s State) got(check finding.Check) State {
	i := slices.Index(s.Awaited, check)
	s.Awaited = slices.Delete(slices.Clone(s.Awaited), i, i+1)
	return s
}

// Credential is what is saved with the secret.
func (s State) Credential(unverified bool) Credential {
	c := CredentialOf(s.Values)
	c.Registration, c.Unverified = s.Values.Kept(), unverified
	if s.Results.Asked {
		c.Verification = check.VerificationOf(s.AsCase())
	}
	if s.ExpiryOutdated() {
		c.Expires = ""
	}
	return c
}
