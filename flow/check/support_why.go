package check

import (
	"slices"
	"strings"
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// reasons are the reasons for a missing answer, in package entra's words, which
// name nobody.
var reasons = []string{
	"there is no such name", "DNS did not answer", "DNS failed",
	"the connection was refused", "the connection was closed without an answer", "no connection came about",
	"no connection to it came about", "the connection failed", "it did not answer in time", "no answer came",
	"the TLS handshake did not finish", "the answer did not come to an end", "there was no time left to ask",
	"its address is not usable", "it does not speak TLS", "this computer has no list of trusted certificates",
	"it was cut short", "it is not proper HTTP", "it is larger than 1 MiB", "its headers are larger than 64 KiB",
	"it is not a JSON object", "it holds an error beside status 200", "there is no access_token in it",
	"its fields are not those of a token", "its token_type is not Bearer", "its lifetime is missing or impossible",
	"it is no discovery document", "it is not what was asked for",
}

var (
	ofTLS  = text.Pattern(`^tls: [a-z ]{1,60}$`)
	status = text.Pattern(`^it answered \d{3}\b`)
)

// why is a finding's reason for a missing answer, without names: the issuer of
// a certificate, or the owner of a proxy, can be a company.
func why(detail string) string {
	for _, of := range []string{"its name: ", "its certificate: ", "it can't be reached: "} {
		if rest, ok := strings.CutPrefix(detail, of); ok && why(rest) != "" {
			return of + why(rest)
		}
	}
	const validFrom = "by this computer's clock it is not valid now, but from "
	switch {
	case slices.Contains(reasons, detail):
		return detail
	case ofTLS().MatchString(detail):
		return detail
	case status().MatchString(detail):
		return status().FindString(detail)
	case strings.HasPrefix(detail, "it was made for "):
		return "the certificate was made for another host"
	case strings.HasPrefix(detail, validFrom):
		return "the certificate is not valid now by this computer's clock" + spanIn(detail[len(validFrom):])
	case strings.HasPrefix(detail, "issued by "):
		return "who issued the certificate is not trusted here"
	}
	return ""
}

// spanIn is the duration at the beginning of a text, if there is one.
func spanIn(text string) string {
	const layout = "2006-01-02 15:04"
	from, rest, _ := strings.Cut(text, " to ")
	to, _, _ := strings.Cut(rest, " UTC")
	_, bad := time.Parse(layout, from)
	if _, err := time.Parse(layout, to); err != nil || bad != nil {
		return ""
	}
	return ", but from " + from + " to " + to + " UTC"
}

// host is the host that was asked, if it is one of Microsoft's.
func (d *SupportWriter) host(host string) string {
	_, login := value.CloudOfLogin(host)
	_, graph := value.CloudOfGraph(host)
	switch {
	case host == "":
		return ""
	case login || graph || d.full:
		return code(host)
	}
	return "one that is not Microsoft's"
}

// way describes a request: which host was asked, the delay it asked for, and
// why there was no answer.
func (d *SupportWriter) way(f finding.Finding) []string {
	var about []string
	if host := d.host(f.Host); host != "" {
		about = append(about, "host "+host)
	}
	if f.RetryAfter > 0 {
		about = append(about, "Retry-After "+seconds(f.RetryAfter))
	}
	switch reason := why(f.Detail); {
	case d.full && f.Detail != "":
		about = append(about, "why: "+code(f.Detail))
	case reason != "":
		about = append(about, "why: "+reason)
	}
	for _, id := range f.Evidence.PolicyIDs {
		if policy := d.id(id); policy != "" {
			about = append(about, "policy "+policy)
		}
	}
	return about
}
