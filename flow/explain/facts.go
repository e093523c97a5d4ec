package explain

import (
	"bytes"
	"slices"

	"mailgrant/flow/text"
)

// computed are the facts that wording alone does not show.
var computed = map[string]func(survey) bool{
	"id-as-secret": func(s survey) bool { return s.secrets.IDAsSecret },
	"app-only":     func(s survey) bool { return s.grant() == "client" },
	"by-code":      func(s survey) bool { return s.grant() == "code" },
	"by-refresh":   func(s survey) bool { return s.grant() == "refresh" },
	"at-alias":     survey.atAlias,
}

// stated are the facts that a text states.
func stated(s survey) map[string]bool {
	found := map[string]bool{}
	for name, holds := range computed {
		found[name] = holds(s)
	}
	x := facts()
	for i := 0; i+lead <= len(s.r.Key); i++ {
		if !s.r.Begins(i) {
			continue
		}
		for _, n := range x.by[[lead]byte(s.r.Key[i:i+lead])] {
			if f := x.all[n]; !found[f.Fact] && end(f, s.r, i) > 0 && !denied(s.r, i) {
				found[f.Fact] = true
			}
		}
	}
	return found
}

// denials are the words before a fact that say it is none, squeezed.
var denials = []string{"not", "never", "isnt", "arent", "wasnt", "werent", "hasnt", "havent", "hadnt", "cannot", "cant", "didnt", "until", "unless"}

// denied reports a denial right before byte i of key.
func denied(r text.Reading, i int) bool {
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
	{"clientcredentialrequest", "client"}, {"clientcredentialparameters", "client"}, {"clientcredentialclient", "client"},
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
