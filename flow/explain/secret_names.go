package explain

import (
	"bytes"
	"mailgrant/flow/text"
	"slices"
	"strings"
	"sync"
)

// secretName is what a secret goes by, squeezed.
type secretName struct {
	key   string
	token bool // a token, not a secret
	word  bool // counts only as a word of its own, with nothing attached
	weak  bool // the name has other uses: its value has to look like a secret
	quiet bool // blanked, but no reason to warn
}

// smtpAsks is how an SMTP server asks for a password: the word in base64, squeezed.
const smtpAsks = "ugfzc3dvcmq6"

// names are what secrets go by, by their first two letters, longest first.
var names = sync.OnceValue(func() map[[2]byte][]secretName {
	m := map[[2]byte][]secretName{}
	add := func(like secretName, list string) {
		for like.key = range strings.FieldsSeq(list) {
			lead := [2]byte{like.key[0], like.key[1]}
			m[lead] = append(m[lead], like)
		}
	}
	add(secretName{}, `clientsecretvalue clientsecret appsecret secretvalue secrettext secretkey secret clientcredential
		password passwd pwd passphrase passwort kennwort motdepasse securestring
		apikey appkey accesskey accountkey subscriptionkey privatekey`)
	add(secretName{word: true}, "pass userpass smtppass userinfo")
	add(secretName{word: true, weak: true}, "authplain authlogin authenticateplain basic sig signature "+smtpAsks)
	add(secretName{token: true}, `accesstoken refreshtoken idtoken clientassertion codeverifier devicecode authcode
		authorizationcode authxoauth2 authenticatexoauth2`)
	add(secretName{token: true, word: true}, "assertion cookie setcookie")
	add(secretName{token: true, word: true, weak: true}, "code token bearer authorization")
	add(secretName{token: true, word: true, weak: true, quiet: true}, "state nonce")
	for _, list := range m {
		slices.SortFunc(list, func(a, b secretName) int { return len(b.key) - len(a.key) })
	}
	return m
})

// leads are the first two letters of names.
var leads = sync.OnceValue(func() *[1 << 16]bool {
	var set [1 << 16]bool
	for l := range names() {
		set[int(l[0])<<8|int(l[1])] = true
	}
	return &set
})

// named finds what stands behind the names of secrets.
func (s *secrets) named(r reading) {
	leads, names := leads(), names()
	done := 0 // how far plain is known to be a value
	for i := 0; i+1 < len(r.key); i++ {
		if !leads[int(r.key[i])<<8|int(r.key[i+1])] || r.place(i) < done {
			continue
		}
		for _, n := range names[[2]byte{r.key[i], r.key[i+1]}] {
			end := i + len(n.key)
			if end > len(r.key) || string(r.key[i:end]) != n.key {
				continue
			}
			b := behind{r.plain, r.place(i), r.place(end-1) + 1, n}
			if n.token || n.key == "basic" {
				b.weak = n.weak && !bytes.HasSuffix(r.key[:i], []byte("authorization"))
			}
			if v, ok := b.value(); ok {
				s.add(r.plain, v, n)
				done = v.to
			}
			break
		}
	}
}

// begins reports whether the name stands at the beginning of a word, or of a
// syllable of one such as azureClientSecret.
func (b behind) begins() bool {
	if b.from == 0 || !alnum(b.plain[b.from-1]) {
		return true
	}
	before, first := b.plain[b.from-1], b.plain[b.from]
	return before >= 'a' && before <= 'z' && first >= 'A' && first <= 'Z'
}

// closing reports the name within the tag that ends an element of XML.
func (b behind) closing() bool {
	i := b.from
	for i > 0 && alnum(b.plain[i-1]) && b.from-i < longestName {
		i--
	}
	return i > 1 && string(b.plain[i-2:i]) == "</"
}

// dashed reports the name of an option: --client-secret, -ClientSecret.
func (b behind) dashed() bool {
	i := b.from
	for i > 0 && (alnum(b.plain[i-1]) || b.plain[i-1] == '-' || b.plain[i-1] == '_') && b.from-i < longestName {
		i--
	}
	return i < len(b.plain) && b.plain[i] == '-'
}

// others are how a longer name goes on that is no secret's: secret-id, token_type.
var others = strings.Fields("id name file stdin env expir type hint length url uri endpoint missing wrong malformed shape status less reset policy field not callback provider credential version rotat")

// attached takes what belongs to the name, as in client_secret_prod; ok is false
// where that makes it the name of something else.
func (b behind) attached() (to int, ok bool) {
	to = b.to
	for to < len(b.plain) && to-b.to < longestName && (alnum(b.plain[to]) || b.plain[to] == '_' || b.plain[to] == '-' && !b.at(to+1, '>') || b.plain[to] == '.') {
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
