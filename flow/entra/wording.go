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
	"sync"

	"mailgrant/flow"
)

// wording prepares texts of others to be shown: cleaned, bounded, and without
// the request's secrets, which a broken gateway may send back.
type wording struct{ hidden []disguised }

// disguised is a secret and, once they are needed, the forms in which it could
// come back. A token is a thousand characters, and few texts are as long.
type disguised struct {
	secret string
	forms  func() []string
}

const (
	gone      = "••••"
	maxName   = 100 // characters of a name or an identifier
	minSecret = 4   // characters; what is shorter is no secret, and part of any text
)

// worded hides secrets in every form in which they could come back.
func worded(secrets ...string) wording {
	return wording{}.hiding(secrets...)
}

// hiding is w that hides more secrets.
func (w wording) hiding(secrets ...string) wording {
	w.hidden = slices.Clone(w.hidden)
	for _, secret := range secrets {
		if len(secret) >= minSecret {
			w.hidden = append(w.hidden, disguised{secret, sync.OnceValue(func() []string { return formsOf(secret) })})
		}
	}
	return w
}

// formsOf are the forms a secret could come back in, the longest first. None is
// shorter than the secret.
func formsOf(secret string) []string {
	escaped := url.QueryEscape(secret)
	forms := []string{
		secret, escaped, lowerEscapes(escaped), url.PathEscape(secret), html.EscapeString(secret),
		hex.EncodeToString([]byte(secret)),
		base64.StdEncoding.EncodeToString([]byte(secret)), base64.RawURLEncoding.EncodeToString([]byte(secret)),
	}
	slices.SortFunc(forms, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	return slices.Compact(forms)
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
	for _, d := range w.hidden {
		if len(s) < len(d.secret) {
			continue
		}
		for _, form := range d.forms() {
			s = strings.ReplaceAll(s, form, gone)
		}
	}
	return s
}

// text is what may be shown of a longer text, at most 500 characters. The
// secrets are looked for twice, since cleaning can join what was apart.
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
