package value

import (
	"strings"

	"mailgrant/flow/finding"
)

// route judges where the path leads.
func (j *inspection) route(r route) {
	e := &j.Endpoint
	e.Kind, e.Version, e.Undocumented = r.kind, r.version, r.twin
	cause, do := finding.EndpointMalformed, []string(nil)
	switch r.odd {
	case otherProtocol, nativeRedirect, unknownPath:
		cause = finding.EndpointWrongKind
	case customerPolicy:
		cause, do = finding.NotAWorkforceTenant, []string{registerAtHome}
	case wellFormed, swapped, cutShort, trailing, garbled:
	}
	if r.odd != wellFormed {
		j.problem(found(cause, r.odd.Says(), do...))
	}
	if j.want == "" || e.Kind == EndpointUnknown || r.odd == cutShort {
		return
	}
	switch {
	case e.Kind != j.want:
		j.problem(found(finding.EndpointWrongKind, wrongKind(e.Kind)+" The "+j.want.Words()+" is needed here."))
	case e.Kind == EndpointAdminConsent && r.twin:
		j.problem(found(finding.AdminConsentFormUndocumented, "No document of Microsoft's has this form of the admin consent endpoint."))
	case e.Kind == EndpointAdminConsent:
	case e.Version == 1 && r.odd != garbled:
		j.problem(found(finding.EndpointV1, "This is the V1 "+e.Kind.Words()+"; the V2 one is needed."))
	}
}

// tenantOf judges the tenant in the path.
func (j *inspection) tenantOf(r route) {
	e := &j.Endpoint
	t, problem := readTenant(r.tenant)
	if problem == nil {
		if t.Value != r.tenant {
			j.Notes = append(j.Notes, "wrote the tenant in lower case")
		}
		e.Tenant = t.Value
		if !r.doubt {
			j.tenant = t.Value
		}
		return
	}
	if e.Kind == EndpointUnknown {
		return
	}
	switch problem.Cause {
	case finding.TenantMalformed:
		if r.tenant == "" {
			problem.Says = "The URL names no tenant."
		}
		j.tenant = repaired(r.tenant)
		e.Tenant = j.tenant
	case finding.PlaceholderLeft:
		problem.Do = []string{"Put the Directory (tenant) ID from the app's Overview page in its place."}
	case finding.TenantAlias:
		e.Tenant = strings.ToLower(r.tenant)
		if j.want == EndpointAuthorize || j.want == EndpointAdminConsent {
			problem.Status = finding.Warn
			problem.Says = `"` + e.Tenant + `" stands for many tenants. It works only for an app registered as multitenant, and lets people of any tenant sign in.`
		}
	}
	j.problem(problem)
}

// repaired is the one tenant that a malformed one can have been, or "".
func repaired(text string) string {
	text = strings.Trim(text, "{}<>()[]\"' ")
	if len(text) == 32 && IsHex(text) {
		text = text[:8] + "-" + text[8:12] + "-" + text[12:16] + "-" + text[16:20] + "-" + text[20:]
	}
	_, domain, isAddress := strings.Cut(text, "@")
	if isAddress {
		text = domain
	}
	t, problem := readTenant(text)
	if problem != nil || t.Kind == TenantDomain && !isAddress {
		return ""
	}
	return t.Value
}

// correct is the one right URL if all its parts are known.
func (j *inspection) correct() string {
	e := j.Endpoint
	kind := j.want
	if kind == "" {
		kind = e.Kind
	}
	switch {
	case e.Cloud == "" || j.tenant == "" || e.Kind == EndpointUnknown:
		return ""
	case kind != EndpointAdminConsent:
		return endpointURL(kind, e.Host, j.tenant)
	case e.Kind == EndpointAdminConsent && e.Version == 2 && !e.Undocumented:
		return endpointURL(kind, e.Host, j.tenant)
	}
	return consentV1(e.Host, j.tenant)
}

// consentV1 is the admin consent form that takes its permissions from the app's
// registration. A product that only replaces the URL's ending gets the right URL
// from it.
func consentV1(host, tenant string) string {
	if host == "" || tenant == "" {
		return ""
	}
	return "https://" + host + "/" + tenant + "/adminconsent"
}

// advise says what to do about a problem, the right URL first.
func (j *inspection) advise(f finding.Finding) []string {
	var do []string
	switch {
	case j.Corrected != "":
		do = append(do, "Use this instead: "+j.Corrected)
	}
	if j.want == EndpointAdminConsent && j.Corrected != "" && j.Endpoint.Kind == EndpointAdminConsent {
		do = append(do, "The other documented form is "+endpointURL(EndpointAdminConsent, j.Endpoint.Host, j.tenant)+"; its requests name a scope.")
	}
	do = append(do, f.Do...)
	if len(do) == 0 || j.Corrected == "" && f.Cause == finding.EndpointHostUnknown {
		do = append(do, howToFind(j.want))
	}
	return do
}
