package explain

import (
	"bytes"
	"slices"
	"strings"

	"mailgrant/flow/redact"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// Quoted are the values of a text that an answer may repeat: only of these
// kinds, only well-formed ones, and no secret. "" for one that is not there.
type Quoted struct {
	App         string // client ID
	Tenant      string // GUID or domain
	Mailbox     string // address
	Redirect    string // URI
	Permissions []string
	Shows       string // the lines of a document that decide
	Cloud       value.Cloud
}

// quoted finds them: those after the deciding place first. Secrets must be
// hidden in the reading.
func quoted(r text.Reading, from int) Quoted {
	q := Quoted{
		App:         genuine(r, from, appLabels...),
		Tenant:      genuine(r, from, tenantLabels...),
		Redirect:    redirect(r),
		Mailbox:     mailbox(r.Plain),
		Permissions: []string{}, Cloud: value.Global,
	}
	for _, c := range []struct {
		host  string
		cloud value.Cloud
	}{{"microsoftonlineus", value.USGov}, {"microsoftonlinecn", value.China}, {"loginchinacloudapicn", value.China}} {
		if bytes.Contains(r.Key, []byte(c.host)) {
			q.Cloud = c.cloud
		}
	}
	if q.Tenant == "" {
		q.Tenant = domain(r)
	}
	if q.App == "" {
		q.App = inBrackets(r)
	}
	if q.App == q.Tenant {
		q.App = ""
	}
	for _, name := range permissionNames().FindAll(r.Plain, 40) {
		if p := string(name); len(q.Permissions) < 6 && !slices.Contains(q.Permissions, p) {
			q.Permissions = append(q.Permissions, p)
		}
	}
	return q
}

// The names before a client ID and a tenant ID, the most definite first.
var (
	appLabels = []naming{
		namedAs(1, "application with identifier"), namedAs(1, "application with ID"), namedAs(1, "Application (client) ID"), namedAs(1, "client_id"),
		namedAs(1, "appId"), namedAs(1, "application ID"), namedAs(1, "app"), namedAs(1, "application"),
	}
	tenantLabels = []naming{
		namedAs(1, "Directory (tenant) ID"), namedAs(1, "tenant ID"), namedAs(1, "tenant"), namedAs(1, "directory"), namedAs(1, "tid"),
		namedAs(1, "microsoftonline.com"), namedAs(1, "microsoftonline.us"),
	}
)

// genuine is the GUID after the first of these names that has one. One of a
// document, or of Microsoft's own app, is nobody's.
func genuine(r text.Reading, from int, names ...naming) string {
	for _, name := range names {
		id := identifier(r, from, name)
		if id == "" || strings.HasPrefix(id, "0000000") || strings.Trim(id, id[:1]+"-") == "" || strings.HasPrefix(id, "12345678-") {
			continue
		}
		return id
	}
	return ""
}

// inBrackets is the ID in "the application Mail ('a1b2...')".
func inBrackets(r text.Reading) string {
	const longestName = 120
	for txt := range after(r, "theapplication") {
		_, id, _ := bytes.Cut(txt[:min(len(txt), longestName+36)], []byte("('"))
		if len(id) >= 36 && text.IsGUID(string(id[:36])) {
			return strings.ToLower(string(id[:36]))
		}
	}
	return ""
}

var permissionNames = text.Pattern(`\b(?:(?:Mail|MailboxSettings|User|Directory|Calendars|Contacts|IMAP|POP|SMTP)\.(?:ReadWrite|ReadBasic|Read|Send|SendAsApp|AccessAsApp|AccessAsUser)(?:\.(?:All|Shared))?|full_access_as_app)\b`)

// after yields what follows a name, without the signs between them.
func after(r text.Reading, name string) func(func([]byte) bool) {
	const signs = " '\"=:([<`"
	return func(yield func([]byte) bool) {
		for i := 0; ; {
			at := bytes.Index(r.Key[i:], []byte(name))
			if at < 0 {
				return
			}
			i += at + len(name)
			from := r.After(i)
			begins := skip(r.Plain, from, signs)
			if begins > from && begins-from <= 6 && !yield(r.Plain[begins:]) {
				return
			}
		}
	}
}

// until is the beginning of a text up to one of these bytes; "" without one
// near enough.
func until(txt []byte, ends string, most int) string {
	at := bytes.IndexAny(txt[:min(len(txt), most)], ends)
	if at < 0 && len(txt) < most {
		at = len(txt)
	}
	return string(txt[:max(at, 0)])
}

// redirect is a redirect URI that the portal would take.
func redirect(r text.Reading) string {
	const longest = 256
	for _, name := range []string{"redirecturi", "replyurl", "replyaddress"} {
		for txt := range after(r, name) {
			uri := strings.TrimRight(until(txt, " '\"&,;)>\n`", longest), ".")
			if !strings.HasPrefix(uri, "http") || strings.ContainsAny(uri, "?#@\x01") {
				continue
			}
			if clean, problems, _ := value.JudgeRedirectURI(uri); len(problems) == 0 && clean == uri {
				return uri
			}
		}
	}
	return ""
}

// domain is the domain of a tenant.
func domain(r text.Reading) string {
	for _, name := range []string{"tenant", "directory", "microsoftonlinecom"} {
		for txt := range after(r, name) {
			if d := strings.ToLower(strings.TrimRight(until(txt, " '\"/,;)>\n`", 100), ".")); value.IsDomain(d) {
				return d
			}
		}
	}
	for _, host := range []string{"login.microsoftonline.com/", "login.microsoftonline.us/"} {
		if _, rest, ok := bytes.Cut(r.Plain, []byte(host)); ok {
			if d := strings.ToLower(until(rest, " '\"/,;)>\n`", 100)); value.IsDomain(d) {
				return d
			}
		}
	}
	return ""
}

// mailbox is the address that follows a word for a mailbox or a user, else the
// only one in a text.
func mailbox(plain []byte) string {
	var all []string
	for i := 0; len(all) < 40; {
		at := bytes.IndexByte(plain[i:], '@')
		if at < 0 {
			break
		}
		at += i
		i = at + 1
		from, to := at, at+1
		for from > 0 && addressable(plain[from-1]) {
			from--
		}
		for to < len(plain) && (text.Alnum(plain[to]) || plain[to] == '.' || plain[to] == '-') {
			to++
		}
		beside := from > 0 && (plain[from-1] == redact.Hidden || plain[from-1] == '*') || to < len(plain) && (plain[to] == redact.Hidden || plain[to] == '*')
		local, host := string(plain[from:at]), strings.ToLower(strings.TrimRight(string(plain[at+1:to]), ".-"))
		if beside || value.MailboxFault(local, host) != nil || strings.Contains(host, "prod.") || len(local) > 40 {
			continue
		}
		address := local + "@" + host
		if announces(plain[max(0, from-24):from]) {
			return address
		}
		if !slices.Contains(all, address) {
			all = append(all, address)
		}
	}
	if len(all) == 1 {
		return all[0]
	}
	return ""
}

func addressable(b byte) bool { return text.Alnum(b) || strings.IndexByte("._%+-", b) >= 0 }

// announces reports a text that ends with a word for a mailbox.
func announces(before []byte) bool {
	said := strings.TrimRight(strings.ToLower(string(before)), " '\"=:(<`/")
	return slices.ContainsFunc([]string{"mailbox", "user", "users", "upn", "recipient", "identity"}, func(w string) bool { return strings.HasSuffix(said, w) })
}
