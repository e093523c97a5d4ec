// Package flow holds the rules of mailgrant: the documented guides, what a
// value must look like, what an answer from Microsoft means, and the machine
// that leads from the first question to a proven, saved credential.
//
// It does no I/O, reads no clock and starts no goroutine: what happened
// arrives as an Event, what should happen leaves as an Effect.
package flow
