package value

import (
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// TenantKind is the form of a tenant's name.
type TenantKind string

// The forms.
const (
	TenantGUID   TenantKind = "guid"
	TenantDomain TenantKind = "domain"
)

// Tenant names one tenant.
type Tenant struct {
	Value string // lower case
	Kind  TenantKind
}

// Tenants that have no organization's apps, and apps of Microsoft's own:
// facts/entra.md sections 1.2 and 7.
const (
	PersonalTenant  = "9188040d-6c67-4c5b-b112-36a304b66dad"
	microsoftTenant = "f8cdef31-a31e-4b4a-93e4-5f571e91255a"
	ExchangeAppID   = "00000002-0000-0ff1-ce00-000000000000"
)

// ParseTenant reads a tenant ID or a verified domain. If the text is something
// else, the problem says what, and the tenant is empty.
func ParseTenant(text string) (Tenant, *finding.Finding) {
	text, _ = Clean(text)
	if text == "" {
		return Tenant{}, found(finding.TenantMalformed, "The tenant is missing.", askTenant)
	}
	if strings.Contains(text, "://") {
		if e, ok := ParseEndpoint(text); ok {
			if t, problem := readTenant(e.Tenant); problem == nil {
				return Tenant{}, found(finding.TenantMalformed, "This is a whole URL; only the tenant in it belongs here.",
					"Give only this part of it: "+t.Value)
			}
		}
		return Tenant{}, found(finding.TenantMalformed, "This is a URL, not a tenant.", askTenant)
	}
	return readTenant(text)
}

const askTenant = "Give the Directory (tenant) ID from the app's Overview page, or a domain of the organization such as contoso.com."

// readTenant judges a tenant, or the segment of an endpoint that names one. It
// quotes only Microsoft's own words: anything may have been pasted here.
func readTenant(txt string) (Tenant, *finding.Finding) {
	lower := strings.ToLower(txt)
	switch {
	case txt == "":
		return Tenant{}, found(finding.TenantMalformed, "The tenant is missing.", askTenant)
	case lower == "common", lower == "organizations":
		return Tenant{}, found(finding.TenantAlias, `"`+lower+`" stands for many tenants; an app that signs in by itself needs the one it belongs to.`, askTenant)
	case lower == "consumers", lower == PersonalTenant:
		return Tenant{}, found(finding.NotAWorkforceTenant, "This stands for personal Microsoft accounts (outlook.com, hotmail.com). They belong to no organization's tenant, and an app can't read their mail by itself.", askTenant)
	case lower == microsoftTenant:
		return Tenant{}, found(finding.TenantMismatch, "This is the tenant of Microsoft itself, the owner of its own apps, not yours.",
			"Copy Directory (tenant) ID from the Overview page of your own app registration, not the owner ID of an enterprise app.")
	case text.Placeholder(txt):
		return Tenant{}, found(finding.PlaceholderLeft, "The tenant is still a placeholder from a document.", askTenant)
	case IsGUID(lower):
		return Tenant{lower, TenantGUID}, nil
	case HoldsSecret(txt):
		return Tenant{}, found(finding.TenantMalformed, "This looks like a client secret, not a tenant.", PasteSecret+" "+askTenant)
	case IsDomain(lower):
		return domainTenant(lower)
	}
	return Tenant{}, tenantOddity(txt)
}

func domainTenant(domain string) (Tenant, *finding.Finding) {
	_, isLogin := CloudOfLogin(domain)
	switch {
	case strings.HasSuffix(domain, ".onmicrosoft.de"):
		return Tenant{}, found(finding.CloudClosed, germanyClosed, germanyDo)
	case isLogin:
		return Tenant{}, found(finding.TenantMalformed, "This is Microsoft's sign-in host, not a tenant.", askTenant)
	case domain == "onmicrosoft.com", domain == "onmicrosoft.us", domain == "partner.onmschina.cn":
		return Tenant{}, found(finding.TenantMalformed, "The organization's name before ."+domain+" is missing.", askTenant)
	}
	if f := foreignDomain(domain); f != nil {
		return Tenant{}, f
	}
	return Tenant{domain, TenantDomain}, nil
}

// tenantOddity says what a text looks like that is not a tenant.
func tenantOddity(txt string) *finding.Finding {
	says, do := "This is neither a tenant ID nor a domain.", askTenant
	digits := strings.Trim(strings.ReplaceAll(txt, "-", ""), "{}<>()")
	switch {
	case strings.Contains(txt, "%"):
		says = "The tenant holds % codes, left over from a browser or a document."
	case IsGUID(strings.Trim(txt, "{}<>()")):
		says, do = "There are brackets round the tenant ID.", "Leave the brackets out."
	case IsHex(digits) && len(digits) == 32:
		says, do = "The tenant ID has its dashes in the wrong places, or none.", "Copy it again, with its dashes: 8, 4, 4, 4 and 12 digits."
	case IsHex(digits) && len(digits) >= 20:
		says = "A tenant ID has 32 digits and letters besides its dashes; this has " + text.Number(len(digits), "character") + "."
		do = "Copy Directory (tenant) ID again, with the copy button beside it."
	case strings.Contains(txt, "@"):
		if f := foreignDomain(strings.ToLower(txt[strings.LastIndex(txt, "@")+1:])); f != nil {
			return f
		}
		says, do = "This is an e-mail address; the tenant is the part after the @.", "Give only the part after the @."
	case strings.ContainsFunc(txt, func(r rune) bool { return r > 0x7E }):
		says = "The tenant holds characters that neither a tenant ID nor a domain may have."
		do = "Type it in, or copy it from the app's Overview page. A domain with accents is written in its xn-- form here."
	case strings.ContainsAny(txt, " \t\r\n"):
		says = "There is a space or a line end within the tenant."
	case !strings.Contains(txt, ".") && text.Squeeze(txt) != "":
		says = "A name alone does not name a tenant."
		do = "Give the whole domain, such as contoso.com or contoso.onmicrosoft.com, or the Directory (tenant) ID."
	}
	return found(finding.TenantMalformed, says, do)
}

// IsGUID reports 8-4-4-4-12 hexadecimal digits, in either case.
func IsGUID(id string) bool { return text.IsGUID(id) }

// IsHex reports a text of hexadecimal digits only.
func IsHex(digits string) bool { return text.IsHex(digits) }

// IsDomain reports a host name of at least two labels that is not an IP
// address.
func IsDomain(text string) bool {
	if len(text) > 253 || !strings.Contains(text, ".") {
		return false
	}
	last := ""
	for _, last = range strings.Split(text, ".") {
		if last == "" || len(last) > 63 || last[0] == '-' || last[len(last)-1] == '-' || !IsLDH(last) {
			return false
		}
	}
	return len(last) >= 2 && strings.Trim(last, "0123456789") != ""
}

// IsLDH reports nothing but letters, digits and hyphens.
func IsLDH(label string) bool {
	for i := range len(label) {
		b := label[i]
		if !(b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '-') {
			return false
		}
	}
	return true
}

// found makes a finding about a value, for callers that report at most one.
func found(cause finding.Cause, says string, do ...string) *finding.Finding {
	f := finding.New(finding.Values, cause, says, do...)
	return &f
}
