package value

// Words is the kind's name on the screen.
func (k EndpointKind) Words() string {
	switch k {
	case EndpointToken:
		return "token endpoint"
	case EndpointAuthorize:
		return "authorization endpoint"
	case EndpointAdminConsent:
		return "admin consent endpoint"
	case EndpointDeviceCode:
		return "device code endpoint"
	case EndpointLogout:
		return "sign-out endpoint"
	case EndpointMetadata:
		return "OpenID metadata document"
	case EndpointKeys:
		return "list of signing keys"
	case EndpointIssuer:
		return "issuer"
	case EndpointPortal:
		return "page of the portal"
	case EndpointBase:
		return "address of the tenant"
	case EndpointUnknown:
	}
	return "endpoint"
}

// wrongKind says what a URL of another kind is.
func wrongKind(k EndpointKind) string {
	switch k {
	case EndpointToken:
		return "This is the token endpoint, where an app asks for its token."
	case EndpointAuthorize:
		return "This is the authorization endpoint, where a person signs in."
	case EndpointAdminConsent:
		return "This is the admin consent endpoint, where an administrator agrees to permissions."
	case EndpointDeviceCode:
		return "This is the device code endpoint, for signing in on another device."
	case EndpointLogout:
		return "This is the sign-out endpoint."
	case EndpointMetadata:
		return "This is the OpenID metadata document, which only describes the endpoints."
	case EndpointKeys:
		return "This is the list of keys that tokens are signed with."
	case EndpointIssuer:
		return "This is the issuer, a name that tokens carry, not an endpoint."
	case EndpointBase:
		return "This is only the beginning of an endpoint."
	case EndpointPortal, EndpointUnknown:
	}
	return "This is no endpoint."
}

// howToFind says where the portal shows an endpoint.
func howToFind(k EndpointKind) string {
	const overview = "In the portal open your app registration, press Endpoints on its Overview page and copy "
	switch k {
	case EndpointAuthorize:
		return overview + "OAuth 2.0 authorization endpoint (v2)."
	case EndpointMetadata:
		return overview + "OpenID Connect metadata document."
	case EndpointAdminConsent:
		return "Write https://login.microsoftonline.com/, the Directory (tenant) ID, and /adminconsent."
	}
	return overview + "OAuth 2.0 token endpoint (v2)."
}
