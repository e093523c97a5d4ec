package flow

import (
	"mailgrant/flow/explain"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// Event is something that happened: the person did it, or an Effect ended.
type Event interface{ event() }

type (
	// StartSetup says what the person has: nothing yet, or values somebody sent.
	StartSetup struct{ Given bool }
	// NextTenant begins the next tenant with the same guide.
	NextTenant struct{}
	// ChoseGuide picks the procedure.
	ChoseGuide struct{ ID string }
	// ChoseUse picks what the product does with mail.
	ChoseUse struct{ Use value.Use }
	// Typed is a field's whole text after a change.
	Typed struct {
		Field finding.FieldID
		Text  string
	}
	// TypedSecret is the secret after a change.
	TypedSecret struct{ Secret value.Secret }
	// Ticked marks a permission as added in the portal, or not.
	Ticked struct {
		Permission string
		On         bool
	}
	// TickedAll marks all that the use needs.
	TickedAll struct{}
	// Continue asks for the next step.
	Continue struct{}
	// Back asks for the step before.
	Back struct{}
	// Jump asks for a step that was reached before.
	Jump struct{ To finding.StepID }
	// Retry does the step's look-up, probe or proof again.
	Retry struct{}
	// Leave ends a wait; what it would bring is dropped.
	Leave struct{}
	// Keep decides what becomes of the secret.
	Keep struct{ How Outcome }
	// ChoseRights says what the person may do in the tenant.
	ChoseRights struct{ Rights form.Rights }
	// AskOthers hands out the request for whoever may: as a file, or to copy.
	AskOthers struct{ File bool }
	// SaveWaiting keeps the credential as waiting and ends the session.
	SaveWaiting struct{}
	// Resume goes on with a credential that waits.
	Resume struct{ Name string }
	// Consent sets about the admin consent.
	Consent struct{ Method wire.ReturnMethod }
	// SignIn sets about the sign-in test; "" goes back to the choice.
	SignIn struct{ Method wire.ReturnMethod }
	// StartDiagnosis begins a diagnosis.
	StartDiagnosis struct{}
	// SelectSaved takes up a saved credential.
	SelectSaved struct{ Name string }
	// StartExplain asks what a message means.
	StartExplain struct{}
	// ApplyFix takes the corrected value of a field and tests it.
	ApplyFix struct{ Field finding.FieldID }
	// RequestReport writes the report for support.
	RequestReport struct{}
	// Poll tests again with new tokens until what is missing appears.
	Poll struct{}
)

// The results carry the attempt of the effect they answer; Next drops those of
// another attempt.
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
	// KeyringSeen answers ProbeKeyring; no Problem means it can be used.
	KeyringSeen struct {
		Attempt int
		Problem *finding.Finding
	}
	// SaveSeen answers SaveCredential; no Problem means it was read back equal.
	SaveSeen struct {
		Attempt       int
		Problem       *finding.Finding
		Unsure        bool // beside a Problem: it may have been saved all the same
		WithoutSecret bool // beside a Problem: all but the secret is kept
	}
	// BrowserFlowStarted answers StartBrowserFlow.
	BrowserFlowStarted struct {
		Attempt int
		Flow    wire.BrowserFlow
		Problem *finding.Finding // why nothing can be caught here
	}
	// RedirectCaught answers AwaitRedirect.
	RedirectCaught struct {
		Attempt int
		Answer  value.Secret     // the address the browser came back to, code and all
		Problem *finding.Finding // why none came
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
		Differs bool // it is another secret than the one that was saved
		Problem *finding.Finding
	}
	// Explained answers Explain.
	Explained struct {
		Attempt     int
		Explanation explain.Explanation
	}
	// Told answers the effects that change nothing here: what to tell the
	// person about a link opened or a text copied.
	Told struct{ Says string }
)

func (StartSetup) event()         {}
func (NextTenant) event()         {}
func (ChoseGuide) event()         {}
func (ChoseUse) event()           {}
func (Typed) event()              {}
func (TypedSecret) event()        {}
func (Ticked) event()             {}
func (TickedAll) event()          {}
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
