package intake

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

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

// audit tells who did what to the app, the newest first. What was undone later is
// left out. Events of several apps leave open which of them is meant.
func audit(events []event) (Text, bool) {
	if len(events) == 0 {
		return Text{}, false
	}
	t := Text{Format: Audit}
	slices.SortStableFunc(events, func(a, b event) int { return b.at.Compare(a.at) })
	since, targets := map[string]later{}, map[string]bool{}
	for _, e := range events {
		if strings.EqualFold(e.outcome, "failure") {
			continue
		}
		name := strings.ToLower(e.activity)
		then := since[e.target]
		if f, ok := e.fact(name); ok && !then.undoes(f, name) {
			f.Firm = f.Firm && !(then.added && f.Causes[0] == finding.SecretWrong)
			t.Facts = append(t.Facts, f)
			targets[e.target] = true
		}
		since[e.target] = then.and(e, name)
	}
	for i := range t.Facts {
		t.Facts[i].Firm = t.Facts[i].Firm && len(targets) == 1
	}
	if len(t.Facts) == 0 {
		t.Facts = []Fact{notes(text.Count(len(events), "event") + ", none of which stops a credential")}
	}
	return t, true
}

// later is what happened to an app after an event.
type later struct{ restored, enabled, added bool }

// and is the same with one event more.
func (l later) and(e event, name string) later {
	l.restored = l.restored || strings.Contains(name, "restore application") || strings.Contains(name, "restore service principal")
	for _, c := range e.changes {
		after := strings.ToLower(c.after)
		switch folded(c.name) {
		case "accountenabled":
			l.enabled = l.enabled || strings.Contains(after, "true")
		case "isdisabled":
			l.enabled = l.enabled || strings.Contains(after, "false")
		case "keydescription":
			l.added = l.added || len(missing(keysIn(c.after), keysIn(c.before))) > 0
		}
	}
	return l
}

// undoes reports that what a fact says ended before the log did.
func (l later) undoes(f Fact, name string) bool {
	return l.restored && strings.Contains(name, "delete") || l.enabled && f.Causes[0] == finding.AppDisabled
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
				return e.did("removed "+plural(len(gone), "the client secret ", "the client secrets ")+text.List(gone), len(gone) == len(keysIn(before)), finding.SecretWrong), true
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
