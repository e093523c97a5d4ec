package redact

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"mailgrant/flow/text"
)

// secretName is a name for a secret, squeezed.
type secretName struct {
	key    string
	token  bool // a token, not a secret
	word   bool // counts only as a separate word
	weak   bool // the name has other uses: its value must look like a secret
	quiet  bool // hidden, but without a warning
	abroad bool // a name in another language than English
	decoy  bool // no secret: nothing within it or right behind it is one
}

// nameLimit bounds a name with its prefix and suffix, in bytes.
const nameLimit = 48

// smtpAsks is how an SMTP server asks for a password: the word in base64, squeezed.
const smtpAsks = "ugfzc3dvcmq6"

// The names of secrets and tokens, in any context. A dash matches a space, a
// dash, an underscore or nothing.
const (
	secretNames = `client-secret-value client-secret app-secret secret-value secret-text secret-key secret client-credential
		password passwd pwd passphrase passcode secure-string
		api-key app-key access-key account-key subscription-key private-key`
	tokenNames = `access-token refresh-token id-token client-assertion code-verifier device-code auth-code
		authorization-code auth-xoauth2 authenticate-xoauth2`
)

// nameIndex holds the names by their first two letters, longest first.
type nameIndex struct {
	names map[[2]byte][]secretName
	leads [1 << 16]bool
}

var index = sync.OnceValue(func() *nameIndex {
	m := map[[2]byte][]secretName{}
	add := func(like secretName, list string) {
		for name := range strings.FieldsSeq(list) {
			like.key = text.Squeeze(name)
			lead := [2]byte{like.key[0], like.key[1]}
			m[lead] = append(m[lead], like)
		}
	}
	add(secretName{}, secretNames)
	add(secretName{abroad: true}, foreignNames+" "+foreignSpoken)
	add(secretName{word: true}, "pass userpass smtppass userinfo")
	add(secretName{word: true, abroad: true}, foreignWords)
	add(secretName{decoy: true}, "public-key-token key-type-password")
	add(secretName{word: true, weak: true}, "authplain authlogin authenticateplain basic sig signature "+smtpAsks)
	add(secretName{token: true}, tokenNames)
	add(secretName{token: true, word: true}, "assertion cookie setcookie")
	add(secretName{token: true, word: true, weak: true}, "code token bearer authorization")
	add(secretName{token: true, word: true, weak: true, quiet: true}, "state nonce")
	for _, list := range m {
		slices.SortFunc(list, func(a, b secretName) int { return len(b.key) - len(a.key) })
	}
	x := &nameIndex{names: m}
	for l := range m {
		x.leads[int(l[0])<<8|int(l[1])] = true
	}
	return x
})

// named finds the values after the names of secrets.
func (s *Found) named(r text.Reading) {
	x, done := index(), 0 // done is the end of the part of plain that is known to be a value
	for i := 0; i+1 < len(r.Key); i++ {
		if !x.leads[int(r.Key[i])<<8|int(r.Key[i+1])] || r.Place(i) < done {
			continue
		}
		for _, n := range x.names[[2]byte{r.Key[i], r.Key[i+1]}] {
			end := i + len(n.key)
			if end > len(r.Key) || string(r.Key[i:end]) != n.key {
				continue
			}
			last := r.Place(end - 1) // on its own it begins the next word
			if n.abroad && (!joined(r.Plain[r.Place(i):last]) || r.Plain[last-1] == ' ') {
				continue
			}
			if n.decoy {
				done = r.Place(end) + 1
				break
			}
			b := behind{r.Plain, r.Place(i), r.After(end), n}
			if n.token || n.key == "basic" {
				b.weak = n.weak && !bytes.HasSuffix(r.Key[:i], []byte("authorization"))
			}
			if v, ok := b.value(); ok {
				s.add(r.Plain, v, n)
				if !n.token || !literal(string(r.Plain[v.From:v.To])) { // another name may follow a setting
					done = v.To
				}
			}
			break
		}
	}
}

// begins reports whether the name is at the beginning of a word, or of a part
// of one such as azureClientSecret.
func (b behind) begins() bool {
	if b.from == 0 || b.plain[b.from] >= utf8.RuneSelf || !text.Alnum(b.plain[b.from-1]) {
		return true
	}
	before, first := b.plain[b.from-1], b.plain[b.from]
	return before >= 'a' && before <= 'z' && first >= 'A' && first <= 'Z'
}

// closing reports a name within a closing XML tag.
func (b behind) closing() bool {
	i := b.from
	for i > 0 && text.Alnum(b.plain[i-1]) && b.from-i < nameLimit {
		i--
	}
	return i > 1 && string(b.plain[i-2:i]) == "</"
}

// dashed reports the name of an option: --client-secret, -ClientSecret.
func (b behind) dashed() bool {
	i := b.from
	for i > 0 && (text.Alnum(b.plain[i-1]) || b.plain[i-1] == '-' || b.plain[i-1] == '_') && b.from-i < nameLimit {
		i--
	}
	return i < len(b.plain) && b.plain[i] == '-'
}

// others are continuations of a name that make it the name of something that is
// not secret: secret-id, token_type.
var others = strings.Fields("id name ref file stdin env change polic expir type hint length url uri endpoint missing wrong malformed shape status less reset policy field not callback provider credential version rotat")

// attached includes the suffix of a name, as in client_secret_prod; ok is false
// if the suffix makes it the name of something else.
func (b behind) attached() (to int, ok bool) {
	to = b.to
	for to < len(b.plain) && to-b.to < nameLimit && (text.Alnum(b.plain[to]) || b.plain[to] == '_' || b.plain[to] == '-' && !b.at(to+1, '>') || b.plain[to] == '.') {
		to++
	}
	rest := text.Squeeze(string(b.plain[b.to:to]))
	if rest == "" {
		return b.to, true
	}
	if b.word || b.weak || rest == "s" {
		return to, false
	}
	return to, !slices.ContainsFunc(others, func(o string) bool { return strings.HasPrefix(rest, o) })
}

func (b behind) at(i int, c byte) bool { return i < len(b.plain) && b.plain[i] == c }
