package cli

import (
	"unicode"
	"unicode/utf8"

	"mailgrant/flow"
	"mailgrant/store"
)

// causeOf is the cause of an error of the safe.
func causeOf(k store.Kind) flow.Cause {
	switch k {
	case store.Locked:
		return flow.KeyringLocked
	case store.Timeout, store.Cancelled, store.Stuck, store.Busy:
		return flow.KeyringTimeout
	case store.TooLarge:
		return flow.KeyringTooLarge
	case store.Exists, store.Orphan:
		return flow.NameTaken
	case store.Missing, store.Lost, store.Bare:
		return flow.SecretMissing
	case store.Invalid:
		return flow.SecretMalformed
	case store.NotFound, store.Ambiguous:
		return flow.NameUnknown
	case store.Unsettled, store.Half, store.Denied, store.Disk, store.Damaged, store.Newer:
		return flow.Unknown
	case store.Unavailable, store.NoPlace, store.NotKept, store.NotRemoved, store.Crashed, store.Other:
	}
	return flow.KeyringUnavailable
}

// safeCode is the exit code of an error of the safe.
func safeCode(err error) int {
	switch store.KindOf(err) {
	case store.Missing, store.Lost, store.Invalid:
		return exitBroken
	case store.Unsettled, store.NotFound, store.Ambiguous, store.Exists, store.Orphan, store.Bare:
		return exitUsage
	case store.Half, store.Denied, store.Disk, store.Damaged, store.Newer, store.Busy:
		return exitOurs
	case store.Unavailable, store.Locked, store.Timeout, store.Cancelled, store.Stuck, store.TooLarge, store.NoPlace,
		store.NotKept, store.NotRemoved, store.Crashed, store.Other:
	}
	return exitKeyring
}

// sentence begins with a capital and ends with a period. What the system says may
// quote a name of the file system, which can hold anything.
func sentence(text string) string {
	text = flow.CleanServerText(text)
	r, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[size:] + "."
}
