package flow

import (
	"mailgrant/flow/check"
	"mailgrant/flow/explain"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// Event is something that happened: the user did it, or an Effect ended.
type Event interface{ event() }

type (
	// StartSetup says what the user has: nothing yet, or values that somebody sent.
	StartSetup struct{ Given bool }
	// NextTenant starts the next tenant with the same guide.
	NextTenant struct{}
	// ChoseGuide selects the guide.
	ChoseGuide struct{ ID string }
	// ChoseUse selects what the product does with mail.
	ChoseUse struct{ Use value.Use }
	// Typed is a field's whole text after a change.
	Typed struct {
		Field  finding.FieldID
		Text   string
		Pasted bool // over another text: Undo takes it back
	}
	// TypedSecret is the whole secret after a change.
	TypedSecret struct {
		Secret value.Secret
		Pasted bool // over another secret: Undo takes it back
	}
	// Pasted is a text that was pasted, as it came. State.Paste says how it was
	// read.
	Pasted struct {
		Field finding.FieldID // the one that has the focus; "" for none
		Text  value.Secret
	}
	// PutPasted puts in place what the pasted text holds.
	PutPasted struct{}
	// DropPasted leaves everything as it is.
	DropPasted struct{}
	// Undo takes back the latest paste.
	Undo struct{}
	// Continue goes to the next step.
	Continue struct{}
	// Back goes to the step before.
	Back struct{}
	// Jump goes to a step that was reached before.
	Jump struct{ To finding.StepID }
	// Retry repeats the step's look-up, keyring probe or test. Where a test can be
	// repeated too, Keyring asks for the probe.
	Retry struct{ Keyring bool }
	// Leave ends a wait; its result will be dropped.
	Leave struct{}
	// Keep decides what to do with the secret.
	Keep struct{ How Outcome }
	// ChoseRights says what the user may do in the tenant.
	ChoseRights struct{ Rights form.Rights }
	// AskOthers writes the request for somebody with the rights to a file, or
	// copies it. Show only shows it, and changes nothing.
	AskOthers struct{ File, Show bool }
	// SaveWaiting saves the credential as pending and ends the session.
	SaveWaiting struct{}
	// Resume continues with a pending credential.
	Resume struct{ Name string }
	// Consent starts the admin consent.
	Consent struct{ Method wire.ReturnMethod }
	// LinkTaken says that the step's link was opened or copied.
	LinkTaken struct{}
	// Accepted says that an administrator accepted on the consent page: the test
	// waits until it shows.
	Accepted struct{}
	// SignIn starts the sign-in test; "" returns to the choice of a return method.
	SignIn struct{ Method wire.ReturnMethod }
	// StartDiagnosis starts a diagnosis.
	StartDiagnosis struct{}
	// SelectSaved selects a saved credential.
	SelectSaved struct{ Name string }
	// StartExplain asks for a message to explain.
	StartExplain struct{}
	// ApplyFix takes the corrected value of a field and tests it.
	ApplyFix struct{ Field finding.FieldID }
	// RequestReport writes the support report.
	RequestReport struct{}
	// GoHome returns to the first screen from the end of a session.
	GoHome struct{}
	// ShowSaved opens a saved credential of the first screen.
	ShowSaved struct{ Name string }
	// ShowSheet opens the hand-off sheet of the credential that is open.
	ShowSheet struct{}
	// RemoveSaved asks whether to remove the credential that is open; once it has
	// asked, it removes it.
	RemoveSaved struct{}
	// TestAll tests all saved credentials.
	TestAll struct{}
	// Poll repeats the test with new tokens until what is missing appears.
	Poll struct{}
)

// The results carry the attempt number of the effect they answer; Next drops
// those of an earlier attempt.
type (
	// TenantSeen answers LookUpTenant.
	TenantSeen struct {
		Attempt   int
		Cloud     value.Cloud // the cloud that was asked
		Discovery wire.Discovery
	}
	// TokenSeen answers FetchToken.
	TokenSeen struct {
		Attempt int
		Grant   wire.Grant
	}
	// KeyringSeen answers ProbeKeyring; without a Problem the keyring works.
	KeyringSeen struct {
		Attempt int
		Problem *finding.Finding
	}
	// SaveSeen answers SaveCredential; without a Problem the secret was read back
	// and is equal.
	SaveSeen struct {
		Attempt       int
		Problem       *finding.Finding
		Unsure        bool // with a Problem: it may be saved nevertheless
		WithoutSecret bool // with a Problem: all but the secret is saved
	}
	// BrowserFlowStarted answers StartBrowserFlow.
	BrowserFlowStarted struct {
		Attempt int
		Flow    wire.BrowserFlow
		Problem *finding.Finding // why no listener could be started
	}
	// RedirectCaught answers AwaitRedirect.
	RedirectCaught struct {
		Attempt int
		Answer  value.Secret     // the redirect's address, with the code
		Problem *finding.Finding // why there was no redirect
	}
	// SignedIn answers RedeemCode.
	SignedIn struct {
		Attempt int
		Result  wire.SignInResult
	}
	// SavedOpened answers OpenSaved.
	SavedOpened struct {
		Attempt int
		Secret  value.Secret
		Differs bool // the secret is not the one that was saved
		Problem *finding.Finding
	}
	// SavedRemoved answers RemoveCredential; without a Problem a read found it gone.
	SavedRemoved struct {
		Attempt int
		Problem *finding.Finding
	}
	// SavedTested answers TestCredential.
	SavedTested struct {
		Attempt      int
		Name         string
		Verification check.Verification
		Saved        *Credential      // as it is saved now; nil if it could not be read
		Problem      *finding.Finding // why the result could not be saved
	}
	// Explained answers Explain.
	Explained struct {
		Attempt     int
		Explanation explain.Explanation
	}
	// Told answers acts, which change nothing in the session. It says how opening a
	// link or copying a text went.
	Told struct {
		Says   string
		Failed bool // nothing was copied, opened or written
	}
)

func (StartSetup) event()         {}
func (NextTenant) event()         {}
func (ChoseGuide) event()         {}
func (ChoseUse) event()           {}
func (Typed) event()              {}
func (TypedSecret) event()        {}
func (Pasted) event()             {}
func (PutPasted) event()          {}
func (DropPasted) event()         {}
func (Undo) event()               {}
func (Continue) event()           {}
func (Back) event()               {}
func (Jump) event()               {}
func (Retry) event()              {}
func (Leave) event()              {}
func (Keep) event()               {}
func (TenantSeen) event()         {}
func (TokenSeen) event()          {}
func (KeyringSeen) event()        {}
func (SaveSeen) event()           {}
func (Told) event()               {}
func (ChoseRights) event()        {}
func (AskOthers) event()          {}
func (SaveWaiting) event()        {}
func (Resume) event()             {}
func (Consent) event()            {}
func (LinkTaken) event()          {}
func (Accepted) event()           {}
func (SignIn) event()             {}
func (Poll) event()               {}
func (BrowserFlowStarted) event() {}
func (RedirectCaught) event()     {}
func (SignedIn) event()           {}
func (SavedOpened) event()        {}
func (StartDiagnosis) event()     {}
func (SelectSaved) event()        {}
func (StartExplain) event()       {}
func (ApplyFix) event()           {}
func (RequestReport) event()      {}
func (Explained) event()          {}
func (GoHome) event()             {}
func (ShowSaved) event()          {}
func (ShowSheet) event()          {}
func (RemoveSaved) event()        {}
func (TestAll) event()            {}
func (SavedRemoved) event()       {}
func (SavedTested) event()        {}
