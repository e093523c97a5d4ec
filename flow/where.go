package flow

// Where is what a person's first answer says of the tenant.
type Where struct {
	Mailbox  string // the address as given, its domain in lower case; "" for another form
	Tenant   string // GUID or domain; "" where nothing usable was given
	Cloud    Cloud  // "" where only discovery can tell
	Endpoint string // the V2 token endpoint a pasted URL comes to; "" for another form
}
