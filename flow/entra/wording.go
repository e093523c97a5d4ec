package entra

import (
	"mailgrant/flow"
	"mailgrant/flow/redact"
)

// wording prepares texts of others to be shown: cleaned, bounded, and without
// the request's secrets, which a broken gateway may send back.
type wording struct{ known redact.Secrets }

const (
	maxName  = 100      // characters of a name or an identifier
	maxQuote = 16 << 10 // bytes of a text that are looked at
)

// worded hides secrets in every form in which they could come back.
func worded(secrets ...string) wording { return wording{redact.Of(secrets...)} }

// hiding is w that hides more secrets.
func (w wording) hiding(secrets ...string) wording { return wording{w.known.And(secrets...)} }

// text is what may be shown of a longer text, at most 500 characters. The
// secrets are looked for twice: cleaning can join what was apart, and cut what
// was whole.
func (w wording) text(s string) string {
	if s == "" {
		return ""
	}
	return w.known.Blank(flow.CleanServerText(w.known.Blank(s[:min(len(s), maxQuote)])))
}

// name is what may be shown of a short text.
func (w wording) name(s string) string {
	s = w.text(s)
	if runes := []rune(s); len(runes) > maxName {
		return string(runes[:maxName-1]) + "…"
	}
	return s
}

func (w wording) names(list []string) []string {
	for i := range list {
		list[i] = w.name(list[i])
	}
	return list
}
