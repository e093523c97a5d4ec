package explain

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"mailgrant/flow/text"
)

// computed are the facts that wording alone does not show.
var computed = map[string]func(survey) bool{
	"id-as-secret":  func(s survey) bool { return s.secrets.IDAsSecret },
	"app-only":      func(s survey) bool { return s.grant() == "client" },
	"by-code":       func(s survey) bool { return s.grant() == "code" },
	"by-refresh":    func(s survey) bool { return s.grant() == "refresh" },
	"at-alias":      survey.atAlias,
	"v1-endpoint":   survey.atV1,
	"empty-tenant":  survey.emptyTenant,
	"host-misspelt": survey.misspelt,

	"token-of-other-tenant": func(s survey) bool { return s.elsewhere(s.claims.Tenant) },
	"error-of-other-tenant": func(s survey) bool { return s.elsewhere(first(inError(), s.nearEnds())) },
	"token-for-graph":       func(s survey) bool { return s.claims.forGraph() },
	"token-not-for-graph":   func(s survey) bool { return s.claims.Audience != "" && !s.claims.forGraph() },
	"token-delegated":       func(s survey) bool { return len(s.claims.Scopes) > 0 && len(s.claims.Roles) == 0 },
	"token-empty": func(s survey) bool {
		return s.claims.Audience != "" && len(s.claims.Scopes)+len(s.claims.Roles) == 0
	},
	"token-for-mail":     func(s survey) bool { return slices.ContainsFunc(s.claims.Roles, forMail) },
	"token-not-for-mail": func(s survey) bool { return len(s.claims.Roles) > 0 && !slices.ContainsFunc(s.claims.Roles, forMail) },
}

var (
	inEndpoint = text.Pattern(`(?i)login\.microsoftonline\.[a-z]+/([0-9a-f]{8}-[0-9a-f-]{27})/`)
	inError    = text.Pattern(`(?i)in the directory ['"]?([0-9a-f]{8}-[0-9a-f-]{27})\b`)
)

// elsewhere reports a tenant that is another one than that of the endpoint.
func (s survey) elsewhere(tenant string) bool {
	if tenant == "" {
		return false
	}
	asked := first(inEndpoint(), s.nearEnds())
	return asked != "" && !strings.EqualFold(tenant, asked)
}

// atV1 reports an endpoint of Microsoft's that is V1.
func (s survey) atV1() bool {
	for _, path := range []string{"/oauth2/token", "/oauth2/authorize"} {
		for plain := s.r.Plain; ; {
			at := bytes.Index(plain, []byte(path))
			if at < 0 {
				break
			}
			before := plain[max(0, at-100):at]
			if bytes.Contains(before, []byte("microsoftonline")) || bytes.Contains(before, []byte("login.windows.net")) || bytes.Contains(before, []byte("chinacloudapi")) {
				return true
			}
			plain = plain[at+len(path):]
		}
	}
	return false
}

// emptyTenant reports an endpoint with nothing in the tenant's place.
func (s survey) emptyTenant() bool {
	return slices.ContainsFunc([]string{"/", "null/", "None/", "undefined/", "oauth2/"}, func(left string) bool {
		return bytes.Contains(s.r.Plain, []byte("microsoftonline.com/"+left)) || bytes.Contains(s.r.Plain, []byte("microsoftonline.us/"+left))
	})
}

// hosts are those that mail products use.
var hosts = []string{
	"login.microsoftonline.com", "login.microsoftonline.us", "graph.microsoft.com", "graph.microsoft.us", "outlook.office365.com",
	"outlook.office.com", "smtp.office365.com", "outlook.office365.us", "smtp.office365.us", "login.windows.net",
}

// misspelt reports a host that differs from one of hosts by a letter or two.
func (s survey) misspelt() bool {
	words := bytes.FieldsFunc(s.nearEnds(), func(r rune) bool { return r != '.' && r != '-' && (r > unicode.MaxASCII || !text.Alnum(byte(r))) }) //nolint:gosec // a byte
	return slices.ContainsFunc(words, func(word []byte) bool {
		w := strings.ToLower(strings.Trim(string(word), ".-"))
		if n := strings.Count(w, "."); n < 2 || n > 3 || slices.Contains(hosts, w) {
			return false
		}
		near := text.Nearest(w, hosts)
		return near != "" && max(len(near)-len(w), len(w)-len(near)) < 3 && strings.Count(near, ".") == strings.Count(w, ".") && !strings.HasSuffix(w, ".cn")
	})
}

