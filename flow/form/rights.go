package form

// Rights is what the person may do in the tenant.
type Rights string
