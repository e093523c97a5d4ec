package form

// Rights is what the user may do in the tenant.
type Rights string
