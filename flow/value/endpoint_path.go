package value

import (
	"slices"
	"strings"
)

// route is what the path of a sign-in host's URL leads to.
type route struct {
	kind    EndpointKind
	version int
	tenant  string // as pasted
	odd     pathProblem
	twin    bool // the adminconsent form that is in none of Microsoft's documents
	doubt   bool // words in the path that may be another tenant
}

// pathProblem is what is wrong with a path, apart from its tenant.
type pathProblem uint8

const (
	wellFormed pathProblem = iota
	swapped                // /T/v2.0/oauth2/token
	cutShort               // /T/oauth2/v2.0
	trailing               // something follows the endpoint
	garbled                // its last word is known, but the path to it does not exist there
	otherProtocol
	nativeRedirect
	customerPolicy // the path of an Azure AD B2C policy
	unknownPath
)

// routes are the known paths after the tenant (facts/entra.md section 1.1).
var routes = map[string]route{
	"":                         {kind: EndpointBase},
	"oauth2/v2.0/token":        {kind: EndpointToken, version: 2},
	"oauth2/token":             {kind: EndpointToken, version: 1},
	"oauth2/v2.0/authorize":    {kind: EndpointAuthorize, version: 2},
	"oauth2/authorize":         {kind: EndpointAuthorize, version: 1},
	"oauth2/v2.0/devicecode":   {kind: EndpointDeviceCode, version: 2},
	"oauth2/devicecode":        {kind: EndpointDeviceCode, version: 1},
	"oauth2/v2.0/logout":       {kind: EndpointLogout, version: 2},
	"oauth2/logout":            {kind: EndpointLogout, version: 1},
	"v2.0/adminconsent":        {kind: EndpointAdminConsent, version: 2},
	"adminconsent":             {kind: EndpointAdminConsent, version: 1},
	"oauth2/v2.0/adminconsent": {kind: EndpointAdminConsent, version: 2, twin: true},
	"oauth2/adminconsent":      {kind: EndpointAdminConsent, version: 1, twin: true},
	"discovery/v2.0/keys":      {kind: EndpointKeys, version: 2},
	"discovery/keys":           {kind: EndpointKeys, version: 1},
	"v2.0":                     {kind: EndpointIssuer, version: 2},

	"v2.0/.well-known/openid-configuration": {kind: EndpointMetadata, version: 2},
	".well-known/openid-configuration":      {kind: EndpointMetadata, version: 1},

	"oauth2":              {kind: EndpointBase, odd: cutShort},
	"oauth2/v2.0":         {kind: EndpointBase, odd: cutShort},
	"oauth2/nativeclient": {kind: EndpointUnknown, odd: nativeRedirect},
}

// lastWords are endpoints by the last word of their path, including misspelled
// ones.
var lastWords = map[string]EndpointKind{
	"token": EndpointToken, "tokens": EndpointToken, "toke": EndpointToken, "tokn": EndpointToken,
	"authorize": EndpointAuthorize, "authorise": EndpointAuthorize, "authorization": EndpointAuthorize,
	"auth": EndpointAuthorize, "autorize": EndpointAuthorize, "authorized": EndpointAuthorize,
	"adminconsent": EndpointAdminConsent, "admin-consent": EndpointAdminConsent, "admin_consent": EndpointAdminConsent,
	"devicecode": EndpointDeviceCode, "logout": EndpointLogout, "openid-configuration": EndpointMetadata,
}

// pathWords start the path after a tenant. If one is first in a path, the
// tenant is missing.
var pathWords = []string{"oauth2", "oauth", "v2.0", "v1.0", "adminconsent", ".well-known", "discovery", "token", "authorize", "saml2", "wsfed"}

// signInPages are words in place of the tenant that are not tenants.
var signInPages = []string{"error", "login", "login.srf", "device", "devicelogin", "kmsi", "reprocess", "getuserrealm.srf", "logout.srf"}

func readRoute(segments []string) route {
	if len(segments) > 0 && slices.Contains(signInPages, strings.ToLower(segments[0])) {
		return route{kind: EndpointUnknown, odd: unknownPath}
	}
	tenant, rest := "", segments
	if len(segments) > 0 && !slices.Contains(pathWords, strings.ToLower(segments[0])) {
		tenant, rest = segments[0], segments[1:]
	}
	words := make([]string, len(rest))
	for i, s := range rest {
		words[i] = strings.ToLower(s)
	}
	r := routeOf(words)
	r.tenant = tenant
	return r
}

func routeOf(words []string) route {
	path := strings.Join(words, "/")
	if r, ok := routes[path]; ok {
		return r
	}
	if slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, "b2c_1") }) {
		return route{kind: EndpointUnknown, odd: customerPolicy}
	}
	for i := len(words) - 1; i > 0; i-- {
		if r, ok := routes[strings.Join(words[:i], "/")]; ok && lastWords[words[i-1]] != "" {
			r.odd = trailing
			return r
		}
	}
	if kind, ok := lastWords[words[len(words)-1]]; ok {
		return strayRoute(kind, words)
	}
	switch words[0] {
	case "saml2", "wsfed", "federationmetadata", "wsfederation":
		return route{kind: EndpointUnknown, odd: otherProtocol}
	}
	return route{kind: EndpointUnknown, odd: unknownPath}
}

// strayRoute is a known endpoint with a path that does not exist.
func strayRoute(kind EndpointKind, words []string) route {
	r := route{kind: kind, odd: garbled}
	for _, w := range words[:len(words)-1] {
		if strings.HasPrefix(w, "v2") {
			r.version = 2
		}
		r.doubt = r.doubt || IsGUID(w) || !strings.HasPrefix(w, "v") && !strings.HasPrefix(w, "o")
	}
	if len(words) == 3 && words[0] == "v2.0" && words[1] == "oauth2" && words[2] == string(kind) {
		r.odd = swapped
	}
	return r
}

// Says names what is wrong with a path.
func (o pathProblem) Says() string {
	switch o {
	case swapped:
		return "Two parts of the path are swapped: it is /oauth2/v2.0/, not /v2.0/oauth2/."
	case cutShort:
		return "The URL is cut short: its last part is missing."
	case trailing:
		return "Something follows the endpoint that does not belong to it."
	case garbled:
		return "The path of this URL is misspelled: Microsoft has no such address."
	case otherProtocol:
		return "This URL is for SAML or WS-Federation, other ways to sign in. Mail over Microsoft Graph uses OAuth 2.0."
	case nativeRedirect:
		return "This is the redirect URI of desktop apps, not an endpoint."
	case customerPolicy:
		return "This belongs to Azure AD B2C, a directory of customers. It has no Exchange mailboxes."
	case unknownPath:
		return "This is a page of Microsoft's sign-in host that is no endpoint."
	case wellFormed:
	}
	return ""
}
