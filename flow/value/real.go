package value

// realShape reports the form of today's client secrets, 37 to 40 characters:
// facts/entra.md section 9, after gitleaks and TruffleHog.
func realShape(text string) bool {
	return len(text) >= 37 && len(text) <= 40 && startsReal(text) && unreserved(text)
}

// startsReal reports three characters, a digit and Q~.
func startsReal(text string) bool {
	return len(text) >= 6 && unreserved(text[:3]) && text[3] >= '0' && text[3] <= '9' && text[4:6] == "Q~"
}

func unreserved(text string) bool {
	for i := range len(text) {
		b := text[i]
		if !IsLDH(text[i:i+1]) && b != '_' && b != '~' && b != '.' {
			return false
		}
	}
	return true
}

// LooksLikeSecret reports a text in another field that can only be a client
// secret. Such a text is never quoted.
func LooksLikeSecret(text string) bool {
	return startsReal(text) && len(text) >= 20 && len(text) <= 60 && unreserved(text)
}
