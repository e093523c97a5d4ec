package value

import (
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// AskMailbox says what to enter for a mailbox.
const AskMailbox = "Give one mailbox address, such as support@contoso.com."

// locationMailbox reads an address, with or without a display name.
func locationMailbox(text string) (Location, *finding.Finding, []string) {
	var notes []string
	if strings.HasSuffix(text, ">") {
		if at := strings.LastIndex(text, "<"); at > 0 && strings.Contains(text[at:], "@") {
			text = text[at+1 : len(text)-1]
			notes = append(notes, "removed the name before the address")
		}
	}
	local, domain, _ := strings.Cut(text, "@")
	lower := strings.ToLower(domain)
	if f := MailboxFault(local, lower); f != nil {
		return Location{}, f, notes
	}
	t, problem := readTenant(lower)
	if problem != nil {
		return Location{}, problem, notes
	}
	if lower != domain {
		notes = append(notes, "wrote the domain in lower case")
	}
	return Location{Mailbox: local + "@" + lower, Tenant: t.Value, Cloud: cloudOfDomain(lower)}, nil, notes
}

// WholeAddress reports a mailbox address that would be accepted.
func WholeAddress(text string) bool {
	text, _ = Clean(text)
	_, problem, _ := locationMailbox(strings.TrimPrefix(text, "mailto:"))
	return problem == nil
}

// MailboxFault says why these are not the parts of a mailbox address; nil if they
// are.
func MailboxFault(local, domain string) *finding.Finding {
	says := ""
	switch {
	case strings.Contains(domain, "@"), strings.ContainsAny(local, ";,") || strings.ContainsAny(domain, ";,"):
		says = "There is more than one address here."
	case local == "":
		says = "The part before the @ is missing."
	case domain == "":
		says = "The part after the @ is missing."
	case text.Bracketed(local) || text.Placeholder(domain):
		return found(finding.PlaceholderLeft, "The address is still a placeholder from a document.", AskMailbox)
	case len(local) > 64 || strings.ContainsFunc(local, func(r rune) bool { return r <= ' ' || r >= 0x7F || strings.ContainsRune(`"()<>[]:\`, r) }):
		says = "The part before the @ holds a space or another character that no mailbox of Microsoft 365 has."
	case strings.ContainsAny(domain, " \t\r\n"):
		says = "There is a space or a line end within the address."
	case !strings.Contains(domain, "."):
		says = "The domain is cut short: an address ends in a whole domain, such as contoso.com."
	case !IsDomain(domain):
		says = "The part after the @ is no domain."
	default:
		return nil
	}
	return found(finding.MailboxMalformed, says, AskMailbox)
}

// foreignDomain reports domains that certainly have no mailboxes of an
// organization. For all others, discovery decides.
func foreignDomain(domain string) *finding.Finding {
	switch domain {
	case "gmail.com", "googlemail.com":
		return notWorkforce(domain + " is Google's mail service, not Microsoft 365.")
	case "yahoo.com", "icloud.com", "me.com", "aol.com":
		return notWorkforce(domain + " is a mail service for private persons, not Microsoft 365.")
	}
	name, country, _ := strings.Cut(domain, ".")
	switch name {
	case "outlook", "hotmail", "live", "msn", "windowslive", "passport":
		if country == "com" || personalCountries[country] && (name == "outlook" || name == "hotmail" || name == "live") {
			return notWorkforce(domain + " is for personal Microsoft accounts. They belong to no organization's tenant, and an app can't read their mail by itself.")
		}
	}
	return nil
}

func notWorkforce(says string) *finding.Finding {
	return found(finding.NotAWorkforceTenant, says, "Give an address or a domain that belongs to the organization.")
}

// personalCountries are the countries in which outlook, hotmail and live are
// Microsoft's own domains for personal accounts.
var personalCountries = map[string]bool{
	"co.uk": true, "de": true, "fr": true, "it": true, "es": true, "nl": true, "be": true, "at": true, "se": true, "dk": true,
	"ie": true, "jp": true, "co.jp": true, "com.br": true, "com.ar": true, "com.au": true, "com.tr": true, "ca": true, "no": true,
}
