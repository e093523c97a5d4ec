package form

// Ability is what the person may do in the tenant.
type Ability string
