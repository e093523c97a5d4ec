package entra

import (
	"cmp"
	"net/url"
	"strings"

	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// metadata is the part of the OpenID document that this package reads
// (facts/entra.md section 1.2).
type metadata struct {
	Issuer        string `json:"issuer"`
	TokenEndpoint string `json:"token_endpoint"`
	Keys          string `json:"jwks_uri"`
	GraphHost     string `json:"msgraph_host"`
	Region        string `json:"tenant_region_scope"`
	SubRegion     string `json:"tenant_region_sub_scope"`
}

// describe reads the document into d. It rejects a document whose token endpoint
// is not Microsoft's: a secret would go there.
func describe(d *wire.Discovery, m metadata, say wording) {
	endpoint, err := url.Parse(m.TokenEndpoint)
	if err != nil || refuse(*endpoint) != "" {
		d.Trouble, d.Detail = wire.Malformed, "its token endpoint is not Microsoft's"
		return
	}
	d.TenantID = cmp.Or(tenantIn(m.Issuer), tenantIn(endpoint.Path))
	if host := strings.ToLower(m.GraphHost); isHostName(host) {
		d.GraphHost = host
	}
	d.Region = say.term(m.Region)
	d.Cloud = cloudOf(m, endpoint.Hostname())
}

// tenantIn is the tenant's GUID among the segments of an address, in lower
// case; "" if there is none.
func tenantIn(address string) string {
	for segment := range strings.SplitSeq(address, "/") {
		if value.IsGUID(segment) {
			return strings.ToLower(segment)
		}
	}
	return ""
}

// maxHostName is the limit of a host name, in bytes (RFC 1035 section 2.3.4).
const maxHostName = 253

// isHostName reports whether host, in lower case, is a valid host name.
func isHostName(host string) bool {
	const alphanumeric = "abcdefghijklmnopqrstuvwxyz0123456789"
	return host != "" && len(host) <= maxHostName &&
		strings.Trim(host, alphanumeric+".-") == "" && strings.Trim(host, ".-") == host
}

// cloudOf is the tenant's cloud. The two US Government clouds share a sign-in
// host; the sub-scope tells them apart.
func cloudOf(m metadata, host string) value.Cloud {
	switch strings.ToUpper(m.SubRegion) {
	case "DOD":
		return value.USGovDoD
	case "DODCON":
		return value.USGov
	}
	if cloud, ok := value.CloudOfGraph(m.GraphHost); ok {
		return cloud
	}
	cloud, _ := value.CloudOfLogin(host)
	return cloud
}
