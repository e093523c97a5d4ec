// Package text puts things into words: lists, counts, times. It reads the texts of
// others: a server's made safe to show, a pasted one made comparable, a placeholder
// told from a value. It knows nothing of mailgrant; any package may call it.
package text

import (
	"strconv"
	"strings"
	"time"
)

// Number is a count with its noun: "1 thing" or "n things".
func Number(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return strconv.Itoa(n) + " " + thing + "s"
}

// LowerFirst lowers the first letter of a sentence, unless its first word is a
// name.
func LowerFirst(text string) string {
	first, _, _ := strings.Cut(text, " ")
	switch first {
	case "The", "This", "There", "A", "An", "Something", "What", "Your", "No", "Not", "Neither", "Nobody", "Part", "Token", "Auth":
		return strings.ToLower(text[:1]) + text[1:]
	}
	return text
}

// List joins names as a sentence does: "a, b and c".
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

// Span is a duration in the largest unit that fits.
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

// UpperFirst is a text with its first letter, of the Latin alphabet, in upper case.
func UpperFirst(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
