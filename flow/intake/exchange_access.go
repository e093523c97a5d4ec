package intake

import (
	"cmp"
	"slices"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// accessOf is what Get-MailboxPermission shows: who may open the mailbox.
func accessOf(users []string) Fact {
	others := slices.DeleteFunc(slices.Clone(users), func(u string) bool { return strings.HasPrefix(strings.ToUpper(u), `NT AUTHORITY`) })
	if len(others) == 0 {
		return result(hints("Get-MailboxPermission lists nobody but the owner (NT AUTHORITY\\SELF): no app and no other account may open the mailbox", finding.MailboxDenied))
	}
	return notes("Get-MailboxPermission lists " + text.List(quoteAll(others[:min(len(others), 5)])))
}

func quoteAll(list []string) []string {
	var quoted []string
	for _, v := range list {
		quoted = append(quoted, quote(v))
	}
	return quoted
}

// scopeFacts tell which roles of RBAC for Applications reach the mailbox.
func scopeFacts(in, out []string) []Fact {
	switch {
	case len(out) == 0 && len(in) == 0:
		return nil
	case len(out) == 0:
		return []Fact{result(notes("InScope is True for " + text.List(in)))}
	case len(in) == 0:
		return []Fact{result(shows(finding.MailboxBlocked, "InScope is False for "+text.List(out)+": the scope leaves the mailbox out"))}
	}
	return []Fact{result(hints("InScope is False for "+text.List(out)+", True for "+text.List(in), finding.MailboxBlocked, finding.PermissionMissing))}
}

// role reads what Get-ManagementRoleAssignment says about a role of RBAC for
// Applications.
func (r record) role(add func(Fact)) {
	if strings.HasPrefix(r["role"], "Application ") {
		scope := cmp.Or(r["customresourcescope"], r["customrecipientwritescope"], r["recipientwritescope"])
		says := "the app has the role " + quote(r["role"])
		switch {
		case scope == "":
			add(notes(says))
		case strings.EqualFold(scope, "Organization"):
			add(notes(says + " for the whole organization"))
		default:
			add(hints(says+" for the scope "+quote(scope)+" only", finding.MailboxBlocked))
		}
	}
}
