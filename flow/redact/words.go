package redact

import (
	"bytes"
	"slices"
	"strings"

	"mailgrant/flow/text"
)

// fillers are words between a name and its value in a sentence.
var fillers = strings.Fields(`is was value provided supplied sent used as reads equals the my our here now negotiate ntlm c client
	ist lautet war est era fue es jest er on je var`)

// spoken is a value without a sign before it, or on the next line: a word that
// looks like a secret.
func (b behind) spoken(i int) (Span, bool) {
	before := ""
	for range 5 {
		for i < len(b.plain) && i-b.to < longestWord && (strings.IndexByte(" \"'`(*|,:=>\n", b.plain[i]) >= 0 || b.plain[i] == '-' && b.at(i+1, ' ')) {
			i++
		}
		word := b.wordAt(i)
		if slices.Contains(fillers, strings.ToLower(strings.Trim(word, ":"))) {
			i += len(word)
			before = strings.ToLower(word)
			continue
		}
		if b.speaks(word) || slices.Contains(equals, before) && !b.token && !b.weak && !b.abroad && odd(word) {
			v := b.extent(i, 0)
			return v, v.To > v.From
		}
		break
	}
	return b.distant(i)
}

// reachOfName is the maximum distance, in bytes, between the name of a secret
// and a secret that stands out from its sentence.
const reachOfName = 96

// distant is a value with other words before it, on the same line.
func (b behind) distant(i int) (Span, bool) {
	if b.word || b.token || b.weak {
		return Span{}, false
	}
	line := b.plain[i:max(i, min(b.to+reachOfName, len(b.plain)))]
	if n := bytes.IndexByte(line, '\n'); n >= 0 {
		line = line[:n]
	}
	if !bytes.ContainsAny(line, "0123456789") {
		return Span{}, false
	}
	for end := i + len(line); i < end; {
		word := b.wordAt(i)
		bare := strings.TrimRight(word, ",;)")
		if strings.ContainsAny(bare, "0123456789") && (varied(bare) || strings.ContainsAny(bare, "!#$%^*~")) && telling(bare) {
			return Span{i, i + len(word)}, true
		}
		i += len(word) + 1
	}
	return Span{}, false
}

// varied reports small letters, capitals and digits together.
func varied(word string) bool {
	return strings.ToLower(word) != word && strings.ToUpper(word) != word && strings.ContainsAny(word, "0123456789")
}

// equals are the fillers after which only the value follows, or what happened
// to it.
var equals = []string{"is", "was", "reads", "equals"}

// states are endings of words that say what happened to a secret: expired,
// invalid.
var states = strings.Fields("ed ing id rect able ible ous ent ant ive ly own ken ten den ong ary ory ful less te ure al ic")

// odd reports letters after "the secret is" that are not a word about a secret.
func odd(word string) bool {
	word = strings.ToLower(strings.Trim(word, ".,;:?!)]}|"))
	return len(word) >= seriousLen && strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") == "" &&
		!slices.ContainsFunc(states, func(end string) bool { return strings.HasSuffix(word, end) })
}

// speaks reports a word that is a value although no sign precedes it.
func (b behind) speaks(word string) bool {
	switch {
	case b.key == smtpAsks:
		return true
	case b.key == "basic":
		return login(word)
	}
	name, value, set := strings.Cut(word, "=")
	if set && strings.Trim(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz_-") == "" && (b.token || value == "" || strings.Trim(value, "=") != "" && isParam(name)) {
		return false
	}
	return telling(word)
}

// isParam reports a name that no secret begins with.
func isParam(name string) bool {
	return slices.Contains(params, text.Squeeze(name)) || camel().MatchString(name) && strings.ToLower(name) != name
}

// sourceLine is the place of a line of a program: Token.java:27.
var sourceLine = text.Pattern(`\.\w{1,5}:\d+\W*$`)

// telling reports a word that stands out from a sentence like a secret.
func telling(word string) bool {
	bare := strings.Trim(word, ".,;:?!)]}|")
	return mixed(word) && (len(bare) >= seriousLen || strings.ContainsAny(word, "!#$%^*+~"))
}

// mixed reports letters with digits or signs that are not an identifier, a
// time, an address or a number of Entra's.
func mixed(word string) bool {
	word = strings.Trim(word, ".,;:)]}|")
	lower := strings.ToLower(word)
	switch {
	case len(word) < 5, word[0] == '[', text.IsGUID(word), text.TimeAt([]byte(strings.Replace(word, "T", " ", 1)+" 00:00:00")) != "",
		strings.HasPrefix(lower, "aadsts"), strings.HasPrefix(lower, "0x"), strings.Contains(word, "://"), sourceLine().MatchString(word):
		return false
	}
	if name, host, ok := strings.Cut(word, "@"); ok && name != "" && strings.Contains(host, ".") && strings.Trim(strings.ToLower(name+host), "abcdefghijklmnopqrstuvwxyz0123456789.-_") == "" {
		return false
	}
	letters := strings.ContainsFunc(lower, func(r rune) bool { return r >= 'a' && r <= 'z' })
	return letters && strings.ContainsAny(word, "0123456789!#$%^*+~@=?")
}
