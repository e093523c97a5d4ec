package explain

import (
	"bytes"
	"cmp"
	"slices"

	"mailgrant/flow/catalogue"
	"mailgrant/flow/text"
)

var (
	succeeds = text.Pattern(`(?i)\b(?:(?:access )?token (?:was |has been )?(?:acquired|obtained|received|issued|refreshed)|(?:acquired|obtained|received|got|refreshed) (?:an? |the |new )*(?:access )?token|(?:sign-?in|login|log-?in|authentication) (?:was )?(?:succeeded|successful)|successfully (?:authenticated|signed in|logged in|connected|acquired|fetched))`)
	clock    = text.Pattern(`\b([0-2]\d:[0-5]\d)(?::[0-5]\d)?`)
)

// sinceSolved drops the failures of a log that are past: a later entry shows a
// success, or a definite failure of another minute. It names what it drops.
func sinceSolved(plain []byte, clues []clue) ([]clue, []string) {
	if len(clues) < 2 {
		return clues, nil
	}
	last := slices.MaxFunc(clues, func(a, b clue) int { return cmp.Compare(a.from, b.from) })
	if last.weight < specific {
		return clues, nil
	}
	lastMinute := minuteOf(plain, last.from)
	var earlier []string
	left := slices.DeleteFunc(slices.Clone(clues), func(k clue) bool {
		if lastMinute == nil || k.from >= last.from || k.weight == verdict || k.weight > last.weight {
			return false
		}
		minute := minuteOf(plain, k.from)
		if minute == nil {
			return false
		}
		past := succeeds().Match(afterLine(plain[k.from:last.from])) || last.firm && !bytes.Equal(minute, lastMinute)
		if past && k.number != 0 && k.number != last.number {
			earlier = append(earlier, catalogue.Name(k.number))
		}
		return past
	})
	return left, earlier
}

// afterLine is a text without the rest of its first line.
func afterLine(plain []byte) []byte {
	_, rest, _ := bytes.Cut(plain, []byte("\n"))
	return rest
}

// minuteOf is the minute that dates the line with a place of plain; nil without
// one.
func minuteOf(plain []byte, at int) []byte {
	begins := bytes.LastIndexByte(plain[:at], '\n') + 1
	const head = 48
	line := plain[begins:min(len(plain), begins+head)]
	if end := bytes.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	if found := clock().FindSubmatch(line); found != nil {
		return found[1]
	}
	return nil
}
