package redact

import "mailgrant/flow/text"

// RealShape reports the shape of today's client secrets, 37 to 40 characters:
// facts/entra.md section 9, based on gitleaks and TruffleHog.
func RealShape(txt string) bool {
	return len(txt) >= 37 && len(txt) <= 40 && StartsReal(txt) && unreserved(txt)
}

// StartsReal reports three characters, a digit and Q~.
func StartsReal(txt string) bool {
	return len(txt) >= 6 && unreserved(txt[:3]) && txt[3] >= '0' && txt[3] <= '9' && txt[4:6] == "Q~"
}

func unreserved(txt string) bool {
	for i := range len(txt) {
		b := txt[i]
		if !text.Alnum(b) && b != '-' && b != '_' && b != '~' && b != '.' {
			return false
		}
	}
	return true
}

// looksLikeSecret reports a text in another field that can only be a client
// secret. Such a text is never quoted.
func looksLikeSecret(txt string) bool {
	return StartsReal(txt) && len(txt) >= 20 && len(txt) <= 60 && unreserved(txt)
}
