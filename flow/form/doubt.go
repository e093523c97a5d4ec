package form

import "mailgrant/flow/finding"

// MayInsist reports a problem that a second Continue accepts.
func MayInsist(f finding.Finding) bool { return !Final(f) }

// Final reports a problem that the user can't insist on. A GUID may be a
// secret, if an unusual one; a value that nobody could check may be right.
func Final(f finding.Finding) bool {
	return f.Status == finding.Fail && f.Cause != finding.SecretIDNotValue
}
