// Package run carries things out beside what waits for them.
package run

import "context"

// Ended is what a call came to.
type Ended[T any] struct {
	value T
	err   error
	fault any
}

// Apart makes a call on a goroutine of its own. A panic there would end the
// program and print anything; the one who takes the call's result gets it.
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

// Take gives what the call gave, or panics as it did.
func (e Ended[T]) Take() (T, error) {
	if e.fault != nil {
		panic(e.fault)
	}
	return e.value, e.err
}

// Await waits for a call, or for the end of ctx, which leaves the call behind.
func Await[T any](ctx context.Context, call func() (T, error)) (T, error) {
	select {
	case e := <-Apart(call):
		return e.Take()
	case <-ctx.Done():
		var none T
		return none, context.Cause(ctx)
	}
}
