package guide

import "mailgrant/flow/value"

// Grant is a way to get tokens. What a session does at a step goes by it.
type Grant string

// The grants, as guides name them.
const (
	ClientCredentials Grant = "client-credentials"
	AuthorizationCode Grant = "authorization-code"
	AdminConsent      Grant = "admin-consent" // on Microsoft's consent page, then client credentials
)

var grants = []string{string(ClientCredentials), string(AuthorizationCode), string(AdminConsent)}

// Words names the grant for people.
func (g Grant) Words() string {
	switch g {
	case ClientCredentials:
		return "client credentials"
	case AuthorizationCode:
		return "authorization code"
	case AdminConsent:
		return "admin consent, then client credentials"
	}
	return ""
}

// kind is the kind of permission that the grant uses.
func (g Grant) kind() Kind {
	if g == AuthorizationCode {
		return Delegated
	}
	return Application
}

// auth is what the auth endpoint must be; "" where the grant needs none.
func (g Grant) auth() value.EndpointKind {
	switch g {
	case AuthorizationCode:
		return value.EndpointAuthorize
	case AdminConsent:
		return value.EndpointAdminConsent
	case ClientCredentials:
	}
	return ""
}
