// Package value parses, judges and corrects single values: a secret, an endpoint,
// a cloud, a tenant, a mailbox, a date. It never asks the network whether a value
// is right, and none of its values prints a secret.
package value

import (
	"fmt"
	"io"
	"log/slog"
	"unique"

	"mailgrant/flow/redact"
)

// Mask is printed in place of any secret. Its width reveals nothing.
const Mask = redact.Mask

// Secret is a string that does not print itself: every verb of fmt, JSON and
// slog shows the mask. Only Reveal returns it.
type Secret struct {
	value unique.Handle[string] // only an address for fmt, which prints fields for a misused %p without calling Format
	given bool
}

// NewSecret wraps value. A secret that was given but is empty differs from the
// zero Secret, which was not given.
func NewSecret(value string) Secret { return Secret{unique.Make(value), true} }

// Reveal returns the secret itself.
func (s Secret) Reveal() string {
	if !s.given {
		return ""
	}
	return s.value.Value()
}

// Empty reports whether the secret has no characters.
func (s Secret) Empty() bool { return s.Len() == 0 }

// Absent reports that no secret was given at all.
func (s Secret) Absent() bool { return !s.given }

// Len is the number of bytes.
func (s Secret) Len() int { return len(s.Reveal()) }

// Hint is the first three characters, which the portal also shows of a stored
// secret. A secret that is too short for that has no hint.
func (s Secret) Hint() string {
	if s.Len() < 16 {
		return ""
	}
	return s.Reveal()[:3]
}

func (s Secret) String() string { return Mask }

func (s Secret) GoString() string { return Mask }

func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, Mask) }

func (s Secret) LogValue() slog.Value { return slog.StringValue(Mask) }

func (s Secret) MarshalText() ([]byte, error) { return []byte(Mask), nil }
