package store

import (
	"fmt"
	"regexp"
)

// maxSecret is below what every keyring takes: Windows stops at 2560 bytes,
// macOS near 3000. Entra's secrets have 40.
const maxSecret = 1024

// accountForm keeps out what a keyring may alter, lose or take for a command.
var accountForm = regexp.MustCompile(`^[A-Za-z0-9._@-]{1,128}$`)

// fitAccount says why account can't be kept, if so.
func fitAccount(op Op, account string) error {
	if !accountForm.MatchString(account) {
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
