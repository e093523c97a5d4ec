// Package store keeps credentials: secrets in the OS keyring, and everything
// else about a credential in a plain index file.
//
// A secret is a plain string at this interface and is stored only in the
// keyring: never in the index, a temporary file or an error. "Saved" is
// reported only after the value was read back and is equal, "removed" only
// after a read found nothing.
package store

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"strings"
)

// service is the keyring service of every item of mailgrant. No other program
// may use it: go-keyring finds items by service and account alone.
const service = "mailgrant"

// Keyring stores secrets by account name. Every error is an *Error, and none
// holds a secret.
type Keyring interface {
	// Set saves secret under account and replaces an earlier one. It returns
	// nil only after the value was read back and is equal.
	Set(ctx context.Context, account, secret string) error
	// Get returns the secret of account, or NotFound.
	Get(ctx context.Context, account string) (string, error)
	// Delete returns nil only after a read found nothing, and NotFound if there
	// was nothing to delete.
	Delete(ctx context.Context, account string) error
	// Probe writes, reads and deletes a dummy of the same form as secret, or as
	// Entra's secrets if it is "", so that a prompt or a fault appears before a
	// real secret is at risk.
	Probe(ctx context.Context, secret string) error
}

// probe writes, reads and deletes the dummy in k.
func probe(ctx context.Context, k Keyring, secret string) error {
	account := "mailgrant-probe." + rand.Text()
	err := k.Set(ctx, account, dummy(""))
	if err == nil && secret != "" { // it will replace another secret, so the dummy does the same
		err = k.Set(ctx, account, dummy(secret))
	}
	if err == nil {
		err = k.Delete(ctx, account)
	}
	if err != nil {
		e := asError(Probe, err, "")
		e.Unsure = false // losing the dummy does no harm
		return e
	}
	return nil
}

// entraForm has the length of Entra's secrets and every kind of character that
// they contain.
const entraForm = "mGp8Q~PrObE.9zYxWvUtSrQp-nMlKjIhGfEdCbA_"

// dummy is a value that a keyring can store only if it can store secret too: it
// has the same length and the same special characters, but is not the secret.
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

// maxSecret is below the limit of every keyring: 2560 bytes on Windows, about
// 3000 on macOS. Entra's secrets have 40.
const maxSecret = 1024

const (
	maxAccount        = 128
	accountCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._@-"
)

// isAccount rejects what a keyring may alter, lose or read as a command.
func isAccount(account string) bool {
	return account != "" && len(account) <= maxAccount && strings.Trim(account, accountCharacters) == ""
}

// fitAccount is the reason why account can't be used; nil if it can.
func fitAccount(op Op, account string) error {
	if !isAccount(account) {
		return newError(op, Invalid, "the name must be 1 to 128 of the characters A-Z a-z 0-9 . _ @ -", "")
	}
	return nil
}

// fitSecret is the reason why secret can't be saved, without quoting it; nil if
// it can.
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
