package value

import (
	"net/netip"
	"slices"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

const (
	germanyClosed = "This belongs to Microsoft Cloud Germany, which closed on 29 October 2021."
	germanyDo     = "Ask the administrator which tenant the organization moved to, and register the app there."

	registerAtHome = "Register the app in the organization's own Entra tenant, the one its mailboxes are in."
)

// hostFault says why a host has no endpoints, and what kind of page it has
// instead; nil for a sign-in host in use.
func hostFault(host string) (EndpointKind, *finding.Finding) {
	if _, ok := CloudOfLogin(host); ok {
		return EndpointUnknown, nil
	}
	kind := EndpointUnknown
	for _, judge := range []func(string) *finding.Finding{closedHost, customerHost, mailHost} {
		if f := judge(host); f != nil {
			return kind, f
		}
	}
	if portalHost(host) {
		return EndpointPortal, found(finding.EndpointWrongKind, text.Brief(host)+" is a page to read or click through, not an endpoint.")
	}
	return kind, strangeHost(host)
}

func closedHost(host string) *finding.Finding {
	if host == "login.microsoftonline.de" || within(host, "microsoftazure.de") || within(host, "cloudapi.de") {
		return found(finding.CloudClosed, germanyClosed, germanyDo)
	}
	return nil
}

// customerHost reports hosts for customer identities: facts/entra.md section 1.3.
func customerHost(host string) *finding.Finding {
	what := ""
	switch {
	case within(host, "ciamlogin.com"):
		what = "This belongs to Microsoft Entra External ID, a directory of customers."
	case within(host, "b2clogin.com"), within(host, "b2clogin.cn"), within(host, "b2clogin.us"), within(host, "b2clogin.de"):
		what = "This belongs to Azure AD B2C, a directory of customers."
	case host == "login.live.com", host == "account.live.com":
		what = "This is where personal Microsoft accounts sign in."
	default:
		return nil
	}
	return found(finding.NotAWorkforceTenant, what+" It has no Exchange mailboxes.",
		registerAtHome)
}

// mailHost reports hosts at which a token is used.
func mailHost(host string) *finding.Finding {
	_, graph := CloudOfGraph(host)
	mail := []string{"outlook.office365.com", "outlook.office.com", "smtp.office365.com", "graph.windows.net", "partner.outlook.cn", "outlook.office365.us"}
	if !graph && !slices.Contains(mail, host) {
		return nil
	}
	return found(finding.EndpointWrongKind, text.Brief(host)+" is where a token is used, not where it comes from.")
}

// portalHost reports Microsoft's portals, documents and short links.
func portalHost(host string) bool {
	for _, domain := range []string{
		"portal.azure.com", "portal.azure.us", "portal.azure.cn", "entra.microsoft.com", "entra.microsoft.us", "entra.microsoft.cn",
		"admin.microsoft.com", "admin.cloud.microsoft", "admin.exchange.microsoft.com", "portal.office.com", "myapps.microsoft.com",
		"myaccount.microsoft.com", "myapplications.microsoft.com", "aka.ms", "go.microsoft.com", "learn.microsoft.com", "docs.microsoft.com",
	} {
		if within(host, domain) {
			return true
		}
	}
	return false
}

// strangeHost is the finding for a host to which nothing may be sent.
func strangeHost(host string) *finding.Finding {
	says, do := text.Brief(host)+" is not a sign-in host of Microsoft's.", []string{"Never send a client secret there."}
	switch {
	case host == "" || IsGUID(host):
		says, do = "The host is missing; the URL begins with https://login.microsoftonline.com/ in most tenants.", nil
	case within(host, "safelinks.protection.outlook.com"):
		says = "This is a link that Outlook wrapped for safety (Safe Links), not the endpoint itself."
		do = []string{"Copy the address from the portal, not out of an e-mail."}
	case strings.ContainsFunc(host, func(r rune) bool { return r > 0x7E }) || strings.HasPrefix(host, "xn--") || strings.Contains(host, ".xn--"):
		says = "The host name holds letters of another alphabet, which can look like Microsoft's name and lead elsewhere."
	case isIP(host) || host == "localhost":
		says = text.Brief(host) + " is a computer's address, not a sign-in host of Microsoft's."
		do = nil
	case strings.Contains(host, "%") || strings.ContainsAny(host, "{}<>"):
		says, do = "The host name holds characters that no host name may have.", nil
	case disguised(host) != "":
		says = "This begins like Microsoft's sign-in host, but it leads to " + text.Brief(disguised(host)) + "."
	case within(host, "microsoft.com"), within(host, "microsoftonline.com"), within(host, "microsoftonline.us"), within(host, "windows.net"), within(host, "office.com"):
		says, do = text.Brief(host)+" belongs to Microsoft, but apps don't get tokens there.", nil
	case nearHost(host) != "":
		says = text.Brief(host) + " looks like " + nearHost(host) + ", but is another host: a spelling mistake or a trap."
	case strings.Contains(host, "microsoft"):
		says = text.Brief(host) + " carries Microsoft's name, but is not one of its sign-in hosts."
	}
	return found(finding.EndpointHostUnknown, says, do...)
}

// within reports a host that is the domain or a subdomain of it.
func within(host, domain string) bool {
	rest, ok := strings.CutSuffix(host, domain)
	return ok && (rest == "" || strings.HasSuffix(rest, "."))
}

func isIP(host string) bool {
	_, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil
}

// disguised is what follows the name of a sign-in host in a longer host name.
func disguised(host string) string {
	for _, login := range loginHosts() {
		if rest, ok := strings.CutPrefix(host, login+"."); ok {
			return rest
		}
	}
	return ""
}

// nearHost is the sign-in host that host was probably meant to be.
func nearHost(host string) string {
	for _, login := range loginHosts() {
		if distance(host, login) <= 2 {
			return login
		}
	}
	return ""
}

// distance counts the letters to insert, delete or replace between two names.
// It stops at 3.
func distance(a, b string) int {
	if len(a)-len(b) > 2 || len(b)-len(a) > 2 {
		return 3
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return min(row[len(b)], 3)
}
