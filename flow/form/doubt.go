package form

import "mailgrant/flow/finding"

// MayInsist reports a problem that going on once more passes.
func MayInsist(f finding.Finding) bool { return !Final(f) }

// Final reports a problem that can't be insisted on. A GUID may be a secret, if
// a strange one; what nobody could decide may be right.
func Final(f finding.Finding) bool {
	return f.Status == finding.Fail && f.Cause != finding.SecretIDNotValue
}
