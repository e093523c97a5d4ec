package store

import (
	"context"
	"errors"
	"time"

	"github.com/zalando/go-keyring"
)

// backend is what go-keyring offers: calls that may hang, panic, or falsely
// report success.
type backend interface {
	Set(service, account, secret string) error
	Get(service, account string) (string, error)
	Delete(service, account string) error
}

// guard turns a backend into a Keyring: it accepts only names and values that
// every keyring keeps, limits the time of each call, recovers panics, and
// reports success only after a read confirms it.
type guard struct {
	backend backend
	limit   time.Duration               // of one whole call, including its read-back
	reach   func(context.Context) error // checks that there is a keyring to talk to
	reveals func(text, secret string) bool
	locks   accountLocks
	running running
}

// Set saves secret under account.
func (g *guard) Set(ctx context.Context, account, secret string) error {
	if err := fitAccount(Save, account); err != nil {
		return err
	}
	if err := fitSecret(Save, secret); err != nil {
		return err
	}
	_, err := g.call(ctx, &change{Save, account, secret}, func() (string, error) {
		if err := g.backend.Set(service, account, secret); err != nil {
			return "", err
		}
		back, err := g.backend.Get(service, account)
		if errors.Is(err, keyring.ErrNotFound) {
			return "", &Error{Kind: NotKept, Op: Save, Detail: "nothing was found when reading it back"}
		}
		if err != nil {
			return "", unconfirmed(Save, err, secret)
		}
		if !same(back, secret) {
			return "", &Error{Kind: NotKept, Op: Save, Detail: "another value was found when reading it back"}
		}
		return "", nil
	})
	return err
}

// Get returns the secret of account.
func (g *guard) Get(ctx context.Context, account string) (string, error) {
	if err := fitAccount(Read, account); err != nil {
		return "", err
	}
	return g.call(ctx, &change{op: Read, account: account}, func() (string, error) {
		secret, err := g.backend.Get(service, account)
		if err != nil {
			return "", err
		}
		if fitSecret(Read, secret) != nil {
			return "", &Error{Kind: Invalid, Detail: "the keyring holds a value that mailgrant did not write"}
		}
		return secret, nil
	})
}

// Delete removes the secret of account.
func (g *guard) Delete(ctx context.Context, account string) error {
	if err := fitAccount(Remove, account); err != nil {
		return err
	}
	_, err := g.call(ctx, &change{op: Remove, account: account}, func() (string, error) {
		if err := g.backend.Delete(service, account); err != nil {
			return "", err
		}
		left, err := g.backend.Get(service, account)
		if errors.Is(err, keyring.ErrNotFound) {
			return "", nil
		}
		if err != nil {
			return "", unconfirmed(Remove, err, left)
		}
		return "", &Error{Kind: NotRemoved, Op: Remove, Detail: "it is still there when reading it back"}
	})
	return err
}

// Probe takes at most the time limit of one call.
func (g *guard) Probe(ctx context.Context, secret string) error {
	ctx, cancel := context.WithTimeout(ctx, g.limit)
	defer cancel()
	return probe(ctx, g, secret)
}

// outcome is the result of a call on the backend.
type outcome struct {
	secret string
	err    error
}

// call runs work, which does c, on its own goroutine and abandons it when the
// time is up: go-keyring has no context.
func (g *guard) call(ctx context.Context, c *change, work func() (string, error)) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, g.limit)
	defer cancel()
	if err := g.reach(ctx); err != nil {
		return "", asError(c.op, err, c.secret)
	}
	end := func() {}
	if c.op != Read {
		done, ok := g.locks.lock(ctx, c.account)
		if !ok {
			return "", &Error{Kind: ended(ctx), Op: c.op}
		}
		defer done()
		if ctx.Err() == nil && !g.running.begin(c) {
			return "", &Error{Kind: Stuck, Op: c.op}
		}
		end = func() { g.running.end(c) }
	}
	if ctx.Err() != nil {
		end()
		return "", &Error{Kind: ended(ctx), Op: c.op}
	}
	result := make(chan outcome, 1)
	go func() {
		o := attempt(work)
		end()
		result <- o
	}()
	select {
	case o := <-result:
		return g.split(o, c)
	case <-ctx.Done():
	}
	select {
	case o := <-result: // it finished at the last moment
		return g.split(o, c)
	default:
		return "", &Error{Kind: ended(ctx), Op: c.op, Unsure: c.op != Read}
	}
}

// split turns an outcome into return values. A message of the keyring that
// reveals the secret in any form is dropped.
func (g *guard) split(o outcome, c *change) (string, error) {
	if o.err == nil {
		return o.secret, nil
	}
	e := asError(c.op, o.err, c.secret)
	e.Unsure = e.Unsure && c.op != Read
	if g.reveals != nil && g.reveals(e.Detail, c.secret) {
		e.Detail = ""
	}
	return "", e
}

// attempt runs work and turns a panic into an outcome. The panic's text is
// dropped: it comes from another program and no user should see it.
func attempt(work func() (string, error)) (o outcome) {
	defer func() {
		if recover() != nil {
			o = outcome{err: &Error{Kind: Crashed, Unsure: true}}
		}
	}()
	secret, err := work()
	return outcome{secret, err}
}

// unconfirmed is the error of a write that was acknowledged but could not be
// read back.
func unconfirmed(op Op, err error, secret string) *Error {
	e := asError(op, err, secret)
	e.Unsure = true
	return e
}

// ended is the reason why ctx is done.
func ended(ctx context.Context) Kind {
	if errors.Is(ctx.Err(), context.Canceled) {
		return Cancelled
	}
	return Timeout
}
