package intake

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"mailgrant/flow/finding"
)

// record is one object that an Exchange command printed, by its properties in
// lower case.
type record map[string]string

// object is the record as JSON has it.
func (r record) object() object {
	o := object{}
	for k, v := range r {
		o[k], _ = json.Marshal(v)
	}
	return o
}

// readExchange reads the lists and tables of the Exchange commands.
func readExchange(txt string) (Text, bool) {
	if len(txt) > longestPaste {
		return Text{}, false
	}
	records := append(listed(txt), tabled(txt)...)
	return exchangeFacts(records, txt)
}

// readExchangeJSON reads the same behind ConvertTo-Json.
func readExchangeJSON(list []object) (Text, bool) {
	var records []record
	for _, o := range list {
		r := record{}
		for key := range o {
			r[key] = strings.Join(o.strs(key), ", ")
		}
		records = append(records, r)
	}
	return exchangeFacts(records, "")
}

// exchangeFacts are what the records prove.
func exchangeFacts(records []record, txt string) (Text, bool) {
	t := Text{Format: Exchange}
	var in, out []string
	var users []string
	known := false
	own := slices.ContainsFunc(records, func(r record) bool { return strings.EqualFold(r["smtpclientauthenticationdisabled"], "False") })
	open := slices.ContainsFunc(records, func(r record) bool { return strings.EqualFold(r["accesscheckresult"], "Granted") })
	for _, r := range records {
		if own && strings.EqualFold(r["smtpclientauthenticationdisabled"], "True") {
			r["smtpclientauthenticationdisabled"] = "True, and a mailbox has its own setting"
		}
		if val, ok := r["inscope"]; ok {
			known = true
			role := cmp.Or(r["rolename"], r["role"])
			switch strings.ToLower(val) {
			case "true":
				in = append(in, quote(role))
			case "false":
				out = append(out, quote(role))
			default:
				t.Facts = append(t.Facts, notes("Test-ServicePrincipalAuthorization ran without -Resource, so InScope was not tested"))
			}
			continue
		}
		if r["accessrights"] != "" && r["user"] != "" {
			users = append(users, r["user"])
			continue
		}
		facts, ok := r.facts()
		known = known || ok
		for i, f := range facts {
			facts[i].Firm = f.Firm && !(open && f.Causes[0] == finding.MailboxBlocked) // which mailbox is meant is not known
			facts[i].Setting = len(f.Causes) == 0                                      // Exchange enforces what it shows
		}
		t.Facts = append(t.Facts, facts...)
	}
	t.Facts = append(t.Facts, scopeFacts(in, out)...)
	if len(users) > 0 {
		known = true
		t.Facts = append(t.Facts, accessOf(users))
	}
	namesIn(txt, records).next(t.Facts)
	return t, known
}

// facts are what one record proves; ok says that it is one of Exchange's.
func (r record) facts() (facts []Fact, ok bool) {
	add := func(f Fact) { facts, ok = append(facts, f), true }
	is := func(key, val string) bool {
		return strings.EqualFold(r[key], val) || strings.EqualFold(r[key], "$"+val)
	}
	about := func(says string) string {
		if who := cmp.Or(r["mailbox"], r["scopename"], r["scopeidentity"], r["displayname"], r["name"], r["identity"]); who != "" {
			return says + " (" + quote(who) + ")"
		}
		return says
	}
	switch { // application access policies
	case is("accesscheckresult", "Denied"):
		add(result(shows(finding.MailboxBlocked, about("Test-ApplicationAccessPolicy: AccessCheckResult is Denied"))))
	case r["accesscheckresult"] != "":
		add(result(notes(about("Test-ApplicationAccessPolicy: AccessCheckResult is " + quote(r["accesscheckresult"])))))
	case r["accessright"] != "" && r["appid"] != "":
		add(hints(about("an application access policy with AccessRight "+quote(r["accessright"])+" names this app"), finding.MailboxBlocked))
	}
	if is("smtpclientauthenticationdisabled", "True") {
		add(shows(smtpAuthOff, about("SmtpClientAuthenticationDisabled is True")))
	} else if val, has := r["smtpclientauthenticationdisabled"]; has {
		add(notes(about("SmtpClientAuthenticationDisabled is " + cmp.Or(quote(val), "empty: the organization's setting (Get-TransportConfig) counts"))))
	}
	r.ews(add)
	switch imap, pop := is("imapenabled", "False"), is("popenabled", "False"); {
	case imap && pop:
		add(hints(about("ImapEnabled and PopEnabled are False"), imapOff))
	case imap:
		add(hints(about("ImapEnabled is False"), imapOff))
	case pop && !is("imapenabled", "True"):
		add(hints(about("PopEnabled is False"), imapOff))
	case pop:
		add(notes(about("PopEnabled is False")))
	}
	if is("oauth2clientprofileenabled", "False") {
		add(notes(about("OAuth2ClientProfileEnabled is False")))
	}
	for _, key := range []string{"allowbasicauthsmtp", "allowbasicauthimap", "allowbasicauthpop"} {
		if is(key, "False") {
			add(hints(about("the authentication policy has "+key+" False"), basicAuthOff))
		}
	}
	r.role(add)
	return facts, ok
}

// ews reads what Get-OrganizationConfig and Get-CASMailbox say about Exchange Web
// Services and the list of apps that may use them.
func (r record) ews(add func(Fact)) {
	val, has := r["ewsenabled"]
	for _, key := range []string{"owaenabled", "activesyncenabled", "imapenabled", "smtpclientauthenticationdisabled"} {
		if _, ofMailbox := r[key]; ofMailbox && has && val == "" {
			return // empty for a mailbox: the organization's counts
		}
	}
	switch {
	case has && !strings.EqualFold(val, "True"):
		add(hints("EwsEnabled is "+cmp.Or(quote(val), "not set")+": Exchange Online blocks Exchange Web Services (EWS)", ewsRetired))
	case has:
		add(notes("EwsEnabled is True"))
	}
	switch policy := r["ewsapplicationaccesspolicy"]; {
	case strings.EqualFold(policy, "EnforceAllowList"):
		add(hints("EwsApplicationAccessPolicy is EnforceAllowList; EwsAllowList is "+cmp.Or(quote(r["ewsallowlist"]), "empty"), finding.MailboxBlocked))
	case strings.EqualFold(policy, "EnforceBlockList"):
		add(hints("EwsApplicationAccessPolicy is EnforceBlockList; EwsBlockList is "+cmp.Or(quote(r["ewsblocklist"]), "empty"), finding.MailboxBlocked))
	}
}
