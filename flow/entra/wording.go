package entra

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/hex"
	"html"
	"net/url"
	"slices"
	"strings"

	"mailgrant/flow"
)

// wording prepares texts of others to be shown: cleaned, bounded, and without
// the request's secret, which a broken gateway may send back.
type wording struct{ hidden []string }

const (
	gone    = "••••"
	maxName = 100 // characters of a name or an identifier
)

// worded hides secret in every form in which it could come back.
func worded(secret string) wording {
	if len(secret) < 4 {
		return wording{} // too short to be one, and part of any text
	}
	escaped := url.QueryEscape(secret)
	forms := []string{
		secret, escaped, lowerEscapes(escaped), url.PathEscape(secret), html.EscapeString(secret),
		hex.EncodeToString([]byte(secret)),
		base64.StdEncoding.EncodeToString([]byte(secret)), base64.RawURLEncoding.EncodeToString([]byte(secret)),
	}
	slices.SortFunc(forms, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	return wording{slices.Compact(forms)}
}

// lowerEscapes writes %2B as %2b, as some gateways do.
func lowerEscapes(escaped string) string {
	b := []byte(escaped)
	for i := range b {
		if b[i] == '%' && i+2 < len(b) {
			copy(b[i+1:], bytes.ToLower(b[i+1:i+3]))
		}
	}
	return string(b)
}

func (w wording) hide(s string) string {
	for _, form := range w.hidden {
		s = strings.ReplaceAll(s, form, gone)
	}
	return s
}

// text is what may be shown of a longer text, at most 500 characters. The
// secret is looked for twice, since cleaning can join what was apart.
func (w wording) text(s string) string {
	if s == "" {
		return ""
	}
	return w.hide(flow.CleanServerText(w.hide(s)))
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
