package entra

import (
	"encoding/base64"
	"encoding/hex"
	"html"
	"net/url"
	"slices"
	"strings"
)

// wording prepares texts of others to be shown: cleaned, bounded, and without
// the request's secret, which a broken gateway may send back.
type wording struct{ hide *strings.Replacer }

const (
	gone    = "••••"
	maxName = 100 // characters of a name or an identifier
)

// worded hides secret in every form in which it could come back.
func worded(secret string) wording {
	if len(secret) < 4 {
		return wording{strings.NewReplacer()} // too short to be one, and part of any text
	}
	forms := []string{
		secret, url.QueryEscape(secret), url.PathEscape(secret), strings.ToLower(url.QueryEscape(secret)),
		html.EscapeString(secret), hex.EncodeToString([]byte(secret)),
		base64.StdEncoding.EncodeToString([]byte(secret)), base64.RawURLEncoding.EncodeToString([]byte(secret)),
	}
	slices.SortFunc(forms, func(a, b string) int { return len(b) - len(a) })
	var pairs []string
	for _, f := range forms {
		pairs = append(pairs, f, gone)
	}
	return wording{strings.NewReplacer(pairs...)}
}

// text is what may be shown of a longer text, at most 500 characters. The
// secret is looked for twice, since cleaning can join what was apart.
func (w wording) text(s string) string {
	if s == "" {
		return ""
	}
	return w.hide.Replace(tidy(w.hide.Replace(s)))
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
