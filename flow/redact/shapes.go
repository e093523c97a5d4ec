package redact

import (
	"bytes"
	"regexp"
	"strings"

	"mailgrant/flow/text"
)

const (
	secretLen     = 37 // length of the shortest client secret of today, in bytes
	secretLongest = 60 // maximum length of a word that counts as one, in bytes
)

// shaped finds client secrets of today's form, whatever their name: three
// characters, a digit and Q~. Line wraps may have split them.
func (s *Found) shaped(plain []byte) {
	for i := 0; ; {
		at := bytes.IndexByte(plain[i:], '~')
		if at < 0 {
			return
		}
		at += i
		i = at + 1
		from := at
		for n := 0; n < 5 && from > 0 && (inSecret(plain[from-1]) || plain[from-1] == '\n'); {
			if from--; plain[from] != '\n' {
				n++
			}
		}
		to := endOfSecret(plain, from)
		if !looksLikeSecret(strings.ReplaceAll(string(plain[from:to]), "\n", "")) {
			continue
		}
		i = to
		for from > 0 && to-from < 2*secretLongest && inSecret(plain[from-1]) {
			from--
		}
		for to < len(plain) && to-from < 3*secretLongest && inSecret(plain[to]) {
			to++
		}
		s.spans = append(s.spans, Span{from, to})
		s.Secret = true
	}
}

// endOfSecret is the end of a secret that begins at from. It includes a line
// end while the secret is too short to be complete.
func endOfSecret(plain []byte, from int) int {
	to, n := from, 0
	for ; to < len(plain) && n < secretLongest; to++ {
		switch {
		case inSecret(plain[to]):
			n++
		case plain[to] != '\n' || n >= secretLen || bytes.HasPrefix(plain[to+1:], []byte("AADSTS")):
			return to
		}
	}
	return to
}

func inSecret(b byte) bool { return text.Alnum(b) || b == '_' || b == '~' || b == '.' || b == '-' }

// mostTokens limits how many tokens are read.
const mostTokens = 5

// jwts finds tokens by their form: three parts in base64, the first beginning
// with eyJ. Line wraps may have split them.
func (s *Found) jwts(plain []byte) {
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
		s.spans = append(s.spans, Span{from, to})
		s.Token = true
		if dots >= 2 && len(s.Tokens) < mostTokens && to-from < 64<<10 {
			s.Tokens = append(s.Tokens, strings.ReplaceAll(string(plain[from:to]), "\n", ""))
		}
	}
}

func inToken(b byte) bool { return text.Alnum(b) || b == '_' || b == '-' || b == '.' }

// longestLogin bounds a user name with its password, in bytes.
const longestLogin = 256

// userinfo finds a user name and a password before the host of a URL. A
// password with a slash ends at the last @ of the word.
func (s *Found) userinfo(plain []byte) {
	for i := 0; ; {
		at := bytes.Index(plain[i:], []byte("://"))
		if at < 0 {
			return
		}
		from := i + at + len("://")
		i = from
		word := plain[from:min(from+longestLogin, len(plain))]
		if bytes.IndexByte(word, '@') < 0 {
			continue
		}
		if n := bytes.IndexAny(word, " \n\"<>"); n >= 0 {
			word = word[:n]
		}
		host := word
		if n := bytes.IndexAny(word, "/?#"); n >= 0 {
			host = word[:n]
		}
		if _, port, ok := bytes.Cut(host, []byte(":")); ok && len(bytes.Trim(port, "0123456789")) > 0 {
			host = word
		}
		if n := bytes.LastIndexByte(host, '@'); n > 0 {
			s.spans = append(s.spans, Span{from, from + n})
			s.Secret = s.Secret || bytes.IndexByte(host[:n], ':') >= 0
			i = from + n
		}
	}
}

// loginOptions are the options that take name:password, and whether the value
// is the password alone.
var loginOptions = []struct {
	name  string
	alone bool
}{{"-u", false}, {"-U", false}, {"--user", false}, {"--proxy-user", false}, {"-p", true}, {"-pw", true}, {"/p:", true}}

// logins finds arguments of curl and similar programs: -u name:password, -p
// password.
func (s *Found) logins(plain []byte) {
	for _, option := range loginOptions {
		for i := 0; ; {
			at := bytes.Index(plain[i:], []byte(option.name))
			if at < 0 {
				break
			}
			begins := i + at
			i = begins + len(option.name)
			if begins > 0 && strings.IndexByte(" \n\"'`", plain[begins-1]) < 0 {
				continue
			}
			v := argument(plain, i)
			word := string(plain[v.From:v.To])
			name, password, parted := strings.Cut(word, ":")
			if option.alone && telling(word) || !option.alone && v.From > i && parted && name != "" && password != "" && !strings.Contains(word, "://") {
				s.spans = append(s.spans, v)
				s.Secret = true
				i = v.To
			}
		}
	}
}

// sessions finds the passwords in a transcript of IMAP, POP or PowerShell: LOGIN
// name password, PASS password, ConvertTo-SecureString "password".
func (s *Found) sessions(plain []byte) {
	for _, command := range []func() *regexp.Regexp{imapLogin, popPass, secureString} {
		for _, at := range command().FindAllSubmatchIndex(plain, -1) {
			if word := string(plain[at[2]:at[3]]); mixed(word) && !placeholder(word) {
				s.add(plain, Span{From: at[2], To: at[3]}, secretName{})
			}
		}
	}
}

var (
	secureString = text.Pattern(`ConvertTo-SecureString (?:-String )?["']([^"'$]{5,200})["']`)

	imapLogin = text.Pattern(`LOGIN "?[^\s"@]{1,64}@[^\s"]{1,64}"? "?([^\s"]{5,200})`)
	popPass   = text.Pattern(`PASS ([^\s"]{5,200})`)
)

// argument is the value of an option: after a space or =, in quotes or not.
func argument(plain []byte, i int) Span {
	from := i
	for from < len(plain) && from-i < 4 && strings.IndexByte(" =\"'", plain[from]) >= 0 {
		from++
	}
	stop := " \n"
	if q := plain[from-1]; q == '"' || q == '\'' {
		stop = string(q) + "\n"
	}
	word := plain[from:min(from+longestLogin, len(plain))]
	if n := bytes.IndexAny(word, stop); n >= 0 {
		word = word[:n]
	}
	return Span{from, from + len(word)}
}
