package redact

import (
	"bytes"
	"slices"
	"strings"

	"mailgrant/flow/text"
)

// behind is the text after a name, which extends from from to to.
type behind struct {
	plain    []byte
	from, to int
	secretName
}

const (
	longestSecret = 8 << 10 // bounds a value, in bytes
	longestWord   = 128     // bounds what is read to judge a value, in bytes
)

// value is the value after the name. After a sign, anything is a value; after a
// space, it must look like a secret.
func (b behind) value() (Span, bool) {
	to, ok := b.attached()
	if b.closing() {
		return Span{}, false
	}
	if !ok {
		return b.distant(to)
	}
	i, signed := b.sign(to)
	whole := b.begins()
	if v, ok := b.quoted(to); ok && (whole || !b.word) && !signed && !b.weak {
		return v, true
	}
	if from, quote, ok := b.qualified(to); ok && (whole || !b.word) && !signed && !b.weak && !b.prose(from) {
		v := b.extent(from, quote)
		return v, v.To > v.From
	}
	if v, ok := b.cell(to); ok && (whole || !b.word) && !signed && !b.weak {
		return v, true
	}
	switch {
	case b.word && !whole:
		return Span{}, false
	case signed && !b.weak:
	case !b.weak && i > to && (b.dashed() || b.key == "basic" || b.key == "bearer"):
	case !whole && !b.abroad || to > b.to || b.key == "pass":
		return Span{}, false
	default:
		return b.spoken(i)
	}
	i, quote := b.open(i)
	if b.at(i, '\n') {
		return b.spoken(i)
	}
	if quote == 0 && b.prose(i) {
		return Span{}, false
	}
	v := b.extent(i, quote)
	return v, v.To > v.From
}

// between are complete texts that may separate a name and its value.
var between = []string{"</key>", "</name>", "<string>", "<value>", "<![CDATA[", "->", `";s:`}

// sign skips the text between a name and its value, and reports whether it
// contained =, :, > or the bracket of a call.
func (b behind) sign(i int) (int, bool) {
	signed := false
	for i < len(b.plain) && i-b.to < longestWord {
		rest := b.plain[i:min(i+nameLimit, len(b.plain))]
		if n := slices.IndexFunc(between, func(w string) bool { return bytes.HasPrefix(rest, []byte(w)) }); n >= 0 {
			i += len(between[n])
			signed = true
			continue
		}
		if n := pairLen(rest); n > 0 {
			i += n
			continue
		}
		switch c := rest[0]; {
		case c == '=' || c == ':' || c == '>':
			signed = true
		case c == '(' && len(rest) > 1 && (rest[1] == '"' || rest[1] == '\''):
			return i + 1, true
		case c == ' ' || c == '*' || c == '`':
		case !signed && (c == '"' || c == '\'' || c == ']'):
		default:
			return i, signed
		}
		i++
	}
	return i, signed
}

// pairLen is the length of the second key if name and value are two members of
// one object: "name":"client_secret","value":"...".
func pairLen(rest []byte) int {
	n := 0
	for n < len(rest) && strings.IndexByte(" ,\n\"'", rest[n]) >= 0 {
		n++
	}
	word := bytes.ToLower(rest[n:min(n+len("value"), len(rest))])
	if n == 0 || string(word) != "value" {
		return 0
	}
	n += len("value")
	after := bytes.TrimLeft(rest[n:], " \"'")
	if len(after) == 0 || after[0] != '=' && after[0] != ':' {
		return 0
	}
	return n
}

// open skips the quote that begins a value, and what a dump or a program writes
// before it.
func (b behind) open(i int) (int, byte) {
	rest := b.plain[i:min(i+nameLimit, len(b.plain))]
	if line := bytes.TrimLeft(rest, "\n"); bytes.HasPrefix(line, []byte("string(")) {
		if at := bytes.IndexAny(line, "\"'"); at >= 0 {
			i += len(rest) - len(line) + at
		}
	}
	if i+1 < len(b.plain) && strings.IndexByte("bBuUrRfF@$", b.plain[i]) >= 0 && (b.plain[i+1] == '"' || b.plain[i+1] == '\'') {
		i++
	}
	if b.at(i, '"') || b.at(i, '\'') {
		return i + 1, b.plain[i]
	}
	return i, 0
}

