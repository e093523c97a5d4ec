package entra

import (
	"strings"

	"mailgrant/flow/redact"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// wording prepares others' texts for display: it cleans and shortens them, and
// hides the request's secrets, which a broken gateway may send back.
type wording struct {
	known redact.Secrets // the proxy's and the request's
	sent  redact.Secrets // the request's only
}

const (
	maxName  = 100      // characters of a name or an identifier
	maxQuote = 16 << 10 // bytes of a text that are scanned
)

// worded hides secrets in every form in which they could come back.
func worded(secrets ...string) wording { return wording{known: redact.Of(secrets...)} }

// hiding is w that also hides a request's secrets.
func (w wording) hiding(secrets ...string) wording {
	return wording{w.known.And(secrets...), w.sent.And(secrets...)}
}

// text is the part of a longer text that may be shown, at most 500 characters.
// It looks for the secrets twice, because cleaning can join and cut them.
func (w wording) text(s string) string {
	if s == "" {
		return ""
	}
	return w.known.Blank(text.Clean(w.known.Blank(s[:min(len(s), maxQuote)])))
}

// name is the part of a short text that may be shown.
func (w wording) name(s string) string {
	s = w.text(s)
	if runes := []rune(s); len(runes) > maxName {
		return string(runes[:maxName-1]) + "…"
	}
	return s
}

// term is the part of an identifier, a code or a permission that may be shown. The
// verdict depends on these, and a proxy's password may be part of any word. So term
// does not mask a word that has one of Microsoft's forms and is longer than that
// password.
func (w wording) term(s string) string {
	shown := w.name(s)
	left := strings.ReplaceAll(shown, redact.Mask, "")
	if shown != s && len(left) >= redact.Shortest && microsofts(s) && !w.sent.In(s) {
		return s
	}
	return shown
}

func (w wording) terms(list []string) []string {
	for i := range list {
		list[i] = w.term(list[i])
	}
	return list
}

// message is text that keeps policyMark wherever it was, since a verdict
// depends on it.
func (w wording) message(s string) string {
	txt := w.text(s)
	if strings.Contains(s, policyMark) && !strings.Contains(txt, policyMark) {
		txt = text.Clean(policyMark + " " + txt)
	}
	return txt
}

// policyMark is how Exchange says that a policy denies the app access to a
// mailbox.
const policyMark = "[RAOP]"

// wordsOnly matches codes and permissions: words joined with dots and
// underscores.
var wordsOnly = text.Pattern(`^[A-Za-z]+(?:[._][A-Za-z]+)*$`)

// microsofts reports one of Microsoft's forms: a GUID, a code, a permission with
// or without the Graph host before it, or that host alone.
func microsofts(s string) bool {
	if behind, ok := strings.CutPrefix(s, "https://"); ok && len(s) <= maxName {
		host, permission, _ := strings.Cut(behind, "/")
		_, graph := value.CloudOfGraph(host)
		return graph && (permission == "" || wordsOnly().MatchString(permission))
	}
	return value.IsGUID(s) || len(s) <= maxName && wordsOnly().MatchString(s)
}
