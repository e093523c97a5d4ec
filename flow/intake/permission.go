package intake

import (
	"slices"
	"strings"

	"mailgrant/flow/value"
)

// permissions are the names of permissions that mail needs or that are mixed up
// with those, by their IDs (facts/entra.md section 7).
var permissions = map[string]string{
	"e2a3a72e-5f79-4c64-b1b1-878b674786c9": "Mail.ReadWrite", "024d486e-b451-40bb-833d-3e66d98c5c73": "Mail.ReadWrite",
	"b633e1c5-b582-4048-a93e-9f11b44c7e96": "Mail.Send", "e383f46e-2787-4529-855e-0e479a3ffac0": "Mail.Send",
	"810c84a8-4a9e-49e6-bf7d-12d183f40d01": "Mail.Read", "570282fd-fa5c-430d-a7fd-fc8dc98a9dca": "Mail.Read",
	"6be147d2-ea4f-4b5a-a3fa-3eab6f3c140a": "Mail.ReadBasic", "a4b8392a-d8d1-4954-a029-8e668a39a170": "Mail.ReadBasic",
	"693c5e45-0940-467d-9b8a-1022fb9d42ef": "Mail.ReadBasic.All",
	"df021288-bdef-4463-88db-98f22de89214": "User.Read.All", "a154be20-db9c-4678-8ab7-66f6cc099a59": "User.Read.All",
	"e1fe6dd8-ba31-4d61-89e7-88639da4683d": "User.Read",
	"7b9103a5-4610-446b-9670-80643382c1fa": "Mail.Read.Shared", "5df07973-7d5d-46ed-9847-1271055cbd51": "Mail.ReadWrite.Shared",
	"a367ab51-6b49-43bf-a716-a1fb06d2a174": "Mail.Send.Shared",
	"7427e0e9-2fba-42fe-b0c0-848c9e6a8182": "offline_access", "37f7f235-527c-4136-accd-4a02d197296e": "openid",
	"14dad69e-099b-42c9-810b-d002981feec1": "profile", "64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0": "email",
	"e118f1da-5c1c-46cf-bff6-8858d786f46f": "Mail-Advanced.ReadWrite.All", "f3af82f6-18e0-4a41-8dc8-a03c11854a8d": "Mail-Advanced.ReadWrite",
	"652390e4-393a-48de-9484-05f9b1212954": "IMAP.AccessAsUser.All", "d7b7f2d9-0f45-4ea1-9d42-e50810c06991": "POP.AccessAsUser.All",
	"258f6531-6087-4cc4-bb90-092c5fb3ed3f": "SMTP.Send",
	"dc890d15-9560-4a4c-9b7f-a736ec74ec40": "full_access_as_app",
	"3b5f3d61-589b-4a3c-a359-5dd4b5ee5bd5": "EWS.AccessAsUser.All",
}

// asked are the permissions that an app asks for.
type asked struct {
	roles, scopes []string // application and delegated ones, by name where it is known
	exchange      bool     // some are Exchange Online's own, not Graph's
}

// askedIn reads requiredResourceAccess.
func askedIn(resources []object) (a asked) {
	for _, r := range resources {
		a.exchange = a.exchange || r.str("resourceappid") == value.ExchangeAppID
		for _, p := range r.list("resourceaccess") {
			name := permissions[strings.ToLower(p.str("id"))]
			if name == "" {
				name = "another permission"
			}
			list := &a.scopes
			if strings.EqualFold(p.str("type"), "Role") {
				list = &a.roles
			}
			if !slices.Contains(*list, name) {
				*list = append(*list, name)
			}
		}
	}
	return a
}

// mail reports a permission for mail.
func mail(name string) bool {
	return strings.HasPrefix(name, "Mail") || slices.Contains([]string{"IMAP.AccessAsUser.All", "POP.AccessAsUser.All", "SMTP.Send", "full_access_as_app", "EWS.AccessAsUser.All"}, name)
}
