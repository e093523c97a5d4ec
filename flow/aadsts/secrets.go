package aadsts

import (
	"bytes"
	"strings"

	"mailgrant/flow"
)

// span is a part of plain.
type span struct{ from, to int }

// secrets is what a text gives away.
type secrets struct {
	spans      []span
	secret     bool     // a client secret or password
	token      bool     // an access or refresh token, or an assertion
	idAsSecret bool     // a GUID stands where a client secret belongs
	tokens     []string // access tokens, to be read for diagnosis and dropped
}

// names are what secrets go by, squeezed, and whether each is a token. No name
// begins another one that stands behind it.
var names = []secretName{
	{"clientsecretvalue", false}, {"clientsecret", false}, {"appsecret", false}, {"secretvalue", false}, {"secrettext", false},
	{"secret", false}, {"password", false}, {"passwd", false}, {"pwd", false},
	{"accesstoken", true}, {"refreshtoken", true}, {"idtoken", true}, {"clientassertion", true},
	{"bearer", true}, {"authxoauth2", true}, {"authenticatexoauth2", true},
}

type secretName struct {
	key   string
	token bool
}

// initials are the first letters of names.
var initials = func() (set [256]bool) {
	for _, n := range names {
		set[n.key[0]] = true
	}
	return set
}()

// find looks for secrets by name and by form.
func find(r reading) *secrets {
	s := &secrets{}
	s.named(r)
	s.shaped(r.plain)
	s.jwts(r.plain)
	return s
}

func (s *secrets) named(r reading) {
	done := 0 // how far plain is known to be a value
	for i := range r.key {
		if !initials[r.key[i]] || r.place(i) < done || !r.begins(i) {
			continue
		}
		for _, n := range names {
			end := i + len(n.key)
			if end > len(r.key) || string(r.key[i:end]) != n.key || !r.ends(end) {
				continue
			}
			if v, ok := valueBehind(r.plain, r.place(end-1)+1, n.token); ok {
				s.add(r.plain, v, n.token)
				done = v.to
			}
			break
		}
	}
}

// add notes a named value, unless it only stands for one.
func (s *secrets) add(plain []byte, v span, token bool) {
	text := string(plain[v.from:v.to])
	switch {
	case flow.IsGUID(text):
		s.idAsSecret = s.idAsSecret || !token
		return
	case len(text) < 8, strings.Trim(text, "*•.xX-_") == "", strings.ContainsAny(text[:1], "{<[$(%"), strings.HasPrefix(strings.ToLower(text), "your"):
		return
	}
	s.spans = append(s.spans, v)
	s.token = s.token || token
	s.secret = s.secret || !token
}

// longestSecret bounds a value, in bytes.
const longestSecret = 8 << 10

// valueBehind is the value that a name is followed by: after = or :, in quotes
// or up to the next space. Behind some names a space is enough.
func valueBehind(plain []byte, i int, spaced bool) (span, bool) {
	end := min(i+longestSecret, len(plain))
	sign := spaced
	for ; i < end && bytes.IndexByte([]byte(" \"':=>]"), plain[i]) >= 0; i++ {
		if plain[i] == '=' || plain[i] == ':' {
			sign = true
		}
	}
	if !sign || i == end {
		return span{}, false
	}
	stop := " \n\t&,;}<\"'"
	if q := plain[i-1]; q == '"' || q == '\'' {
		stop = string(q) + "\n"
	}
	n := bytes.IndexAny(plain[i:end], stop)
	if n < 0 {
		n = end - i
	}
	return span{i, i + n}, n > 0
}

// shaped finds client secrets by the form they have today, whatever they are
// called: three characters, a digit and Q~.
func (s *secrets) shaped(plain []byte) {
	for i := 0; ; {
		at := bytes.Index(plain[i:], []byte("Q~"))
		if at < 0 {
			return
		}
		at += i
		from, to := at, at
		for from > 0 && at-from < 64 && inSecret(plain[from-1]) {
			from--
		}
		for to < len(plain) && to-at < 64 && inSecret(plain[to]) {
			to++
		}
		i = to
		if at-4 >= from && flow.LooksLikeSecret(string(plain[at-4:to])) {
			s.spans = append(s.spans, span{from, to})
			s.secret = true
		}
	}
}

func inSecret(b byte) bool { return alnum(b) || b == '_' || b == '~' || b == '.' || b == '-' }

// jwts finds tokens by their form: three parts in base64, the first of them
// beginning with eyJ. Line wraps may have cut them.
func (s *secrets) jwts(plain []byte) {
	for i := 0; ; {
		at := bytes.Index(plain[i:], []byte("eyJ"))
		if at < 0 {
			return
		}
		from := i + at
		to, dots := from, 0
		for to < len(plain) && (inToken(plain[to]) || plain[to] == '\n' && to+1 < len(plain) && inToken(plain[to+1])) {
			if plain[to] == '.' {
				dots++
			}
			to++
		}
		i = to
		if to-from < 40 {
			continue
		}
		s.spans = append(s.spans, span{from, to})
		s.token = true
		if dots >= 2 && len(s.tokens) < most && to-from < 64<<10 {
			s.tokens = append(s.tokens, strings.ReplaceAll(string(plain[from:to]), "\n", ""))
		}
	}
}

func inToken(b byte) bool { return alnum(b) || b == '_' || b == '-' || b == '.' }

// hide blanks what was found, so that nothing quoted later can hold it.
func (s *secrets) hide(plain []byte) {
	for _, v := range s.spans {
		for i := v.from; i < v.to; i++ {
			plain[i] = '*'
		}
	}
}

// warnings say what was found, without it.
func (s *secrets) warnings() []string {
	var list []string
	if s.secret {
		list = append(list, "This text holds what looks like a client secret or password. Treat it as leaked: create a new one, put it into the product and delete the old one. Don't send this text on.")
	}
	if s.token {
		list = append(list, "This text holds a token. Whoever has it can use it until it ends; don't send this text on. If it is a refresh token, treat it as leaked and revoke the account's sessions.")
	}
	return list
}