// starters begin sentences, or mean that there is no value. A colon may precede
// them.
var starters = strings.Fields(`the this that it is not no an a you your error invalid expired missing required must value was
	has there please failed incorrect wrong when if for and or to in of cannot none null nil undefined empty true false`)

// prose reports the beginning of a sentence, or of Entra's next error.
func (b behind) prose(i int) bool {
	word := b.wordAt(i)
	if bytes.HasPrefix(bytes.ToUpper([]byte(word)), []byte("AADSTS")) {
		return true
	}
	return b.plain[max(i-1, 0)] == ' ' && slices.Contains(starters, strings.ToLower(strings.TrimRight(word, ".,;:")))
}

// wordAt is the word at a position.
func (b behind) wordAt(i int) string {
	if i >= len(b.plain) {
		return ""
	}
	rest := b.plain[i:min(i+longestWord, len(b.plain))]
	if n := bytes.IndexAny(rest, " \n\"'<&`"); n >= 0 {
		rest = rest[:n]
	}
	return string(rest)
}

// extent is the extent of the value from i on: to its closing quote, or to the
// next white space, and across a line wrap if it continues there.
func (b behind) extent(from int, quote byte) Span {
	end := min(from+longestSecret, len(b.plain))
	i := from + bracketedLen(b.plain[from:min(from+nameLimit, end)])
	for ; i < end; i++ {
		c := b.plain[i]
		if c == '\n' || quote == 0 && c == ' ' || (c == '"' || c == '\'') && (quote == 0 || c == quote) && b.closes(i) ||
			quote == 0 && b.parts(i) {
			break
		}
	}
	if i > from && i < end && b.plain[i] == '\n' {
		if word := b.wordAt(i + 1); telling(word) && b.paramLen(i) == 0 {
			i += 1 + len(word)
		}
	}
	return Span{from, i}
}

// bracketedLen is the length of a placeholder in brackets, such as <your
// secret>; 0 if the text does not begin with one.
func bracketedLen(txt []byte) int {
	n := bytes.IndexAny(txt, ">}])\n")
	if n <= 0 || txt[n] == '\n' || txt[1] == '/' || strings.IndexByte("<{[($", txt[0]) < 0 || !placeholder(string(txt[:n+1])) {
		return 0
	}
	return n + 1
}

// closes reports a quote at i after which the value does not continue.
func (b behind) closes(i int) bool {
	return i+1 == len(b.plain) || strings.IndexByte(" \n,;:}])>/=+.&|\"'", b.plain[i+1]) >= 0
}

// params are the parameters found next to a secret in a request or a
// configuration, squeezed.
var params = strings.Fields(`clientid appid tenant tenantid tid scope scopes granttype resource redirecturi authority username
	error errordescription errorcodes user host code state status message`)

// parts reports a byte that ends a value without white space: the next
// parameter, a tag, or Entra's next error.
func (b behind) parts(i int) bool {
	switch b.plain[i] {
	case '&':
		return i+1 == len(b.plain) || b.paramLen(i) > 0
	case ',', ';':
		n := b.paramLen(i)
		return n > 0 && slices.Contains(params, text.Squeeze(string(b.plain[i+1:i+1+n])))
	case '<':
		return b.at(i+1, '/') || b.at(i+1, '!')
	case 'A':
		return bytes.HasPrefix(b.plain[i:], []byte("AADSTS"))
	}
	return false
}

// paramLen is the length of the parameter name after byte i; 0 if there is
// none.
func (b behind) paramLen(i int) int {
	n := 0
	for i+1+n < len(b.plain) && n < nameLimit && (text.Alnum(b.plain[i+1+n]) || strings.IndexByte("_-.\"'", b.plain[i+1+n]) >= 0) {
		n++
	}
	if n > 0 && (b.at(i+1+n, '=') || b.at(i+1+n, ':')) {
		return n
	}
	return 0
}
