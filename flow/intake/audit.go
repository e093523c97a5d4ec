package intake

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// event is one entry of an audit log.
type event struct {
	at                             time.Time
	when, actor, activity, outcome string
	target                         string
	changes                        []change
}

// change is one property that an event changed.
type change struct{ name, before, after string }

// readAudit reads an audit log: what the portal exports, Graph lists, or the
// unified log keeps.
func readAudit(list []object) (Text, bool) {
	var events []event
	for _, o := range list {
		if data := o.str("auditdata"); data != "" {
			if inner := objectOf([]byte(data)); inner != nil {
				o = inner
			}
		}
		if p := o.sub("properties"); p.has("activitydisplayname") {
			o = p
		}
		if e, ok := o.event(); ok {
			events = append(events, e)
		}
	}
	return audit(events)
}

func (o object) event() (event, bool) {
	if !o.has("activitydisplayname") && !o.has("operation", "creationtime") && !(o.has("operationname") && (o.has("targetresources") || o.has("initiatedby"))) {
		return event{}, false
	}
	e := event{
		when: o.str("activitydatetime", "creationtime", "timegenerated"), activity: o.str("activitydisplayname", "operation", "operationname"),
		outcome: o.str("result", "resultstatus"), actor: o.str("userid"), target: o.str("objectid"),
	}
	e.at = moment(e.when)
	if by := o.nested("initiatedby"); by != nil {
		e.actor = cmp.Or(by.sub("user").str("userprincipalname", "displayname"), by.sub("app").str("displayname", "serviceprincipalname"))
	}
	for i, t := range o.list("targetresources") {
		if i == 0 {
			e.target = t.str("displayname", "userprincipalname", "id")
		}
		for _, p := range t.list("modifiedproperties") {
			e.changes = append(e.changes, change{p.str("displayname"), p.str("oldvalue"), p.str("newvalue")})
		}
	}
	for i, t := range o.list("target") { // the unified log has the name among others
		if i == 0 || t.str("type") == "1" {
			e.target = t.str("id")
		}
	}
	for _, p := range o.list("modifiedproperties") {
		e.changes = append(e.changes, change{p.str("name", "displayname"), p.str("oldvalue"), p.str("newvalue")})
	}
	return e, true
}

// nested is a member that is an object, or the text of one.
func (o object) nested(key string) object {
	if inner := o.sub(key); inner != nil {
		return inner
	}
	return objectOf([]byte(o.str(key)))
}

func (r tableRow) event() (event, bool) {
	if data := r.get("auditdata"); data != "" {
		if o := objectOf([]byte(data)); o != nil {
			return o.event()
		}
	}
	e := event{
		when: r.get(whenColumns...), activity: r.get("activity", "activitydisplayname", "operationname", "operation"), outcome: r.get("result", "resultstatus"),
		actor: r.get("actoruserprincipalname", "actordisplayname", "actorserviceprincipalname", "userid", "userids"), target: r.get("target1displayname", "target1userprincipalname", "target1objectid"),
	}
	if by := objectOf([]byte(r.get("initiatedby"))); by != nil {
		e.actor = cmp.Or(by.sub("user").str("userprincipalname", "displayname"), by.sub("app").str("displayname"))
	}
	for i, t := range (object{"t": []byte(r.get("targetresources"))}).list("t") {
		if i == 0 {
			e.target = t.str("displayname", "id")
		}
		for _, p := range t.list("modifiedproperties") {
			e.changes = append(e.changes, change{p.str("displayname"), p.str("oldvalue"), p.str("newvalue")})
		}
	}
	for _, target := range []string{"target1", "target2"} {
		for n := 1; n <= 5; n++ {
			p := target + "modifiedproperty" + strconv.Itoa(n)
			if name := r.get(p + "name"); name != "" {
				e.changes = append(e.changes, change{name, r.get(p + "oldvalue"), r.get(p + "newvalue")})
			}
		}
	}
	e.at = moment(e.when)
	return e, e.activity != ""
}

// deeds are the activities that stop a credential, by words of their names.
var deeds = []struct {
	words  string
	causes []finding.Cause
	firm   bool
	says   string
}{
	{"hard delete application", []finding.Cause{finding.AppNotFound}, true, "deleted the app for good"},
	{"delete application", []finding.Cause{finding.AppNotFound}, true, "deleted the app"},
	{"hard delete service principal", []finding.Cause{finding.ServicePrincipalMissing, finding.AppNotFound}, false, "deleted the enterprise app for good"},
	{"remove service principal credentials", []finding.Cause{finding.SecretWrong}, true, "removed a secret or certificate of the enterprise app"},
	{"remove service principal", []finding.Cause{finding.ServicePrincipalMissing, finding.AppNotFound}, false, "deleted the enterprise app"},
	{"delete service principal", []finding.Cause{finding.ServicePrincipalMissing, finding.AppNotFound}, false, "deleted the enterprise app"},
	{"remove app role assignment", []finding.Cause{finding.PermissionMissing, finding.ConsentMissing}, false, "took an application permission away"},
	{"remove delegated permission grant", []finding.Cause{finding.ConsentMissing, finding.PermissionMissing}, false, "took the consent for delegated permissions away"},
	{"remove oauth2permissiongrant", []finding.Cause{finding.ConsentMissing, finding.PermissionMissing}, false, "took the consent for delegated permissions away"},
	{"revoke consent", []finding.Cause{finding.ConsentMissing, finding.PermissionMissing}, false, "revoked the consent"},
	{"conditional access policy", []finding.Cause{finding.ConditionalAccess}, false, "changed a Conditional Access policy"},
	{"reset user password", []finding.Cause{finding.GrantRevoked}, false, "reset a user's password, which revokes that user's sign-ins"},
	{"reset password", []finding.Cause{finding.GrantRevoked}, false, "reset a user's password, which revokes that user's sign-ins"},
	{"change user password", []finding.Cause{finding.GrantRevoked}, false, "changed a user's password, which revokes that user's sign-ins"},
	{"update strefreshtokenvalidfrom", []finding.Cause{finding.GrantRevoked}, false, "revoked a user's sign-ins"},
	{"update stsrefreshtokenvalidfrom", []finding.Cause{finding.GrantRevoked}, false, "revoked a user's sign-ins"},
}

