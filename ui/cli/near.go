package cli

import (
	"strings"

	"mailgrant/flow/text"
)

// noSuch says that a word is not one of the known ones, and which one was
// probably meant.
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

// sayable is a word if a message may repeat it, else "". A word of any length
// that resembles a known one is not a secret.
func sayable(word, near string) string {
	if repeatable(word) || near != "" && harmless(word) {
		return word
	}
	return ""
}

// namedNear is a space and a sayable word in quotes.
func namedNear(word, near string) string {
	if word = sayable(word, near); word == "" {
		return ""
	}
	return ` "` + word + `"`
}

// anyOf lists the choices.
func anyOf(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

func noSuchUse(help, use string) error {
	near := text.Nearest(use, []string{"incoming", "outgoing", "incoming,outgoing"})
	return usage(help, "The value of --use must be incoming, outgoing, or incoming,outgoing.%s", didYouMean(near))
}
