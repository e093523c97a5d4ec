package value

import (
	"strings"

	"mailgrant/flow/redact"
)

// PasteSecret says where to enter a secret.
const PasteSecret = "Paste it in the Client secret field."

// LongestLook is how many bytes of a text are scanned: no value is longer.
const LongestLook = 4096

// HoldsSecret reports a text that must not be repeated, because part of it
// looks like a client secret or is called one.
func HoldsSecret(text string) bool { return len(SecretSpans(text[:min(len(text), LongestLook)])) > 0 }

// SurelySecret reports a text that certainly contains a secret, or that is one
// from end to end.
func SurelySecret(text string) bool {
	text = text[:min(len(text), LongestLook)]
	return redact.Surely(text, owned(text))
}

// SecretSpans are the parts of a text that look like a secret, plain or
// encoded, or are called one.
func SecretSpans(text string) []redact.Span { return redact.Spans(text, owned(text)) }

// owned is the part of an address before the @, and the path of a product's URL:
// products and servers generate names there.
func owned(text string) redact.Owned {
	o := redact.Owned{Path: pathFrom(text)}
	if at := strings.IndexByte(text, '@'); at >= 0 && WholeAddress(text) {
		o.Local = at
	}
	return o
}

// pathFrom is where the path of a product's URL starts: products put long
// generated names there, Microsoft's endpoints do not.
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
