package value

import (
	"maps"
	"slices"
	"strings"
)

// Cloud is a national cloud, by its name in reports.
type Cloud string

// The clouds. Other is a sovereign cloud whose Graph host is not published.
const (
	Global   Cloud = "global"
	USGov    Cloud = "usgov"     // GCC High (L4)
	USGovDoD Cloud = "usgov-dod" // DoD (L5)
	China    Cloud = "china"
	Other    Cloud = "other"
)

// cloudFacts are from facts/entra.md section 1.3, after Microsoft's "National clouds"
// pages; aliases from MSAL Go's known metadata. The preferred host is first.
var cloudFacts = map[Cloud]struct {
	title, graph, portal string
	login                []string
}{
	Global: {"Microsoft 365 (worldwide)", "graph.microsoft.com", "entra.microsoft.com",
		[]string{"login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"}},
	USGov: {"US Government (GCC High)", "graph.microsoft.us", "portal.azure.us",
		[]string{"login.microsoftonline.us", "login.usgovcloudapi.net", "login-us.microsoftonline.com"}},
	USGovDoD: {"US Government (DoD)", "dod-graph.microsoft.us", "portal.azure.us",
		[]string{"login.microsoftonline.us"}},
	China: {"China (21Vianet)", "microsoftgraph.chinacloudapi.cn", "portal.azure.cn",
		[]string{"login.partner.microsoftonline.cn", "login.chinacloudapi.cn", "sts.chinacloudapi.cn"}},
}

// Title is the cloud's name on the screen.
func (c Cloud) Title() string {
	if f, ok := cloudFacts[c]; ok {
		return f.title
	}
	return "another Microsoft cloud"
}

// LoginHost is the preferred sign-in host; "" for Other.
func (c Cloud) LoginHost() string {
	if f, ok := cloudFacts[c]; ok {
		return f.login[0]
	}
	return ""
}

// GraphHost is the host of Microsoft Graph; "" for Other.
func (c Cloud) GraphHost() string { return cloudFacts[c].graph }

// Scope is the scope of an app-only token request in this cloud.
func (c Cloud) Scope() string {
	if c.GraphHost() == "" {
		return ""
	}
	return "https://" + c.GraphHost() + "/.default"
}

// PortalHost is the host of the portal with the app registrations.
func (c Cloud) PortalHost() string {
	if p := cloudFacts[c].portal; p != "" {
		return p
	}
	return cloudFacts[Global].portal
}

// CloudOfLogin is the cloud of a sign-in host, by any of its aliases. Two
// clouds share the US Government host; it counts as GCC High until the tenant's
// discovery document says DoD.
func CloudOfLogin(host string) (Cloud, bool) {
	host = strings.ToLower(host)
	for _, c := range []Cloud{Global, USGov, China} {
		if slices.Contains(cloudFacts[c].login, host) {
			return c, true
		}
	}
	if sovereignLogin[host] {
		return Other, true
	}
	return "", false
}

// CloudOfGraph is the cloud of a Graph host.
func CloudOfGraph(host string) (Cloud, bool) {
	for _, c := range []Cloud{Global, USGov, USGovDoD, China} {
		if strings.EqualFold(cloudFacts[c].graph, host) {
			return c, true
		}
	}
	return "", false
}

// sovereignLogin are the sign-in hosts of the newer sovereign clouds, from MSAL
// Go's authority list; their Graph hosts are not published.
var sovereignLogin = map[string]bool{
	"login.sovcloud-identity.fr": true,
	"login.sovcloud-identity.de": true,
	"login.sovcloud-identity.sg": true,
}

// loginHosts are all sign-in hosts, preferred ones and aliases.
func loginHosts() []string {
	hosts := slices.Concat(cloudFacts[Global].login, cloudFacts[USGov].login, cloudFacts[China].login)
	return append(hosts, slices.Sorted(maps.Keys(sovereignLogin))...)
}

// cloudOfPortal is the cloud of a portal's host; "" for portals that serve all
// clouds.
func cloudOfPortal(host string) Cloud {
	switch {
	case strings.HasSuffix(host, ".us"):
		return USGov
	case strings.HasSuffix(host, ".cn"):
		return China
	case within(host, "portal.azure.com"), within(host, "entra.microsoft.com"):
		return Global
	}
	return ""
}
