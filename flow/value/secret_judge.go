package value

import (
	"encoding/base64"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"mailgrant/flow/finding"
	"mailgrant/flow/redact"
	"mailgrant/flow/text"
)

// secretMax is the limit of a secret, in bytes; Microsoft's have 16 to 64
// characters.
const secretMax = 1024

const askSecret = "In the portal open Certificates & secrets, make a new client secret and copy its Value right away; it is shown only once."

// JudgeSecret judges whether a cleaned text can be a secret. Its findings
// reveal no more than a position. others are the client ID and the tenant, if
// given, to notice them in the wrong field.
func JudgeSecret(s Secret, others ...string) []finding.Finding {
	text := s.Reveal()
	if strings.TrimSpace(text) == "" {
		return []finding.Finding{finding.New(finding.Values, finding.SecretMissing, "The client secret is empty.", "Paste the Value of a client secret. "+askSecret,
			"If it comes from a variable, such as one of CI, check that the variable is set there.")}
	}
	if redact.RealShape(text) {
		return nil
	}
	for _, judge := range []func(string) *finding.Finding{
		func(t string) *finding.Finding { return otherValue(t, others) },
		packedSecret, standsForSecret, brokenSecret, unusualSecret,
	} {
		if f := judge(text); f != nil {
			return []finding.Finding{*f}
		}
	}
	return nil
}

// otherValue reports a GUID, or another value that was already given.
func otherValue(text string, others []string) *finding.Finding {
	for i, other := range others {
		if other == "" || !strings.EqualFold(text, other) {
			continue
		}
		if i == 0 {
			return found(finding.SecretIDNotValue, "This is the client ID, not the client secret's Value.", askSecret)
		}
		return found(finding.SecretIDNotValue, "This is the tenant ID, not the client secret's Value.", askSecret)
	}
	if IsGUID(strings.Trim(text, "{}<>()")) {
		return found(finding.SecretIDNotValue, "This is a GUID: the Secret ID of a client secret, not its Value.",
			"Copy the column Value, not the column Secret ID. If Value is hidden by now, delete that secret and make a new one.")
	}
	return nil
}

// standsForSecret reports what is shown in place of a secret.
func standsForSecret(txt string) *finding.Finding {
	switch {
	case masked(txt):
		return found(finding.SecretMalformed, "This is what the portal shows of a secret it no longer tells: its first characters and stars.",
			"The value can't be shown again. "+askSecret)
	case text.Placeholder(txt):
		return found(finding.PlaceholderLeft, "The client secret is still a placeholder from a document.", askSecret)
	case strings.HasPrefix(txt, "-----BEGIN"):
		return found(finding.SecretMalformed, "This is a certificate or its key, not a client secret.", askSecret)
	case len(txt) > secretMax:
		return found(finding.SecretMalformed, "This is "+text.Number(len(txt), "character")+" long; a client secret has about 40.", "Copy the secret again, and nothing else.")
	case strings.HasPrefix(txt, "eyJ"):
		return found(finding.SecretMalformed, "This is a token, which begins with eyJ, not a client secret.", askSecret)
	case strings.HasPrefix(txt, "https://"), strings.HasPrefix(txt, "http://"):
		return found(finding.SecretMalformed, "This is a URL, not a client secret.", askSecret)
	}
	return nil
}

func masked(text string) bool {
	for _, dot := range []string{"*", "•", "●", "∙", "·"} {
		if strings.Contains(text, strings.Repeat(dot, 4)) {
			return true
		}
	}
	return false
}

// brokenSecret points at the first character that no secret contains.
func brokenSecret(text string) *finding.Finding {
	at := 0
	for _, r := range text {
		at++
		what := ""
		switch {
		case r == ' ':
			what = "a space"
		case r == '\n' || r == '\r':
			what = "a line end"
		case r == '\t':
			what = "a tab"
		case r < ' ' || r == 0x7F:
			what = "a control character"
		case r == utf8.RuneError:
			return found(finding.SecretMalformed, "The client secret can't be decoded as text: there is a broken character at position "+strconv.Itoa(at)+".",
				"Copy the secret again, straight from the portal. If it comes from a file, save that as plain text in UTF-8.")
		case r > 0x7F:
			what = "a character that no client secret has"
		default:
			continue
		}
		return found(finding.SecretMalformed, "There is "+what+" at position "+strconv.Itoa(at)+" of the client secret.",
			"Copy the secret again, straight from the portal and nothing else.")
	}
	return nil
}

// packedSecret reports a real secret inside a longer text. It does not extract
// it: only the user knows what was meant.
func packedSecret(text string) *finding.Finding {
	if _, rest, ok := strings.Cut(text, "="); ok && redact.RealShape(strings.Trim(rest, `"'`)) {
		return found(finding.SecretMalformed, "There is a name and an equals sign before the client secret.", "Paste only what follows the equals sign.")
	}
	if n := len(text) / 2; len(text)%2 == 0 && text[:n] == text[n:] && redact.RealShape(text[:n]) {
		return found(finding.SecretMalformed, "The client secret is here twice in a row.", "Paste it once.")
	}
	for _, s := range redact.Runs(text, "._~-") {
		if part := text[s.From:s.To]; part != text && redact.RealShape(part) {
			return found(finding.SecretMalformed, "There is more here than the client secret.", "Paste only the Value, without names, quotes and brackets round it.")
		}
	}
	if strings.HasPrefix(text, "{") && strings.HasSuffix(text, "}") && strings.Contains(text, `":`) {
		return found(finding.SecretMalformed, "This is JSON, not a client secret alone.", "Paste only the Value, without names, quotes and brackets round it.")
	}
	for _, code := range []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding} {
		if plain, err := code.DecodeString(text); err == nil && redact.RealShape(strings.TrimSpace(string(plain))) {
			return found(finding.SecretMalformed, "This is a client secret encoded in base64, as Kubernetes and other stores keep it.", "Decode it first, then paste the result.")
		}
	}
	return nil
}

// unusualSecret warns about a secret that Microsoft would not make today but
// may have made earlier.
func unusualSecret(txt string) *finding.Finding {
	plain, err := url.PathUnescape(txt)
	switch {
	case err == nil && plain != txt:
		return found(finding.SecretShapeUnusual, "There are % codes in the client secret, such as %2B: it may have been encoded for a URL.",
			"Compare it with what the portal showed. If it differs, paste the one from the portal; it is used here as it is.")
	case len(txt) > 5 && redact.StartsReal(txt) && len(txt) < 37:
		return found(finding.SecretShapeUnusual, "This begins like a client secret, but has only "+text.Number(len(txt), "character")+" where 37 to 40 are usual.",
			"Check that it was copied to its end.")
	case len(txt) > 40 && redact.StartsReal(txt):
		return found(finding.SecretShapeUnusual, "This begins like a client secret, but has "+text.Number(len(txt), "character")+" where 37 to 40 are usual.",
			"Check that nothing follows it.")
	case len(txt) == 44 && strings.HasSuffix(txt, "="):
		return found(finding.SecretShapeUnusual, "This has the form that client secrets had until about 2020, 44 characters that end in =. It may be right.",
			"If it is refused, make a new secret.")
	}
	return found(finding.SecretShapeUnusual, "This does not look like the client secrets Microsoft makes today. It may still be right.",
		"Check that you copied the column Value of a client secret, all of it.")
}
