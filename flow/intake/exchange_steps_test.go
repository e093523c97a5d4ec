package intake

import (
	"strings"
	"testing"
)

// TestAnExchangeOutputIsFollowedByTheNextStep: it is not answered by the command
// that printed it, and the names are filled in.
func TestAnExchangeOutputIsFollowedByTheNextStep(t *testing.T) {
	const denied = "PS C:\\> Test-ApplicationAccessPolicy -Identity billing@contoso.com -AppId 0b1c2d3e-1111-2222-3333-444455556666\n\nAppId             : 0b1c2d3e-1111-2222-3333-444455556666\nMailbox           : Billing\nAccessCheckResult : Denied\n"
	const policy = "ScopeName        : mail apps\nAppId            : 0b1c2d3e-1111-2222-3333-444455556666\nAccessRight      : RestrictAccess\n"
	const authorized = "PS C:\\> Test-ServicePrincipalAuthorization -Identity 461d0ba8-d852-4be0-99c3-28a4ead90fc0 -Resource billing@contoso.com\n\nRoleName                  GrantedPermissions AllowedResourceScope ScopeType              InScope\n--------                  ------------------ -------------------- ---------              -------\nApplication Mail.Read     Mail.Read          Helpdesk mailboxes   CustomRecipientScope   False\n"
	tests := map[string]struct{ text, advise, never string }{
		"a policy that denies":            {denied, "Add-DistributionGroupMember GROUP -Member billing@contoso.com", "Test-ApplicationAccessPolicy"},
		"a policy that denies, with it":   {policy + "\n" + denied, `Add-DistributionGroupMember "mail apps" -Member billing@contoso.com`, "Get-ApplicationAccessPolicy"},
		"a policy":                        {policy, `Add-DistributionGroupMember "mail apps" -Member MAILBOX`, "Get-ApplicationAccessPolicy"},
		"a policy that keeps members out": {strings.Replace(policy, "Restrict", "Deny", 1), `Remove-DistributionGroupMember "mail apps"`, "Add-Distribution"},
		"a scope":                         {authorized, `Get-ManagementScope "Helpdesk mailboxes"`, "Test-ServicePrincipalAuthorization"},
		"a scope, for the mailbox":        {authorized, "Give billing@contoso.com what that filter asks for", "MAILBOX"},
		"two scopes":                      {"RoleName : Application Mail.Read\nAllowedResourceScope : first\nInScope : True\n\nRoleName : Application Mail.Send\nAllowedResourceScope : other\nInScope : False\n", "Get-ManagementScope other", "first"},
		"a role with a scope":             {"Role : Application Mail.Read\nCustomResourceScope : mailgrant-contoso\n", "Set-ManagementScope mailgrant-contoso", "Get-ManagementRoleAssignment"},
		"authenticated SMTP":              {"PS C:\\> Get-CASMailbox support@contoso.com | fl\n\nSmtpClientAuthenticationDisabled : True\n", "Set-CASMailbox support@contoso.com -SmtpClientAuthenticationDisabled $false", "Get-CASMailbox"},
		"a list of programs":              {"EwsEnabled : True\nEwsApplicationAccessPolicy : EnforceAllowList\nEwsAllowList : {Other}\n", "Set-OrganizationConfig -EwsAllowList", "Get-OrganizationConfig"},
		"a name that holds a command":     {strings.Replace(policy, "mail apps", `x"; Remove-Mailbox ceo`, 1), "Add-DistributionGroupMember GROUP ", "Remove-Mailbox"},
		"a name that holds a variable":    {strings.Replace(policy, "mail apps", "$(Remove-Mailbox)", 1), "Add-DistributionGroupMember GROUP ", "Remove-Mailbox"},
	}
	for name, tt := range tests {
		var do string
		for _, f := range Read(tt.text).Facts {
			do += strings.Join(f.Do, "\n") + "\n"
		}
		if !strings.Contains(do, tt.advise) || strings.Contains(do, tt.never) {
			t.Errorf("%s: want %q, never %q:\n%s", name, tt.advise, tt.never, do)
		}
	}
}
