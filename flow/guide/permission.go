package guide

import (
	"strings"

	"mailgrant/flow/value"
)

// Kind tells the two kinds of Graph permission apart.
type Kind string

// The kinds, in the portal's words.
const (
	Application Kind = "Application"
	Delegated   Kind = "Delegated"
)

// Permission is one Microsoft Graph permission a guide asks for.
type Permission struct {
	Name string
	ID   string // GUID of the app role or scope
	Kind Kind
	For  value.Use // 0: always
	Why  string
}

// permission judges one row of the table.
func (f *file) permission(g Guide, p Permission, n int) {
	if p.Name == "" || strings.Trim(strings.ToLower(p.Name), "abcdefghijklmnopqrstuvwxyz0123456789._-") != "" {
		f.bad(n, "%q is no name of a permission.", p.Name)
	}
	if p.Kind != Application && p.Kind != Delegated {
		f.bad(n, "Type can't be %q. Write %s or %s.", string(p.Kind), Application, Delegated)
		return
	}
	if p.Kind != g.Grant.kind() && g.Grant.Words() != "" {
		f.bad(n, "The grant %s has %s permissions only.", g.Grant, g.Grant.kind())
	}
	if !value.IsGUID(p.ID) {
		f.bad(n, "The ID of %s is no GUID: five groups of 8, 4, 4, 4 and 12 of the digits 0 to 9 and a to f.", p.Name)
		return
	}
	for _, k := range known {
		switch {
		case k.id == strings.ToLower(p.ID) && (k.name != p.Name || k.kind != p.Kind):
			f.bad(n, "This ID is that of %s as %s permission.", k.name, k.kind)
		case k.name == p.Name && k.kind == p.Kind && k.id != strings.ToLower(p.ID):
			f.bad(n, "The ID of %s as %s permission is %s.", k.name, k.kind, k.id)
		}
	}
}

// known are permissions that mail needs or that are mixed up with those, as
// facts/entra.md section 7 has them.
var known = []struct {
	name string
	kind Kind
	id   string
}{
	{"Mail.ReadWrite", Application, "e2a3a72e-5f79-4c64-b1b1-878b674786c9"},
	{"Mail.ReadWrite", Delegated, "024d486e-b451-40bb-833d-3e66d98c5c73"},
	{"Mail.Send", Application, "b633e1c5-b582-4048-a93e-9f11b44c7e96"},
	{"Mail.Send", Delegated, "e383f46e-2787-4529-855e-0e479a3ffac0"},
	{"Mail.Read", Application, "810c84a8-4a9e-49e6-bf7d-12d183f40d01"},
	{"Mail.Read", Delegated, "570282fd-fa5c-430d-a7fd-fc8dc98a9dca"},
	{"User.Read.All", Application, "df021288-bdef-4463-88db-98f22de89214"},
	{"User.Read.All", Delegated, "a154be20-db9c-4678-8ab7-66f6cc099a59"},
	{"User.Read", Delegated, "e1fe6dd8-ba31-4d61-89e7-88639da4683d"},
	{"Mail.Read.Shared", Delegated, "7b9103a5-4610-446b-9670-80643382c1fa"},
	{"Mail.ReadWrite.Shared", Delegated, "5df07973-7d5d-46ed-9847-1271055cbd51"},
	{"Mail.Send.Shared", Delegated, "a367ab51-6b49-43bf-a716-a1fb06d2a174"},
	{"offline_access", Delegated, "7427e0e9-2fba-42fe-b0c0-848c9e6a8182"},
	{"openid", Delegated, "37f7f235-527c-4136-accd-4a02d197296e"},
	{"profile", Delegated, "14dad69e-099b-42c9-810b-d002981feec1"},
	{"email", Delegated, "64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0"},
}
