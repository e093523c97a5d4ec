package check

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"mailgrant/flow/guide"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// word is a text from the program's own build, such as its version.
func (d *SupportWriter) word(text string) string {
	const plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:+/()-_"
	if len(text) > 100 || strings.Trim(text, plain) != "" {
		return ""
	}
	return code(text)
}

func (d *SupportWriter) mode() string {
	if slices.Contains([]string{"live", "offline", "practice"}, d.about.Mode) {
		return d.about.Mode
	}
	return ""
}

// name is the name under which a credential is saved, which may be a
// customer's.
func (d *SupportWriter) name(name string) string {
	if !d.full {
		return ""
	}
	return code(name)
}

func daysLeft(days *int) string {
	if days == nil {
		return ""
	}
	return strconv.Itoa(*days)
}

// tries is mentioned only if there was more than one.
func tries(n int) string {
	if n < 2 {
		return ""
	}
	return strconv.Itoa(n)
}

func seconds(d time.Duration) string {
	if d < time.Second {
		return ""
	}
	return strconv.Itoa(int(d/time.Second)) + " s"
}

func (d *SupportWriter) proxy(used string) string {
	switch {
	case used == "":
		return ""
	case d.full:
		return code(used)
	}
	return "one is used"
}

// id is the first eight characters of a GUID.
func (d *SupportWriter) id(id string) string {
	switch {
	case !value.IsGUID(id):
		return ""
	case d.full:
		return code(id)
	}
	return code(id[:8] + "...")
}

func (d *SupportWriter) Tenant(tenant string) string {
	switch {
	case !value.IsDomain(strings.ToLower(tenant)):
		return d.id(tenant)
	case d.full:
		return code(tenant)
	}
	return code(maskDomain(tenant))
}

func (d *SupportWriter) mailboxes(addresses []string) string {
	var names []string
	for _, a := range addresses {
		names = append(names, d.Mailbox(a))
	}
	return strings.Join(names, ", ")
}

// Mailbox is an address masked so that it can be told from others but names
// nobody. Anything that is not an address is hidden entirely.
func (d *SupportWriter) Mailbox(address string) string {
	local, domain, _ := strings.Cut(address, "@")
	switch {
	case value.MailboxFault(local, strings.ToLower(domain)) != nil:
		return code(stars)
	case d.full:
		return code(address)
	}
	return code(initial(local) + stars + "@" + maskDomain(domain))
}

const stars = "***"

// maskDomain keeps a domain's first letter and its last label.
func maskDomain(domain string) string {
	return initial(domain) + stars + strings.ToLower(domain[strings.LastIndex(domain, "."):])
}

func initial(text string) string {
	if text != "" && (text[0] >= 'a' && text[0] <= 'z' || text[0] >= 'A' && text[0] <= 'Z') {
		return text[:1]
	}
	return ""
}

// Issuer is the issuer of the certificate if it is one that Microsoft uses. A
// proxy's own authority is often named after a company.
func (d *SupportWriter) Issuer(f Facts) string {
	switch {
	case f.Issuer == "":
		return ""
	case d.full:
		return code(f.Issuer)
	case f.Inspected:
		return "another authority than Microsoft uses: a proxy may read the traffic"
	}
	for _, of := range []string{"DigiCert", "Microsoft"} {
		if strings.HasPrefix(f.Issuer, of+" ") {
			return of
		}
	}
	return "an authority that is not named here"
}

// carried lists the permissions that a guide knows, and counts the others:
// other texts in a token come from whoever made it.
func carried(roles []string) string {
	txt := permissions(roles)
	others := len(roles) - len(knownRoles(roles))
	switch {
	case others == 0:
		return txt
	case txt == "":
		return text.Count(others, "other")
	}
	return txt + " and " + text.Count(others, "other")
}

func permissions(roles []string) string { return strings.Join(knownRoles(roles), ", ") }

func knownRoles(roles []string) []string {
	return slices.DeleteFunc(slices.Clone(roles), func(r string) bool {
		return !slices.ContainsFunc(guide.All(), func(g guide.Guide) bool {
			return slices.ContainsFunc(g.Permissions, func(p guide.Permission) bool { return p.Name == r })
		})
	})
}

func (f Facts) clock() string {
	switch {
	case !f.Dated:
		return ""
	case f.Skew.Abs() < time.Second:
		return "as Microsoft's"
	case f.Skew < 0:
		return strconv.Itoa(int(f.Skew.Abs()/time.Second)) + " s ahead of Microsoft's"
	}
	return strconv.Itoa(int(f.Skew/time.Second)) + " s behind Microsoft's"
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func milliseconds(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }

func duration(d time.Duration) string {
	if d <= 0 {
		return ""
	}
	return milliseconds(d) + " ms"
}

// code displays a text literally, whatever it contains: in Markdown only a back
// quote ends a code span, and in a table a bar ends a cell.
func code(txt string) string {
	txt = strings.NewReplacer("`", "'", "|", "/").Replace(text.Clean(txt))
	if txt == "" {
		return ""
	}
	return "`" + txt + "`"
}
