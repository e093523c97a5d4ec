package guide

import "mailgrant/flow/value"

// AuthEndpoint is a guide's auth endpoint of a tenant; "" where the product
// needs none.
func (g Guide) AuthEndpoint(cloud value.Cloud, tenant string) string {
	switch g.Auth {
	case value.EndpointAuthorize:
		return value.AuthorizeEndpoint(cloud, tenant)
	case value.EndpointAdminConsent:
		return value.AdminConsentEndpoint(cloud, tenant)
	}
	return ""
}
