package explain

import (
	"slices"
	"strings"

	"mailgrant/flow/value"
)

// Places say where the portals and the shell of some advice are, each once. The
// advice itself names them only.
func Places(advice []string, cloud value.Cloud) []string {
	all := strings.Join(advice, "\n")
	names := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(all, w) })
	}
	var list []string
	if names("Entra ID >", "App registrations", "Enterprise apps", "API permissions", "Sign-in logs") {
		list = append(list, "Entra ID: https://"+cloud.PortalHost())
	}
	if cloud == value.Global && names("Microsoft 365 admin center") {
		list = append(list, "Microsoft 365 admin center: https://admin.microsoft.com")
	}
	if cloud == value.Global && names("Exchange admin center") {
		list = append(list, "Exchange admin center: https://admin.exchange.microsoft.com")
	}
	if cloud == value.Global && names("Microsoft Defender portal") {
		list = append(list, "Microsoft Defender portal: https://security.microsoft.com")
	}
	if names("Exchange Online PowerShell", "-ServicePrincipal", "-ApplicationAccessPolicy", "-CASMailbox", "-MailboxPermission", "-TransportConfig", "-OrganizationConfig") {
		list = append(list, "Exchange Online PowerShell: run Connect-ExchangeOnline first")
	}
	return list
}
