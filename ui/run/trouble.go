package run

import (
	"unicode"
	"unicode/utf8"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
	"mailgrant/store"
)

// causeOf is the cause for a kind of store error.
func causeOf(k store.Kind) finding.Cause {
	switch k {
	case store.Locked:
		return finding.KeyringLocked
	case store.Timeout, store.Cancelled, store.Stuck, store.Busy:
		return finding.KeyringTimeout
	case store.TooLarge:
		return finding.KeyringTooLarge
	case store.Exists, store.Orphan:
		return finding.NameTaken
	case store.Missing, store.Lost, store.NoSecret:
		return finding.SecretMissing
	case store.Invalid:
		return finding.SecretMalformed
	case store.NotFound, store.Ambiguous:
		return finding.NameUnknown
	case store.Unsettled, store.Half, store.Denied, store.Disk, store.Damaged, store.Newer:
		return finding.Unknown
	case store.Unavailable, store.NoPlace, store.NotKept, store.NotRemoved, store.Crashed, store.Other:
	}
	return finding.KeyringUnavailable
}

// Sentence starts with a capital and ends with a period. The system's words may
// quote a file name, which can contain anything.
func Sentence(txt string) string {
	txt = text.Clean(txt)
	r, size := utf8.DecodeRuneInString(txt)
	return string(unicode.ToUpper(r)) + txt[size:] + "."
}
