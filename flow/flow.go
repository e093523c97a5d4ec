// Package flow is the machine that leads from the first question to a verified,
// saved credential: State, Event, Effect, Next.
//
// It does no I/O, reads no clock and starts no goroutine: what happened
// arrives as an Event, what should happen leaves as an Effect.
package flow
