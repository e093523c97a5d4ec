// Package flow is the state machine that leads from the first question to a
// verified, saved credential: State, Event, Effect, Next.
//
// It does no I/O, reads no clock and starts no goroutine. What happened arrives
// as an Event; what to do leaves as an Effect.
package flow
