package explain

import (
	"bytes"
	"strings"

	"mailgrant/flow/catalogue"
	"mailgrant/flow/finding"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// scene is the context of one number.
type scene struct {
	survey
	clue
}

// has reports whether a rule of the catalogue applies.
func (s scene) has(r catalogue.Rule) bool {
	if r.Words != "" {
		from := keyAt(s.r, s.from)
		return bytes.Contains(s.r.Key[from:max(from, keyAt(s.r, s.to))], []byte(r.Words))
	}
	switch r.Feature {
	case "id-as-secret":
		return s.secrets.IDAsSecret
	case "app-only":
		return s.grant() == "client"
	case "by-code":
		return s.grant() == "code"
	case "by-refresh":
		return s.grant() == "refresh"
	case "alias":
		return s.tenantCause() == finding.TenantAlias || s.atAlias()
	case "tenant":
		return s.quoted() != "" && s.tenantCause() == ""
	case "no-tenant":
		return s.tenantCause() == finding.TenantMalformed
	case "placeholder":
		return s.tenantCause() == finding.PlaceholderLeft || text.HoldsPlaceholder(s.quoted())
	case "no-guid":
		return s.quoted() != "" && !value.IsGUID(s.quoted()) && len(s.quoted()) < 60
	case "redirect":
		return strings.Contains(s.quoted(), "://")
	case "foreign-cloud":
		return s.foreign()
	case "foreign-graph":
		h := s.resource()
		return strings.HasSuffix(h, "graph.microsoft.us") || h == "microsoftgraph.chinacloudapi.cn"
	case "no-graph":
		h := s.resource()
		return h != "" && h != "graph.microsoft.com" && h != value.GraphAppID
	}
	return false
}

// features are all features that a rule may name; a test checks the catalogue
// against them.
var features = []string{
	"id-as-secret", "app-only", "by-code", "by-refresh", "alias", "tenant", "no-tenant", "placeholder", "no-guid",
	"redirect", "foreign-cloud", "foreign-graph", "no-graph",
}

// quoted is the first value in quotes of the message.
func (s scene) quoted() string {
	text := s.r.Plain[s.from:s.to]
	at := bytes.IndexAny(text, "'\"")
	if at < 0 {
		return ""
	}
	q := text[at]
	rest := text[at+1 : min(len(text), at+300)]
	end := bytes.IndexByte(rest, q)
	if end < 0 {
		return ""
	}
	return strings.ReplaceAll(string(rest[:end]), "\n", "")
}

// tenantCause judges the quoted value as a tenant; "" if it can be one, or if
// nothing is quoted.
func (s scene) tenantCause() finding.Cause {
	v := s.quoted()
	if v == "" || strings.Contains(v, "://") {
		return ""
	}
	_, problem := value.ParseTenant(v)
	if problem == nil {
		return ""
	}
	if problem.Cause == finding.NotAWorkforceTenant {
		return finding.TenantAlias
	}
	return problem.Cause
}

// resource is the host, or the ID, of the resource that the message names.
func (s scene) resource() string {
	_, rest, ok := strings.Cut(string(s.r.Plain[s.from:s.to]), "named ")
	if !ok {
		return ""
	}
	word, _, _ := strings.Cut(strings.TrimLeft(rest, "'\""), " ")
	word = strings.Trim(word, "'\"")
	word = strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(word), "https://"), "api://")
	host, _, _ := strings.Cut(word, "/")
	return host
}

// foreign reports a domain of a national cloud that was requested at another
// cloud's host.
func (s scene) foreign() bool {
	v := strings.ToLower(s.quoted())
	usgov := strings.HasSuffix(v, ".onmicrosoft.us")
	china := strings.HasSuffix(v, ".onmschina.cn")
	at := func(host string) bool { return bytes.Contains(s.r.Key, []byte(host)) }
	return usgov && !at("microsoftonlineus") || china && !at("microsoftonlinecn") && !at("loginchinacloudapicn")
}

// atAlias reports a request to an endpoint without a specific tenant. MSAL's
// discovery at /common is part of every request and means nothing.
func (s scene) atAlias() bool {
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
func (s scene) grant() string {
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
