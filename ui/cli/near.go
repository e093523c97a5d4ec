package cli

import (
	"strings"

	"mailgrant/flow/text"
)

// noSuch says that a word is none of those known, and which was likely meant.
func noSuch(what, word string, known []string) string {
	near := text.Nearest(word, known)
	says := "There is no " + what + namedNear(word, near) + "."
	return says + didYouMean(near)
}

func didYouMean(near string) string {
	if near == "" {
		return ""
	}
	return " Did you mean " + near + "?"
}

// sayable is a word as it may be repeated, else "". One of any length that is near
// a known word is no secret.
func sayable(word, near string) string {
	if repeatable(word) || near != "" && harmless(word) {
		return word
	}
	return ""
}

// namedNear is a sayable word in quotes with a space before.
func namedNear(word, near string) string {
	if word = sayable(word, near); word == "" {
		return ""
	}
	return ` "` + word + `"`
}

// anyOf lists what can be chosen.
func anyOf(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

func noSuchUse(help, use string) error {
	near := text.Nearest(use, []string{"incoming", "outgoing", "incoming,outgoing"})
	return usage(help, "The value of --use must be incoming, outgoing, or incoming,outgoing.%s", didYouMean(near))
}
