package flow

// Event is something that happened: the person did it, or an Effect ended.
type Event interface{ event() }

type (
	// Began says what the person has: nothing yet, or values somebody sent.
	Began struct{ Given bool }
	// Another begins the next tenant with the same guide.
	Another struct{}
	// ChoseGuide picks the procedure.
	ChoseGuide struct{ ID string }
	// ChoseUse picks what the product does with mail.
	ChoseUse struct{ Use Use }
	// Typed is a field's whole text after a change.
	Typed struct {
		Field FieldID
		Text  string
	}
	// TypedSecret is the secret after a change.
	TypedSecret struct{ Secret Secret }
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
	Jump struct{ To StepID }
	// Retry does the step's look-up, probe or proof again.
	Retry struct{}
	// Leave ends a wait; what it would bring is dropped.
	Leave struct{}
	// Keep decides what becomes of the secret.
	Keep struct{ How Outcome }
)

// The results carry the attempt of the effect they answer; Next drops those of
// another attempt.
type (
	// TenantSeen answers LookUpTenant.
	TenantSeen struct {
		Attempt   int
		Cloud     Cloud // the cloud that was asked
		Discovery Discovery
	}
	// TokenSeen answers FetchToken.
	TokenSeen struct {
		Attempt int
		Grant   Grant
	}
	// KeyringSeen answers ProbeKeyring; no Problem means it can be used.
	KeyringSeen struct {
		Attempt int
		Problem *Finding
	}
	// SaveSeen answers SaveCredential; no Problem means it was read back equal.
	SaveSeen struct {
		Attempt int
		Problem *Finding
	}
	// Told answers the effects that change nothing here: what to tell the
	// person about a link opened or a text copied.
	Told struct{ Says string }
)

func (Began) event()       {}
func (Another) event()     {}
func (ChoseGuide) event()  {}
func (ChoseUse) event()    {}
func (Typed) event()       {}
func (TypedSecret) event() {}
func (Ticked) event()      {}
func (TickedAll) event()   {}
func (Continue) event()    {}
func (Back) event()        {}
func (Jump) event()        {}
func (Retry) event()       {}
func (Leave) event()       {}
func (Keep) event()        {}
func (TenantSeen) event()  {}
func (TokenSeen) event()   {}
func (KeyringSeen) event() {}
func (SaveSeen) event()    {}
func (Told) event()        {}
