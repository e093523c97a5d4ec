// Package store keeps credentials: the OS keyring for secrets, and a plain index
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
	"fmt"
	"strings"
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
	// Probe writes, reads and deletes a dummy of the form of secret, or of
	// Entra's secrets where that is "", so that a prompt or a fault shows before
	// a real secret is at stake.
	Probe(ctx context.Context, secret string) error
}

// probe runs the dummy's round trip through k.
func probe(ctx context.Context, k Keyring, secret string) error {
	account := "mailgrant-probe." + rand.Text()
	err := k.Set(ctx, account, dummy(""))
	if err == nil && secret != "" { // it is to replace another, so its dummy does too
		err = k.Set(ctx, account, dummy(secret))
	}
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

// entraForm has the length of Entra's secrets and each kind of character that
// they are made of.
const entraForm = "mGp8Q~PrObE.9zYxWvUtSrQp-nMlKjIhGfEdCbA_"

// dummy is a value that a keyring keeps only where it keeps secret too: as long,
// and with the same signs, but not the secret.
func dummy(secret string) string {
	var signs strings.Builder
	for _, r := range secret {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
		if !letter && !strings.ContainsRune(entraForm+signs.String(), r) {
			signs.WriteRune(r)
		}
	}
	d := signs.String() + entraForm
	if more := len(secret) - len(d); more > 0 {
		d += strings.Repeat(entraForm, more/len(entraForm)+1)[:more]
	}
	return d
}

// same compares two secrets in constant time.
func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// maxSecret is below what every keyring takes: Windows stops at 2560 bytes,
// macOS near 3000. Entra's secrets have 40.
const maxSecret = 1024

const (
	maxAccount        = 128
	accountCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._@-"
)

// isAccount keeps out what a keyring may alter, lose or take for a command.
func isAccount(account string) bool {
	return account != "" && len(account) <= maxAccount && strings.Trim(account, accountCharacters) == ""
}

// fitAccount says why account can't be kept, if so.
func fitAccount(op Op, account string) error {
	if !isAccount(account) {
		return newError(op, Invalid, "the name is not 1 to 128 of the characters A-Z a-z 0-9 . _ @ -", "")
	}
	return nil
}

// fitSecret says why secret can't be kept, if so, without quoting it.
func fitSecret(op Op, secret string) error {
	if secret == "" {
		return newError(op, Invalid, "the secret is empty", "")
	}
	if len(secret) > maxSecret {
		return newError(op, TooLarge, fmt.Sprintf("%d bytes, at most %d", len(secret), maxSecret), "")
	}
	for i := range len(secret) {
		if secret[i] < 0x21 || secret[i] > 0x7e {
			return newError(op, Invalid, fmt.Sprintf("byte %d of the secret is not printable ASCII", i+1), "")
		}
	}
	return nil
}
