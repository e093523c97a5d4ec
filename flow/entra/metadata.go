package entra

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strings"

	"mailgrant/flow"
)

// metadata is the part of the OpenID document that is read
// (facts/entra.md section 1.2).
type metadata struct {
	Issuer        string `json:"issuer"`
	TokenEndpoint string `json:"token_endpoint"`
	GraphHost     string `json:"msgraph_host"`
	Region        string `json:"tenant_region_scope"`
	SubRegion     string `json:"tenant_region_sub_scope"`
}

var (
	guid     = regexp.MustCompile(`(?i)\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b`)
	hostName = regexp.MustCompile(`^[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?$`)
)

// describe reads the document into d. A document that points a secret away
// from Microsoft is no discovery document.
func describe(d *flow.Discovery, body []byte) {
	var m metadata
	if err := json.Unmarshal(body, &m); err != nil || m.TokenEndpoint == "" {
		d.Trouble, d.Detail = flow.Garbled, "it is no discovery document"
		return
	}
	endpoint, err := url.Parse(m.TokenEndpoint)
	if err != nil || refuse(*endpoint) != "" {
		d.Trouble, d.Detail = flow.Garbled, "its token endpoint is not Microsoft's"
		return
	}
	say := worded("")
	d.TokenEndpoint = endpoint.String()
	d.TenantID = strings.ToLower(guid.FindString(m.Issuer))
	if d.TenantID == "" {
		d.TenantID = strings.ToLower(guid.FindString(endpoint.Path))
	}
	if host := strings.ToLower(m.GraphHost); hostName.MatchString(host) {
		d.GraphHost = host
	}
	d.Region = say.name(m.Region)
	d.Cloud = cloudOf(m, endpoint.Hostname())
}

// cloudOf is the tenant's cloud. The sub-scope tells the two US Government
// clouds apart, which share a sign-in host.
func cloudOf(m metadata, host string) flow.Cloud {
	switch strings.ToUpper(m.SubRegion) {
	case "DOD":
		return flow.USGovDoD
	case "DODCON":
		return flow.USGov
	}
	if cloud, ok := flow.CloudOfGraph(m.GraphHost); ok {
		return cloud
	}
	cloud, _ := flow.CloudOfLogin(host)
	return cloud
}