// audit tells who did what to the app, the newest first.
func audit(events []event) (Text, bool) {
	if len(events) == 0 {
		return Text{}, false
	}
	t := Text{Format: Audit}
	slices.SortStableFunc(events, func(a, b event) int { return b.at.Compare(a.at) })
	restored := false
	for _, e := range events {
		if strings.EqualFold(e.outcome, "failure") {
			continue
		}
		name := strings.ToLower(e.activity)
		restored = restored || strings.Contains(name, "restore application") || strings.Contains(name, "restore service principal")
		f, ok := e.fact(name)
		if !ok || restored && strings.Contains(name, "delete") {
			continue
		}
		t.Facts = append(t.Facts, f)
	}
	if len(t.Facts) == 0 {
		t.Facts = []Fact{notes(text.Count(len(events), "event") + ", none of which stops a credential")}
	}
	return t, true
}

// fact is what an event means for the app's credential.
func (e event) fact(name string) (Fact, bool) {
	if f, ok := e.changed(name); ok {
		return f, true
	}
	for _, d := range deeds {
		if strings.Contains(name, d.words) {
			return e.did(d.says, d.firm, d.causes...), true
		}
	}
	return Fact{}, false
}

// did is a sentence about who did something, to what and when.
func (e event) did(what string, firm bool, causes ...finding.Cause) Fact {
	says := cmp.Or(quote(e.actor), "somebody") + " " + what
	if e.target != "" {
		says += ", " + strconv.Quote(quote(e.target)) + ","
	}
	if e.when != "" {
		says += " at " + quote(e.when)
	}
	return result(Fact{Causes: causes, Firm: firm, Says: strings.TrimSuffix(says, ",")})
}

// changed reads the properties that an event changed.
func (e event) changed(name string) (Fact, bool) {
	if !strings.Contains(name, "application") && !strings.Contains(name, "service principal") {
		return Fact{}, false
	}
	for _, c := range e.changes {
		before, after := c.before, c.after
		switch folded(c.name) {
		case "keydescription":
			if gone := missing(keysIn(before), keysIn(after)); len(gone) > 0 {
				if strings.Contains(before, "X509") && !strings.Contains(before, "Password") {
					return e.did("removed the certificate "+text.List(gone), true, finding.CertificateInvalid), true
				}
				return e.did("removed "+plural(len(gone), "the client secret ", "the client secrets ")+text.List(gone), true, finding.SecretWrong), true
			}
		case "accountenabled":
			if strings.Contains(strings.ToLower(after), "false") {
				return e.did("disabled the enterprise app", true, finding.AppDisabled), true
			}
		case "isdisabled":
			if strings.Contains(strings.ToLower(after), "true") {
				return e.did("deactivated the app", true, finding.AppDisabled), true
			}
		case "appaddress", "replyurls":
			if gone := missing(addressesIn(before), addressesIn(after)); len(gone) > 0 {
				return e.did("removed the redirect URI "+text.List(gone), false, finding.RedirectMismatch), true
			}
		case "requiredresourceaccess":
			return e.did("changed the permissions that the app asks for", false, finding.PermissionMissing, finding.ConsentMissing), true
		}
	}
	return Fact{}, false
}

// keysIn are the secrets in a KeyDescription, by their identifiers, with their
// names: [KeyIdentifier=…,KeyType=Password,KeyUsage=Verify,DisplayName=mail].
func keysIn(txt string) map[string]string {
	keys := map[string]string{}
	for _, part := range strings.Split(txt, "KeyIdentifier=")[1:] {
		id, rest, _ := strings.Cut(part, ",")
		name := ""
		if _, after, ok := strings.Cut(rest, "DisplayName="); ok {
			name, _, _ = strings.Cut(after, "]")
		}
		name = strings.Trim(name, `\" `)
		if name == "" {
			name = "with the ID " + strings.Trim(id, `\" `)
		} else {
			name = strconv.Quote(quote(name))
		}
		keys[id] = name
	}
	return keys
}

// addressesIn are the addresses in a property.
func addressesIn(txt string) map[string]string {
	found := map[string]string{}
	for _, word := range strings.FieldsFunc(txt, func(r rune) bool { return strings.ContainsRune(`"'\[]{}, `, r) }) {
		if strings.Contains(word, "://") {
			found[word] = quote(word)
		}
	}
	return found
}

// missing are the names of what is in the first and not in the second.
func missing(before, after map[string]string) []string {
	var gone []string
	for id, name := range before {
		if _, still := after[id]; !still {
			gone = append(gone, name)
		}
	}
	slices.Sort(gone)
	return gone
}
