// Package run carries out a session's effects in the background, while its
// caller waits for them.
package run

import "context"

// Ended is the result of a call, or its panic.
type Ended[T any] struct {
	value T
	err   error
	fault any
}

// Apart runs a call on its own goroutine. A panic there would end the program
// and print secrets, so it is caught and passed to the code that takes the
// result.
func Apart[T any](call func() (T, error)) <-chan Ended[T] {
	done := make(chan Ended[T], 1)
	go func() {
		var e Ended[T]
		defer func() {
			e.fault = recover()
			done <- e
		}()
		e.value, e.err = call()
	}()
	return done
}

// Take returns what the call returned, or panics as it did.
func (e Ended[T]) Take() (T, error) {
	if e.fault != nil {
		panic(e.fault)
	}
	return e.value, e.err
}

// Await waits for a call or for the end of ctx. In that case the call keeps
// running, and its result is dropped.
func Await[T any](ctx context.Context, call func() (T, error)) (T, error) {
	select {
	case e := <-Apart(call):
		return e.Take()
	case <-ctx.Done():
		var none T
		return none, context.Cause(ctx)
	}
}
