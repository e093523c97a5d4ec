package value

import (
	"strings"

	"mailgrant/flow/redact"
)

// PasteSecret says where a secret goes.
const PasteSecret = "Paste it in the Client secret field."

// LongestLook bounds what is looked at, in bytes: no value has more.
const LongestLook = 4096

// HoldsSecret reports a text that is not repeated anywhere, since a part of it
// has the shape of a client secret or is called one.
func HoldsSecret(text string) bool { return len(SecretSpans(text[:min(len(text), LongestLook)])) > 0 }

// SurelySecret reports a text that holds a secret for sure, or is one from end to
// end.
func SurelySecret(text string) bool {
	text = text[:min(len(text), LongestLook)]
	return redact.Surely(text, owned(text))
}

// SecretSpans finds what has a secret's shape, as it is or encoded, and what a
// name calls one.
func SecretSpans(text string) []redact.Span { return redact.Spans(text, owned(text)) }

// owned is what stands before the @ of an address, and a product's path: products
// and servers put names of their own making there.
func owned(text string) redact.Owned {
	o := redact.Owned{Path: pathFrom(text)}
	if at := strings.IndexByte(text, '@'); at >= 0 && WholeAddress(text) {
		o.Local = at
	}
	return o
}

// pathFrom is where the path of a product's URL begins: products put long names
// of their own making there, Microsoft's endpoints do not.
func pathFrom(text string) int {
	at := strings.Index(text, "://")
	if at < 0 {
		return len(text)
	}
	host, _, slash := strings.Cut(text[at+3:], "/")
	if _, signIn := CloudOfLogin(strings.ToLower(host)); signIn || !slash {
		return len(text)
	}
	return at + 3 + len(host)
}
