package value

import "mailgrant/flow/finding"

// EndpointKind is the purpose of a Microsoft identity URL.
type EndpointKind string

// The kinds. Base is a sign-in host with at most a tenant after it; Unknown is
// anything else.
const (
	EndpointToken        EndpointKind = "token"
	EndpointAuthorize    EndpointKind = "authorize"
	EndpointAdminConsent EndpointKind = "adminconsent"
	EndpointDeviceCode   EndpointKind = "devicecode"
	EndpointLogout       EndpointKind = "logout"
	EndpointMetadata     EndpointKind = "metadata"
	EndpointKeys         EndpointKind = "keys"
	EndpointIssuer       EndpointKind = "issuer"
	EndpointPortal       EndpointKind = "portal"
	EndpointBase         EndpointKind = "base"
	EndpointUnknown      EndpointKind = "unknown"
)

// Endpoint is what a URL says, whether or not it can be used.
type Endpoint struct {
	Kind    EndpointKind
	Version int    // 1 or 2; 0 if the kind has none
	Cloud   Cloud  // "" if the host is not a sign-in host of Microsoft's
	Host    string // lower case, with an alias replaced by the preferred host
	Tenant  string // the tenant segment, GUIDs and domains in lower case; "" if there is none
	// Undocumented marks /T/oauth2/v2.0/adminconsent, which works but is in none of
	// Microsoft's documents.
	Undocumented bool
}

// Judgement is the result of judging a pasted endpoint.
type Judgement struct {
	Endpoint Endpoint
	Problems []finding.Finding // of check Values; empty if the URL is right
	// Corrected is the URL to use, in its simplest spelling: the pasted one if it
	// is right, otherwise the one right V2 URL; "" if there is not exactly one.
	Corrected string
	Notes     []string // what was cleaned or respelled without a problem
}

// TokenEndpoint is the V2 token endpoint of a tenant. Like the two below, it is
// "" if the cloud's sign-in host or the tenant is not known.
func TokenEndpoint(cloud Cloud, tenant string) string {
	return endpointURL(EndpointToken, cloud.LoginHost(), tenant)
}

// AuthorizeEndpoint is the V2 authorization endpoint of a tenant.
func AuthorizeEndpoint(cloud Cloud, tenant string) string {
	return endpointURL(EndpointAuthorize, cloud.LoginHost(), tenant)
}

// AdminConsentEndpoint is the admin consent endpoint of a tenant, in the
// documented form that asks for the permissions in the app's registration.
func AdminConsentEndpoint(cloud Cloud, tenant string) string {
	return consentV1(cloud.LoginHost(), tenant)
}

// endpointURL is the V2 URL of a kind (facts/entra.md section 1.1).
func endpointURL(kind EndpointKind, host, tenant string) string {
	path := ""
	switch kind {
	case EndpointToken, EndpointAuthorize, EndpointDeviceCode, EndpointLogout:
		path = "/oauth2/v2.0/" + string(kind)
	case EndpointAdminConsent:
		path = "/v2.0/adminconsent"
	case EndpointMetadata:
		path = "/v2.0/.well-known/openid-configuration"
	case EndpointKeys:
		path = "/discovery/v2.0/keys"
	case EndpointIssuer:
		path = "/v2.0"
	case EndpointBase:
	case EndpointPortal, EndpointUnknown:
		return ""
	}
	if host == "" || tenant == "" {
		return ""
	}
	return "https://" + host + "/" + tenant + path
}
