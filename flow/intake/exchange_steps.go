package intake

import (
	"cmp"
	"slices"
	"strings"

	"mailgrant/flow/text"
)

// exchangeNames are the names in what Exchange commands were asked and printed,
// for the commands of the next step. Where one is missing, its word in capital
// letters stays.
type exchangeNames struct{ mailbox, app, group, right, scope string }

// patient ends every step with Exchange's policies and scopes.
const patient = "Wait up to two hours until the change shows, then test again."

var (
	identity  = text.Pattern(`(?i)(?:-(?:Identity|Resource|Mailbox)[ :]+|CASMailbox )["']?([^\s"'@]+@[^\s"'@]+)`)
	plainName = text.Pattern(`^[\pL\pN][\pL\pN_.@+ -]{0,79}$`)
)

// namesIn reads the names of a text and its records.
func namesIn(txt string, records []record) exchangeNames {
	var n exchangeNames
	if found := identity().FindStringSubmatch(txt); found != nil {
		n.mailbox = found[1]
	}
	for _, r := range records {
		if strings.EqualFold(r["inscope"], "True") {
			continue
		}
		if strings.Contains(r["mailbox"], "@") {
			n.mailbox = cmp.Or(n.mailbox, r["mailbox"])
		}
		if r["primarysmtpaddress"] != "" {
			n.mailbox = cmp.Or(n.mailbox, r["primarysmtpaddress"])
		}
		if r["appid"] != "" {
			n.app = cmp.Or(n.app, r["appid"])
		}
		if r["accessright"] != "" {
			n.group, n.right = cmp.Or(n.group, r["scopename"]), cmp.Or(n.right, r["accessright"])
		}
		for _, key := range []string{"allowedresourcescope", "customresourcescope", "customrecipientwritescope"} {
			n.scope = cmp.Or(n.scope, r[key])
		}
	}
	n.mailbox, n.app, n.group, n.scope = argument(n.mailbox, "MAILBOX"), argument(n.app, "CLIENT_ID"), argument(n.group, "GROUP"), argument(n.scope, "SCOPE")
	return n
}

// argument is a name as a command takes it. One that a shell could read as more
// than a name is left to the reader.
func argument(name, missing string) string {
	name = quote(strings.Trim(name, `"' `))
	if !plainName().MatchString(name) {
		return missing
	}
	if strings.Contains(name, " ") {
		return `"` + name + `"`
	}
	return name
}

// policy are the steps where an application access policy decides.
func (n exchangeNames) policy() []string {
	add := "Add the mailbox to the policy's group, unless it is a member: Add-DistributionGroupMember " + n.group + " -Member " + n.mailbox
	remove := "Take the mailbox out of the policy's group: Remove-DistributionGroupMember " + n.group + " -Member " + n.mailbox
	switch strings.ToLower(n.right) {
	case "restrictaccess":
		return []string{add + ".", patient}
	case "denyaccess":
		return []string{remove + ".", patient}
	}
	return []string{
		"Find the policy: Get-ApplicationAccessPolicy | Where-Object AppId -eq " + n.app + " | Format-List ScopeName, AccessRight. ScopeName is its GROUP.",
		"If AccessRight is RestrictAccess, add the mailbox to that group: Add-DistributionGroupMember " + n.group + " -Member " + n.mailbox + ".",
		"If it is DenyAccess, take the mailbox out of that group: Remove-DistributionGroupMember " + n.group + " -Member " + n.mailbox + ".",
		patient,
	}
}

// widened are the steps where a scope of RBAC for Applications decides.
func (n exchangeNames) widened() []string {
	return []string{
		"See which mailboxes the scope covers: Get-ManagementScope " + n.scope + " | Format-List RecipientFilter.",
		"Give " + n.mailbox + " what that filter asks for, or change the filter: Set-ManagementScope " + n.scope + " -RecipientRestrictionFilter FILTER. For an administrative unit, add the mailbox to it.",
		patient,
	}
}

// next puts the next step behind each fact, in place of the command that printed
// it.
func (n exchangeNames) next(facts []Fact) {
	for i := range facts {
		f := &facts[i]
		switch {
		case len(f.Causes) == 0:
		case strings.HasPrefix(f.Says, "Test-ApplicationAccessPolicy"), strings.HasPrefix(f.Says, "an application access policy"):
			f.Do = n.policy()
		case strings.HasPrefix(f.Says, "InScope"), strings.HasPrefix(f.Says, "the app has the role"):
			f.Do = n.widened()
		case strings.HasPrefix(f.Says, "EwsApplicationAccessPolicy is EnforceAllowList"):
			f.Do = []string{"Add the name with which the product calls Exchange (its user agent) to the list: Set-OrganizationConfig -EwsAllowList @{Add='USER_AGENT'}.", patient}
		case strings.HasPrefix(f.Says, "EwsApplicationAccessPolicy is EnforceBlockList"):
			f.Do = []string{"If the list has the name with which the product calls Exchange (its user agent), take it out: Set-OrganizationConfig -EwsBlockList @{Remove='USER_AGENT'}.", patient}
		case slices.Contains(f.Causes, smtpAuthOff) && n.mailbox != "MAILBOX":
			f.Do = []string{
				"Switch it on for the mailbox: Set-CASMailbox " + n.mailbox + " -SmtpClientAuthenticationDisabled $false.",
				"Sending through Microsoft Graph does not need it.",
			}
		}
	}
}
