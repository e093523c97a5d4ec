// Package store is the safe: the OS keyring for secrets, and a plain index
// file for everything else about a credential.
//
// A secret goes in and comes out as a plain string and is kept in the keyring
// only: never in the index, a temporary file or an error. "Saved" is said
// after the value was read back and is equal, "removed" after a read proved
// its absence.
package store

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
)

// service is what every item of ours is filed under in the keyring. No other
// program may use it: go-keyring finds items by service and account alone.
const service = "mailgrant"

// Keyring keeps secrets by account name. Every error is an *Error, and none
// holds a secret.
type Keyring interface {
	// Set keeps secret under account, replacing what is there. It returns nil
	// only after the value was read back and is equal.
	Set(ctx context.Context, account, secret string) error
	// Get returns the secret of account, or NotFound.
	Get(ctx context.Context, account string) (string, error)
	// Delete returns nil only after a read found nothing, and NotFound where
	// there was nothing to delete.
	Delete(ctx context.Context, account string) error
	// Probe writes, reads and deletes a dummy, so that a prompt or a fault
	// shows before a real secret is at stake.
	Probe(ctx context.Context) error
}

// probe runs the dummy's round trip through k.
func probe(ctx context.Context, k Keyring) error {
	account := "mailgrant-probe." + rand.Text()
	err := k.Set(ctx, account, "probe")
	if err == nil {
		err = k.Delete(ctx, account)
	}
	if err != nil {
		e := asError(Probe, err, "")
		e.Unsure = false // the dummy is no loss
		return e
	}
	return nil
}

// same compares two secrets in constant time.
func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
