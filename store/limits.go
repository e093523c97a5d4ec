package store

import (
	"fmt"
	"strings"
)

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
