package entra

import (
	"strings"

	"mailgrant/flow/redact"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// wording prepares texts of others to be shown: cleaned, bounded, and without
// the request's secrets, which a broken gateway may send back.
type wording struct {
	known redact.Secrets // the proxy's, and those of the request
	sent  redact.Secrets // those of the request alone
}

const (
	maxName  = 100      // characters of a name or an identifier
	maxQuote = 16 << 10 // bytes of a text that are looked at
)

// worded hides secrets in every form in which they could come back.
func worded(secrets ...string) wording { return wording{known: redact.Of(secrets...)} }

// hiding is w that hides a request's secrets as well.
func (w wording) hiding(secrets ...string) wording {
	return wording{w.known.And(secrets...), w.sent.And(secrets...)}
}

// text is what may be shown of a longer text, at most 500 characters. The
// secrets are looked for twice: cleaning can join what was apart, and cut what
// was whole.
func (w wording) text(s string) string {
	if s == "" {
		return ""
	}
	return w.known.Blank(text.Clean(w.known.Blank(s[:min(len(s), maxQuote)])))
}

// name is what may be shown of a short text.
func (w wording) name(s string) string {
	s = w.text(s)
	if runes := []rune(s); len(runes) > maxName {
		return string(runes[:maxName-1]) + "…"
	}
	return s
}

// term is what may be shown of an identifier, a code or a permission. Verdicts are
// read from those, and a proxy's password can be a part of any word: it blanks none
// that has a form of Microsoft's own and is more than that password.
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

// message is text, with the mark that a verdict is read from wherever it was.
func (w wording) message(s string) string {
	txt := w.text(s)
	if strings.Contains(s, policyMark) && !strings.Contains(txt, policyMark) {
		txt = text.Clean(policyMark + " " + txt)
	}
	return txt
}

// policyMark is how Exchange says that a policy keeps the app out of a mailbox.
const policyMark = "[RAOP]"

// wordsOnly are codes and permissions: words with dots and underscores between.
var wordsOnly = text.Pattern(`^[A-Za-z]+(?:[._][A-Za-z]+)*$`)

// microsofts reports a form of Microsoft's own: a GUID, a code, a permission, also
// one with the host of Graph before it, and that host alone.
func microsofts(s string) bool {
	if behind, ok := strings.CutPrefix(s, "https://"); ok && len(s) <= maxName {
		host, permission, _ := strings.Cut(behind, "/")
		_, graph := value.CloudOfGraph(host)
		return graph && (permission == "" || wordsOnly().MatchString(permission))
	}
	return value.IsGUID(s) || len(s) <= maxName && wordsOnly().MatchString(s)
}
