// Package text makes words for people: lists, counts, times, and a server's text
// made safe to show. It knows nothing of mailgrant; any package may call it.
package text

import (
	"strconv"
	"strings"
	"time"
)

// Number says "1 thing" or "n things".
func Number(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return strconv.Itoa(n) + " " + thing + "s"
}

// LowerFirst writes a sentence's first word small, where it is not a name.
func LowerFirst(text string) string {
	first, rest, _ := strings.Cut(text, " ")
	if first == "There" || first == "The" || first == "This" || first == "Not" || first == "Token" || first == "Auth" {
		return strings.ToLower(first) + " " + rest
	}
	return text
}

// List joins names the way a sentence does: "a, b and c".
func List(names []string) string {
	switch len(names) {
	case 0:
		return ""
	case 1:
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// Count is a number with its noun: "1 day", "3 days".
func Count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return strconv.Itoa(n) + " " + noun
}

// Span says a length of time in the largest unit that fits.
func Span(d time.Duration) string {
	switch {
	case d >= 48*time.Hour:
		return Count(int(d/(24*time.Hour)), "day")
	case d >= 2*time.Hour:
		return Count(int(d/time.Hour), "hour")
	case d >= 2*time.Minute:
		return Count(int(d/time.Minute), "minute")
	}
	return Count(int(d/time.Second), "second")
}

// Squeeze keeps letters and digits, in lower case: the form in which words are
// compared.
func Squeeze(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return -1
	}, text)
}
