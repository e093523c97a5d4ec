package flow

// Ability is what the person may do in the tenant.
type Ability string

// The abilities. The zero Ability is not asked yet.
const (
	CanBoth     Ability = "register and consent"
	CanRegister Ability = "register"
	CanNeither  Ability = "neither"
	CantSay     Ability = "unknown"
)
