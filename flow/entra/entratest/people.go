package entratest

import "strings"

// person is a user who can sign in.
type person struct {
	Address string
	Name    string
	Role    string // directory role; "" for an ordinary user
	From    origin
}

// origin is where an account comes from.
type origin int

const (
	fromHere      origin = iota // the tenant of the sign-in
	fromElsewhere               // another organization
	fromMicrosoft               // none: a personal account
)

// Directory roles. Only the first two may grant application permissions for
// Graph (facts/entra.md section 0).
const (
	globalAdmin     = "Global Administrator"
	privilegedAdmin = "Privileged Role Administrator"
	cloudAppAdmin   = "Cloud Application Administrator"
)

// personalTenant is the directory of all personal accounts.
const personalTenant = "9188040d-6c67-4c5b-b112-36a304b66dad"

// users are the tenant's users with an address in it, and two users with the
// wrong account.
func (t Tenant) users() []person {
	var list []person
	for _, m := range t.Mailboxes {
		if m.State != Missing {
			list = append(list, person{Address: m.Address, Name: m.Name})
		}
	}
	return append(list,
		person{Address: "someone@adatum.com", Name: "Somebody of another organization", From: fromElsewhere},
		person{Address: "someone@outlook.com", Name: "A personal account", From: fromMicrosoft})
}

// administrators are the users with a role, before the other users.
func (t Tenant) administrators() []person {
	domain := t.Domains[0]
	return append([]person{
		{Address: "admin@" + domain, Name: "Ada Administrator", Role: globalAdmin},
		{Address: "roles@" + domain, Name: "Rosa Roles", Role: privilegedAdmin},
		{Address: "apps@" + domain, Name: "Amir Apps", Role: cloudAppAdmin},
	}, t.users()...)
}

// find is the user with that address.
func find(people []person, address string) (who person, ok bool) {
	for _, p := range people {
		if strings.EqualFold(p.Address, address) {
			return p, true
		}
	}
	return person{}, false
}

// mayGrant reports whether the role is enough to grant the permissions.
func (p person) mayGrant(applicationPermissions bool) bool {
	switch p.Role {
	case globalAdmin, privilegedAdmin:
		return true
	case cloudAppAdmin:
		return !applicationPermissions
	}
	return false
}

// stranger is the refusal for an account that does not belong here.
func (p person) stranger(t Tenant, app App) *Refusal {
	switch p.From {
	case fromMicrosoft:
		return &Refusal{400, "access_denied", 500200, "User account '" + p.Address + "' is a personal Microsoft account. " +
			"Personal Microsoft accounts are not supported for this application unless explicitly invited to an organization."}
	case fromElsewhere:
		return &Refusal{400, "access_denied", 50020, "User account '" + p.Address + "' from another identity provider does not exist in tenant '" +
			t.Name + "' and cannot access the application '" + app.ClientID + "' (" + app.Name + ") in that tenant."}
	case fromHere:
	}
	return nil
}
