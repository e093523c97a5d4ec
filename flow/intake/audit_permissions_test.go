package intake

import (
	"strings"
	"testing"
)

// TestAnAuditLogNamesWhatWasRemoved: the permission, who removed it, and that
// consent is needed again.
func TestAnAuditLogNamesWhatWasRemoved(t *testing.T) {
	const entry = `{"category":"ApplicationManagement","result":"success","activityDisplayName":"ACTIVITY","activityDateTime":"2026-11-27T0NUMBER:55:00Z","initiatedBy":{"user":{"userPrincipalName":"admin@contoso.com"}},"targetResources":[{"displayName":"Microsoft Graph","type":"ServicePrincipal","modifiedProperties":[{"displayName":"KEY","oldValue":"\"VALUE\"","newValue":null}]}]}`
	log := func(entries ...[4]string) string {
		var list []string
		for _, e := range entries {
			list = append(list, strings.NewReplacer("NUMBER", e[0], "ACTIVITY", e[1], "KEY", e[2], "VALUE", e[3]).Replace(entry))
		}
		return `{"value":[` + strings.Join(list, ",") + `]}`
	}
	const role, scope = "Remove app role assignment from service principal", "Remove delegated permission grant"
	tests := map[string]struct {
		text, says, do string
	}{
		"a permission":            {log([4]string{"7", role, "AppRole.Value", "Mail.ReadWrite"}), "admin@contoso.com removed the permission Mail.ReadWrite", "If Mail.ReadWrite is no longer in the list"},
		"two permissions":         {log([4]string{"7", role, "AppRole.Value", "Mail.Send"}, [4]string{"8", role, "AppRole.Value", "Mail.ReadWrite"}), "removed the permission Mail.Send", "If one of Mail.ReadWrite and Mail.Send is"},
		"delegated permissions":   {log([4]string{"7", scope, "DelegatedPermissionGrant.Scope", "Mail.Read offline_access"}), "removed the consent for Mail.Read and offline_access", "press Grant admin consent"},
		"a permission, no name":   {log([4]string{"7", role, "Other", "x"}), "removed an application permission", "press Grant admin consent"},
		"one that was given back": {log([4]string{"7", role, "AppRole.Value", "Mail.Send"}, [4]string{"8", "Add app role assignment to service principal", "AppRole.Value", "Mail.Send"}), "none of which stops", ""},
		"one that was taken last": {log([4]string{"8", role, "AppRole.Value", "Mail.Send"}, [4]string{"7", "Add app role assignment to service principal", "AppRole.Value", "Mail.Send"}), "removed the permission Mail.Send", "press Grant admin consent"},
	}
	for name, tt := range tests {
		var says, do, asks string
		for _, f := range Read(tt.text).Facts {
			says, do, asks = says+f.Says+"\n", do+strings.Join(f.Do, "\n"), asks+f.Ask
		}
		if !strings.Contains(says, tt.says) || !strings.Contains(do, tt.do) || (tt.do != "") != strings.Contains(asks, "on purpose") {
			t.Errorf("%s: %s\n%s\n%s", name, says, do, asks)
		}
	}
}
