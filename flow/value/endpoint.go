package value

import "mailgrant/flow/finding"

// EndpointKind is what a Microsoft identity URL is for.
type EndpointKind string

// The kinds. Base is a sign-in host with at most a tenant behind it; Unknown
// is everything that is not one of the others.
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

// Endpoint is what a URL says, whether or not it is one to use.
type Endpoint struct {
	Kind    EndpointKind
	Version int    // 1 or 2; 0 where the kind has none
	Cloud   Cloud  // "" where the host is no sign-in host of Microsoft's
	Host    string // lower case, an alias replaced by the preferred host
	Tenant  string // the tenant segment, GUIDs and domains in lower case; "" where there is none
	// Undocumented marks /T/oauth2/v2.0/adminconsent, which occurs in practice
	// and in no document of Microsoft's.
	Undocumented bool
}

// Judgement is what is to be said of a pasted endpoint.
type Judgement struct {
	Endpoint Endpoint
	Problems []finding.Finding // of check Values; empty where the URL is right
	// Corrected is the URL to use, in its plainest spelling: what was pasted if
	// that is right, else the one right V2 URL; "" where there is not exactly one.
	Corrected string
	Notes     []string // what was cleaned or respelled without a problem
}

// TokenEndpoint is the V2 token endpoint of a tenant; "" where the cloud's
// sign-in host or the tenant is not known. So are the two below.
func TokenEndpoint(cloud Cloud, tenant string) string {
	return endpointURL(EndpointToken, cloud.LoginHost(), tenant)
}

// AuthorizeEndpoint is the V2 authorization endpoint of a tenant.
func AuthorizeEndpoint(cloud Cloud, tenant string) string {
	return endpointURL(EndpointAuthorize, cloud.LoginHost(), tenant)
}

// AdminConsentEndpoint is the admin consent endpoint of a tenant, in the
// documented form that asks for the permissions of the app's registration.
func AdminConsentEndpoint(cloud Cloud, tenant string) string {
	return consentV1(cloud.LoginHost(), tenant)
}

// endpointURL writes the V2 URL of a kind, after facts/entra.md section 1.1.
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
