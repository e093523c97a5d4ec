package store

import (
	"errors"
	"strings"
)

// Op is the operation that failed.
type Op string

// The operations.
const (
	Save   Op = "save"
	Read   Op = "read"
	Remove Op = "remove"
	Probe  Op = "probe"
	Index  Op = "index" // reading or writing the index file
)

// Error is the type of every error of this package. It never holds a secret.
type Error struct {
	Kind   Kind
	Op     Op
	Detail string // the system's message: no control characters, at most 500 characters
	Unsure bool   // a write or a removal was in progress and may still have happened
}

// Error is in lower case, without a final period.
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

// KindOf is the kind of err; "" if it is nil, Other if it is not an *Error.
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

// newError makes an Error whose detail is safe to display. A detail that quotes
// the secret is dropped entirely.
func newError(op Op, kind Kind, detail, secret string) *Error {
	detail = clean(detail)
	if secret != "" && strings.Contains(detail, secret) {
		detail = ""
	}
	return &Error{Kind: kind, Op: op, Detail: bounded(detail)}
}
