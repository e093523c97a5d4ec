package flow

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
	Tenant  string // the tenant segment, GUIDs in lower case; "" where there is none
	// Undocumented marks /T/oauth2/v2.0/adminconsent, which occurs in practice
	// and in no document of Microsoft's.
	Undocumented bool
}

// Judgement is what is to be said of a pasted endpoint.
type Judgement struct {
	Endpoint  Endpoint
	Problems  []Finding // of check Values; empty where the URL is right
	Corrected string    // the V2 URL to use; "" where there is not exactly one right answer
	Notes     []string  // what was cleaned silently otherwise
}