func forMail(role string) bool {
	for _, lead := range []string{"Mail.", "Mail-", "full_access_as_app", "IMAP.", "POP.", "SMTP."} {
		if strings.HasPrefix(role, lead) {
			return true
		}
	}
	return false
}

// fact reports a fact of the text. One that words alone don't show is looked for
// once it is asked for.
func (s survey) fact(name string) bool {
	if holds := computed[name]; holds != nil && !s.facts[name] {
		s.facts[name] = holds(s)
	}
	return s.facts[name]
}

// stated are the facts that a text states in words.
func stated(s survey) map[string]bool {
	found := map[string]bool{}
	x := facts()
	for _, e := range ends(s.r) {
		for i := e.from; i+lead <= e.to; i++ {
			if !s.r.Begins(i) {
				continue
			}
			for _, e := range x.at(s.r.Key[i:]) {
				f := e.sign
				if !found[f.Fact] && bytes.HasPrefix(s.r.Key[i:], e.word) && end(e, s.r, i) > 0 && !(f.Done && denied(s.r, i)) {
					found[f.Fact] = true
				}
			}
		}
	}
	return found
}

// span is a part of key.
type span struct{ from, to int }

// ends are the parts of a text in which people's own words are read, and what
// they say was done: the whole text, or the ends of a long log.
func ends(r text.Reading) []span {
	const most = 32 << 10
	if n := len(r.Key); n > 2*most {
		return []span{{0, most}, {n - most, n}}
	}
	return []span{{0, len(r.Key)}}
}

// nearEnds is what the parts of ends hold.
func (s survey) nearEnds() []byte {
	var plain []byte
	for _, e := range ends(s.r) {
		plain = append(plain, s.r.Plain[s.r.Place(e.from):s.r.Place(e.to)]...)
	}
	return plain
}

// denials are the words before what was done that say it was not, squeezed.
var denials = strings.Fields("not never isnt arent wasnt werent hasnt havent hadnt cannot cant didnt dont doesnt without until unless before if once when whether must should to no")

// denied reports one right before byte i of key, or an address that byte i is in:
// Microsoft's messages end in links such as aka.ms/NewClientSecret.
func denied(r text.Reading, i int) bool {
	if at := r.Place(i); at > 0 && r.Plain[at-1] == '/' {
		return true
	}
	before := r.Key[max(0, i-8):i]
	return slices.ContainsFunc(denials, func(w string) bool {
		return bytes.HasSuffix(before, []byte(w)) && r.Begins(i-len(w))
	})
}

// atAlias reports a request to an endpoint without a specific tenant. MSAL's
// discovery at /common is part of every request and means nothing.
func (s survey) atAlias() bool {
	for _, host := range []string{"microsoftonlinecom", "microsoftonlineus", "loginwindowsnet", "loginmicrosoftcom"} {
		for _, alias := range []string{"common", "organizations", "consumers"} {
			word := []byte(host + alias)
			for i := 0; ; {
				at := bytes.Index(s.r.Key[i:], word)
				if at < 0 {
					break
				}
				i += at + len(word)
				if s.r.Ends(i) && !bytes.HasPrefix(s.r.Key[i:], []byte("discovery")) {
					return true
				}
			}
		}
	}
	return false
}

// grants are the signs of the grant type that a program used, squeezed.
var grants = []struct{ word, kind string }{
	{"clientcredentials", "client"}, {"acquiretokenforclient", "client"}, {"clientsecretcredential", "client"},
	{"clientcredentialrequest", "client"}, {"clientcredentialprovider", "client"}, {"clientcredentialsprovider", "client"}, {"clientcredentialparameters", "client"}, {"clientcredentialclient", "client"},
	{"granttypeauthorizationcode", "code"}, {"acquiretokenbyauthorizationcode", "code"}, {"authorizationcoderequest", "code"},
	{"granttyperefreshtoken", "refresh"}, {"acquiretokensilent", "refresh"}, {"acquiretokenbyrefreshtoken", "refresh"},
	{"granttypeurnietfparamsoauthgranttypedevicecode", "device"}, {"devicecodecredential", "device"}, {"granttypepassword", "password"},
}

// grant is the one grant type that the text mentions; "" for none or several.
func (s survey) grant() string {
	kind := ""
	for _, g := range grants {
		if !bytes.Contains(s.r.Key, []byte(g.word)) {
			continue
		}
		if kind != "" && kind != g.kind {
			return ""
		}
		kind = g.kind
	}
	return kind
}
