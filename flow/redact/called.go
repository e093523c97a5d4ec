package redact

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"mailgrant/flow/text"
)

// callings are the names after which everything is a secret, squeezed.
var callings = sync.OnceValue(func() []string {
	names := []string{"assertion"}
	for name := range strings.FieldsSeq(secretNames + " " + foreignNames + " " + foreignSpoken + " " + tokenNames) {
		names = append(names, text.Squeeze(name))
	}
	return names
})

// called is the end of the sign behind the name of a secret, such as
// "client_secret=": everything after it is one.
func called(txt string) (end int, ok bool) {
	for i := range len(txt) {
		size := 1
		switch {
		case txt[i] == '=' || txt[i] == ':':
		case txt[i] == '%' && len(txt) >= i+3 && txt[i+1] == '3' && strings.IndexByte("aAdD", txt[i+2]) >= 0:
			size = 3
		default:
			continue
		}
		if isCalled(txt[:i]) {
			return i + size + len(txt[i+size:]) - len(strings.TrimLeft(txt[i+size:], spaces)), true
		}
	}
	return 0, false
}

const spaces = " \t\n\f\r"

// isCalled reports a text that ends in the name of a secret, in quotes or not.
func isCalled(txt string) bool {
	txt = strings.TrimRight(txt, spaces)
	if last := len(txt) - 1; last >= 0 && strings.IndexByte("\"'`", txt[last]) >= 0 {
		txt = txt[:last]
	}
	from := len(txt)
	for from > 0 && len(txt)-from < nameLimit && (text.Alnum(txt[from-1]) || txt[from-1] >= utf8.RuneSelf || strings.IndexByte("-_ ", txt[from-1]) >= 0) {
		from--
	}
	key := text.Squeeze(txt[from:])
	if before, ok := strings.CutSuffix(strings.ToLower(txt[from:]), "value"); ok && (before == "" || !text.Alnum(before[len(before)-1])) {
		return true
	}
	return slices.ContainsFunc(callings(), func(name string) bool { return strings.HasSuffix(key, name) })
}
