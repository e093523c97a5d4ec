package explain

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"strings"

	"mailgrant/flow/text"
)

// thumbprint says what is wrong with the certificate's thumbprint that Entra
// quotes from an assertion, or which one it is; "" if the text has none.
func thumbprint(r text.Reading) string {
	const name = "thumbprintofkeyusedbyclient"
	at := bytes.Index(r.Key, []byte(name))
	if at < 0 || at+len(name) >= len(r.Key) {
		return ""
	}
	rest := string(r.Plain[r.Place(at+len(name)-1)+1:])
	given, _, _ := strings.Cut(strings.TrimLeft(rest, ": '\""), "'")
	given, _, _ = strings.Cut(given, "\"")
	if len(given) > 200 || strings.ContainsAny(given, " ,[]") {
		return ""
	}
	raw, standard := decodedThumbprint(given)
	switch digits := strings.ToUpper(string(raw)); {
	case raw == nil:
		return ""
	case (len(digits) == 40 || len(digits) == 64) && text.IsHex(digits):
		return "The program encodes the hex digits of the thumbprint in place of its bytes. It means the certificate " + digits + ": the header x5t must be base64url of those bytes."
	case standard:
		return "The program encodes the thumbprint in standard base64 in place of base64url. It means the certificate " + shownHex(raw) + "."
	case len(raw) == 20:
		return "The program uses the certificate with the thumbprint " + shownHex(raw) + ": look for it in that list."
	}
	return ""
}

// decodedThumbprint are the bytes that were sent, whether Entra shows them as
// hex digits or as the program sent them.
func decodedThumbprint(given string) (raw []byte, standard bool) {
	if raw, err := hex.DecodeString(given); err == nil && len(raw) > 0 {
		return raw, false
	}
	if raw, err := base64.RawURLEncoding.DecodeString(given); err == nil && len(raw) >= 20 {
		return raw, false
	}
	if raw, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(given, "=")); err == nil && len(raw) >= 20 {
		return raw, true
	}
	return nil, false
}

func shownHex(raw []byte) string { return strings.ToUpper(hex.EncodeToString(raw)) }
