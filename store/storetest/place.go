//go:build linux

// Package storetest holds stand-ins for the places where secrets are kept. They
// keep what they are given, and fail on request. No part of the product imports
// it.
package storetest

// Place is somewhere secrets are kept by account. The Secret Service is one.
type Place interface {
	// Env is what a program finds the place by.
	Env() []string
	// Faults are the ways in which the place can fail.
	Faults() []Fault
	// Fault makes the place fail in one of them, by its name, until Heal.
	Fault(name string)
	// Heal ends the fault. What the fault did to what is kept stays.
	Heal()
	// Contents is what is kept, whatever a program is told. An account has more
	// than one secret where several items match it.
	Contents() map[string][]string
	// Put keeps a secret as another program would.
	Put(account, secret string)
	// Close ends the place and all it started.
	Close()
}

// Fault is one way to fail.
type Fault struct {
	Name  string // what happens, in words
	Reads Reads
	// Spoils says that a write under the fault takes the secret that was there
	// before with it, whatever the writer does.
	Spoils bool

	blow blow
}

// Reads is what a reader gets while a fault lasts.
type Reads string

// What a reader may get.
const (
	Right Reads = "the secret"
	None  Reads = "no secret"
	Wrong Reads = "another secret"
)
