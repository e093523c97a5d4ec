package report

import (
	"strings"

	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// Repeatable reports whether a message may repeat an unknown argument. An
// argument that could be a misplaced secret must not be repeated.
func Repeatable(arg string) bool {
	const longest = 30
	return len(arg) <= longest && harmless(arg) && !value.HoldsSecret(arg)
}

// harmless reports a word that a terminal displays unchanged.
func harmless(word string) bool {
	const plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._@*?-"
	return word != "" && strings.Trim(word, plain) == ""
}

// Named is a space and the argument in quotes, if it may be repeated; else "".
func Named(arg string) string { return NamedNear(arg, "") }

// OrSomething is an argument as it may be repeated, else a word for it.
func OrSomething(arg string) string {
	if n := Named(arg); n != "" {
		return n
	}
	return " something"
}

// NoSuch says that a word is not one of the known ones, and which one was
// probably meant.
func NoSuch(what, word string, known []string) string {
	near := text.Nearest(word, known)
	says := "There is no " + what + NamedNear(word, near) + "."
	return says + DidYouMean(near)
}

// DidYouMean suggests a word; "" suggests none.
func DidYouMean(near string) string {
	if near == "" {
		return ""
	}
	return " Did you mean " + near + "?"
}

// Sayable is a word if a message may repeat it, else "". A word of any length
// that resembles a known one is not a secret.
func Sayable(word, near string) string {
	if Repeatable(word) || near != "" && harmless(word) {
		return word
	}
	return ""
}

// NamedNear is a space and a sayable word in quotes.
func NamedNear(word, near string) string {
	if word = Sayable(word, near); word == "" {
		return ""
	}
	return ` "` + word + `"`
}

// AnyOf lists the choices.
func AnyOf(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// InFile names a file after a colon, if its name may be repeated.
func InFile(name string) string {
	if n := Named(name); n != "" {
		return ":" + n
	}
	return ""
}
