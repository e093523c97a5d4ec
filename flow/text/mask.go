package text

import (
	"slices"
	"strings"
)

// Masked reports that somebody hid a value before passing a text on: ****,
// REDACTED, <removed>, xxxx, a cut GUID, my-client-id. What was there is unknown.
func Masked(txt string) bool {
	if txt == "" || len(txt) > 120 {
		return false
	}
	if dotted(txt) || cutGUID(txt) || strings.Trim(txt, "0-") == "" && len(txt) == len("00000000-0000-0000-0000-000000000000") {
		return true
	}
	for _, mark := range []string{"**", "##", "••", "●●", "██", "___", "xxx", "XXX", "…"} {
		if strings.Contains(txt, mark) {
			return true
		}
	}
	word := Squeeze(txt)
	return slices.ContainsFunc(hidings, func(h string) bool { return strings.Contains(word, h) }) || slices.Contains(nobodys, word) || ownWord(word)
}

// dotted reports a value whose middle or end was left out: abc..., ....
func dotted(txt string) bool { return strings.Contains(txt, "...") }

// cutGUID reports the beginning or the end of a GUID, in groups of hexadecimal
// digits.
func cutGUID(txt string) bool {
	groups := strings.Split(txt, "-")
	if len(groups) < 2 || len(groups) > 5 || len(txt) > 28 {
		return false
	}
	whole := 0
	for i, g := range groups {
		if g != "" && strings.Trim(strings.ToLower(g), "0123456789abcdef") != "" {
			return false
		}
		if i == 0 && len(g) == 8 || i == len(groups)-1 && len(g) == 12 {
			whole++
		}
	}
	return whole > 0
}

// hidings are words that people write in a value's place, squeezed.
var hidings = []string{
	"redacted", "removed", "masked", "hidden", "omitted", "anonymi", "sanitized", "sanitised", "scrubbed", "censored",
	"obfuscated", "obscured", "snip", "deleted", "concealed", "confidential", "blanked", "stripped",
}

// nobodys are whole words of the same kind.
var nobodys = []string{"guid", "someguid", "uuid", "id", "someid", "theid", "private", "secret", "x", "xx", "na", "foo", "bar", "abc", "abcd", "dummy", "blah"}

// ownWord reports my-client-id, our tenant and the like: no document writes them.
func ownWord(word string) bool {
	for _, lead := range []string{"my", "our", "some", "the", "correct", "actual", "real", "valid", "customer", "company"} {
		rest, ok := strings.CutPrefix(word, lead)
		if ok && slices.Contains([]string{
			"clientid", "appid", "applicationid", "app", "application", "appname", "tenantid", "tenant", "tenantname", "directory", "directoryid", "guid", "domain", "company", "org", "organization",
		}, rest) {
			return true
		}
	}
	return false
}
