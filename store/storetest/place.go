//go:build linux

// Package storetest has stand-ins for the places where secrets are stored. They
// store secrets and fail on request. The product does not import it.
package storetest

// Place is somewhere secrets are stored by account, such as the Secret Service.
type Place interface {
	// Env is the environment with which a program finds the place.
	Env() []string
	// Faults are the ways in which the place can fail.
	Faults() []Fault
	// Fault makes the place fail in the named way, until Heal.
	Fault(name string)
	// Heal ends the fault. What the fault did to the stored secrets stays.
	Heal()
	// Contents is what is really stored, by account. An account has more than one
	// secret if several items match it.
	Contents() map[string][]string
	// Put stores a secret like another program would.
	Put(account, secret string)
	// Close ends the place and all that it started.
	Close()
}

// Fault is one way to fail.
type Fault struct {
	Name  string // what happens, in words
	Reads Reads
	// Spoils says that a write under the fault destroys the earlier secret,
	// whatever the program does.
	Spoils bool

	blow blow
}

// Reads is what a reader gets during a fault.
type Reads string

// What a reader can get.
const (
	Right Reads = "the secret"
	None  Reads = "no secret"
	Wrong Reads = "another secret"
)
