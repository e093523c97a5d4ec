package store

import (
	"errors"
	"strings"
)

// Op is what was being done when an Error happened.
type Op string

// The operations.
const (
	Save   Op = "save"
	Read   Op = "read"
	Remove Op = "remove"
	Probe  Op = "probe"
	Index  Op = "index" // reading or writing the index file
)

// Error is every failure of this package. It never holds a secret.
type Error struct {
	Kind   Kind
	Op     Op
	Detail string // what the system said: no control characters, at most 500 characters
	Unsure bool   // a write or a removal was under way and may still have happened
}

// Error is lower case and ends without a period.
func (e *Error) Error() string {
	s := string(e.Op) + ": " + e.Says()
	if e.Detail != "" {
		s += ": " + e.Detail
	}
	if e.Unsure && e.Op == Remove {
		return s + "; the secret may or may not be removed"
	}
	if e.Unsure {
		return s + "; the secret may or may not be saved"
	}
	return s
}

// KindOf is the kind of err, "" where it is nil and Other where it is no
// *Error.
func KindOf(err error) Kind {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Other
}

// newError makes an Error whose detail is fit to show. A detail that quotes
// the secret is dropped whole.
func newError(op Op, kind Kind, detail, secret string) *Error {
	detail = clean(detail)
	if secret != "" && strings.Contains(detail, secret) {
		detail = ""
	}
	return &Error{Kind: kind, Op: op, Detail: bounded(detail)}
}
