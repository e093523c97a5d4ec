package value

import (
	"strings"

	"mailgrant/flow/finding"
)

// Location is what the user's first answer says about the tenant.
type Location struct {
	Mailbox  string // the address as given, with its domain in lower case; "" for another form
	Tenant   string // GUID or domain; "" if nothing usable was given
	Cloud    Cloud  // "" if only discovery can tell
	Endpoint string // the V2 token endpoint for a pasted URL; "" for another form
}

const askWhere = "Give a mailbox address such as support@contoso.com, a domain, the Directory (tenant) ID, or an endpoint from the portal."

// ParseLocation reads the user's first answer: a mailbox address, whose domain
// is the tenant; a domain; a tenant ID; or any URL with the tenant in it.
func ParseLocation(text string) (w Location, problems []finding.Finding, notes []string) {
	text, notes = Clean(text)
	switch {
	case text == "":
		return w, []finding.Finding{*found(finding.TenantMalformed, "Type a mailbox address, a domain or a tenant ID.", askWhere)}, notes
	case HoldsSecret(text):
		return w, []finding.Finding{*found(finding.TenantMalformed, "This looks like a client secret.", PasteSecret+" "+askWhere)}, notes
	}
	w, problem, more := locationOf(text)
	if problem != nil {
		problems = []finding.Finding{*problem}
	}
	return w, problems, append(notes, more...)
}

func locationOf(text string) (Location, *finding.Finding, []string) {
	bare, isMail := strings.CutPrefix(text, "mailto:")
	switch {
	case isMail:
		w, f, notes := locationMailbox(bare)
		return w, f, append([]string{"removed mailto: before the address"}, notes...)
	case URLLike(text):
		return locationURL(text)
	case strings.Contains(text, "@"):
		return locationMailbox(text)
	}
	t, problem := readTenant(text)
	if problem != nil {
		problem.Do = append(problem.Do, orElse(problem.Do)...)
		return Location{}, problem, nil
	}
	var notes []string
	if t.Value != text {
		notes = []string{"wrote the tenant in lower case"}
	}
	return Location{Tenant: t.Value, Cloud: cloudOfDomain(t.Value)}, nil, notes
}

// orElse adds the other possible answers if only a tenant was asked for.
func orElse(do []string) []string {
	for _, d := range do {
		if strings.Contains(d, askTenant) {
			return []string{"A mailbox address or an endpoint from the portal does as well."}
		}
	}
	return nil
}

// URLLike reports a text that is meant as a URL, with or without its scheme.
func URLLike(text string) bool {
	host, path, slash := strings.Cut(text, "/")
	lower := strings.ToLower(text)
	_, signIn := CloudOfLogin(host)
	return strings.Contains(text, "://") || strings.HasPrefix(lower, "http") && strings.ContainsAny(text, `:\`) ||
		strings.HasPrefix(lower, "http%3a") || strings.HasPrefix(lower, "https%3a") ||
		slash && path != "" && !strings.Contains(host, "@") || signIn || strings.Contains(text, `\`)
}

// locationURL reads tenant and cloud from any URL.
func locationURL(text string) (Location, *finding.Finding, []string) {
	j := JudgeEndpoint(text, EndpointToken)
	e := j.Endpoint
	if e.Kind == EndpointPortal && e.Tenant != "" {
		return Location{Tenant: e.Tenant, Cloud: cloudOfPortal(e.Host)}, nil, []string{"took the tenant from the address of the portal"}
	}
	if j.Corrected == "" {
		if root, ok := finding.Root(j.Problems); ok {
			return Location{}, &root, j.Notes
		}
	}
	notes := append(j.Notes, "took the tenant from the URL")
	cloud := e.Cloud
	if e.Kind == EndpointIssuer && e.Version == 1 && cloud == Global {
		cloud = "" // tokens of other clouds name sts.windows.net, too
	}
	return Location{Tenant: e.Tenant, Cloud: cloud, Endpoint: j.Corrected}, nil, notes
}

// cloudOfDomain is the cloud that the tenant's initial domain indicates.
func cloudOfDomain(domain string) Cloud {
	switch {
	case within(domain, "onmicrosoft.us"):
		return USGov
	case within(domain, "partner.onmschina.cn"):
		return China
	}
	return ""
}

// Host is where to ask in a cloud: its own sign-in host. For a sovereign cloud
// without a known one it is the host of the given endpoint.
func (w Location) Host(cloud Cloud) string {
	if e, ok := ParseEndpoint(w.Endpoint); ok && cloud == Other {
		return e.Host
	}
	return cloud.LoginHost()
}

// TokenEndpoint is the token endpoint of a tenant that was found.
func (w Location) TokenEndpoint(cloud Cloud, tenant string) string {
	if cloud == Other && w.Endpoint != "" {
		return w.Endpoint
	}
	return TokenEndpoint(cloud, tenant)
}
