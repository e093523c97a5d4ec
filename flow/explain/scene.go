package explain

import (
	"bytes"
	"slices"
	"strings"

	"mailgrant/flow/catalogue"
	"mailgrant/flow/finding"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// scene is the context of one number within the text.
type scene struct {
	survey
	clue
}

// has reports whether a rule of the catalogue applies.
func (s scene) has(r catalogue.Rule) bool {
	if r.Words != "" {
		from := keyAt(s.r, s.from)
		return bytes.Contains(s.r.Key[from:max(from, keyAt(s.r, s.to))], []byte(r.Words))
	}
	switch r.Feature {
	case "alias":
		return s.tenantCause() == finding.TenantAlias || s.fact("at-alias")
	case "tenant":
		return s.quoted() != "" && s.tenantCause() == ""
	case "no-tenant":
		return s.tenantCause() == finding.TenantMalformed
	case "placeholder":
		return s.tenantCause() == finding.PlaceholderLeft || text.HoldsPlaceholder(s.quoted())
	case "empty":
		return s.quotesNothing()
	case "in-brackets":
		return s.quoted() != "" && strings.IndexByte("<[", s.quoted()[0]) >= 0
	case "no-guid":
		return s.quoted() != "" && !value.IsGUID(s.quoted()) && len(s.quoted()) < 60
	case "nearly-guid":
		return nearlyGUID(s.quoted())
	case "address-left":
		return s.addressLeft()
	case "redirect":
		return strings.Contains(s.quoted(), "://")
	case "foreign-cloud":
		return s.foreign()
	case "not-yet":
		times := moments().FindAllString(string(s.r.Plain[s.from:s.to]), 2)
		return len(times) == 2 && times[1] > times[0] // the current time comes first
	case "foreign-graph":
		h := s.resource()
		return strings.HasSuffix(h, "graph.microsoft.us") || h == "microsoftgraph.chinacloudapi.cn"
	case "graph-misspelt":
		h := s.resource()
		return h != "" && !slices.Contains(resources, h) && text.Nearest(h, resources) != ""
	case "no-graph":
		h := s.resource()
		return h != "" && h != "graph.microsoft.com" && h != value.GraphAppID
	}
	return s.fact(r.Feature)
}

// features are all features that a rule may name beside facts; a test checks
// the catalogue against them.
var features = []string{
	"alias", "tenant", "no-tenant", "placeholder", "empty", "in-brackets", "no-guid", "nearly-guid", "address-left", "redirect", "not-yet", "foreign-cloud", "foreign-graph", "graph-misspelt", "no-graph",
}

// moments are the times that a message states.
var moments = text.Pattern(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d`)

// resources are hosts of services that have mailboxes.
var resources = []string{"graph.microsoft.com", "outlook.office365.com", "outlook.office.com"}

// quoted is the first value in quotes of the message; "" if somebody masked it,
// for then it is not what was sent.
func (s scene) quoted() string {
	v := s.inQuotes()
	if text.Masked(v) || text.Bracketed(v) && s.masksMore() {
		return ""
	}
	return v
}

// quotesNothing reports that the first quotes of the message hold nothing.
func (s scene) quotesNothing() bool {
	text := s.r.Plain[s.from:s.to]
	at := bytes.IndexAny(text, "'\"")
	return at >= 0 && at+1 < len(text) && text[at+1] == text[at]
}

// masksMore reports another masked value near the message. Who masks one value
// masks the others: then words in brackets are masks too.
func (s scene) masksMore() bool {
	const around = 1500
	near := s.r.Plain[max(0, s.from-around):min(len(s.r.Plain), s.to+around)]
	brackets := map[string]bool{}
	for word := range strings.FieldsFuncSeq(string(near), func(r rune) bool { return strings.ContainsRune(" \n'\",;=/()", r) }) {
		word = strings.Trim(word, ".:")
		if len(word) > 2 && text.Masked(word) && !strings.Contains(word, "...") {
			return true
		}
		if text.Bracketed(word) {
			brackets[word] = true
		}
	}
	return len(brackets) > 1
}

// inQuotes is the first value in quotes of the message.
func (s scene) inQuotes() string {
	text := s.r.Plain[s.from:s.to]
	at := bytes.IndexAny(text, "'\"")
	if at < 0 {
		return ""
	}
	q := text[at]
	rest := text[at+1 : min(len(text), at+300)]
	end := bytes.IndexByte(rest, q)
	if end < 0 {
		return ""
	}
	return strings.ReplaceAll(string(rest[:end]), "\n", "")
}

// tenantCause judges the quoted value as a tenant; "" if it can be one, or if
// nothing is quoted.
func (s scene) tenantCause() finding.Cause {
	v := s.quoted()
	if v == "" || strings.Contains(v, "://") {
		return ""
	}
	_, problem := value.ParseTenant(v)
	if problem == nil {
		return ""
	}
	if problem.Cause == finding.NotAWorkforceTenant {
		return finding.TenantAlias
	}
	return problem.Cause
}

// resource is the host, or the ID, of the resource that the message names.
func (s scene) resource() string {
	_, rest, ok := strings.Cut(string(s.r.Plain[s.from:s.to]), "named ")
	if !ok {
		return ""
	}
	word, _, _ := strings.Cut(strings.TrimLeft(rest, "'\""), " ")
	word = strings.Trim(word, "'\"")
	word = strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(word), "https://"), "api://")
	host, _, _ := strings.Cut(word, "/")
	if text.Masked(host) {
		return ""
	}
	return host
}

// addressLeft reports an address in the message that holds a placeholder.
func (s scene) addressLeft() bool {
	return slices.ContainsFunc(strings.Fields(string(s.r.Plain[s.from:s.to])), func(w string) bool {
		w = strings.Trim(w, "'\".,")
		return strings.Contains(w, "://") && !text.Masked(w) && text.HoldsPlaceholder(w)
	})
}

// nearlyGUID reports a GUID with a few characters too many or too few.
func nearlyGUID(v string) bool {
	return !value.IsGUID(v) && len(v) > 28 && len(v) < 44 && strings.Count(v, "-") > 2 && strings.Trim(strings.ToLower(v), "0123456789abcdef-{} ") == ""
}

// foreign reports a domain of a national cloud that was requested at another
// cloud's host.
func (s scene) foreign() bool {
	v := strings.ToLower(s.quoted())
	usgov := strings.HasSuffix(v, ".onmicrosoft.us")
	china := strings.HasSuffix(v, ".onmschina.cn")
	at := func(host string) bool { return bytes.Contains(s.r.Key, []byte(host)) }
	return usgov && !at("microsoftonlineus") || china && !at("microsoftonlinecn") && !at("loginchinacloudapicn")
}
