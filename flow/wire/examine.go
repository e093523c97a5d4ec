package wire

// GraphNote is a word on a Graph host that does not belong to the tenant's cloud:
// the product may have to be told it.
func (d Discovery) GraphNote() string {
	if d.GraphHost == "" || d.GraphHost == d.Cloud.GraphHost() {
		return ""
	}
	return " Its Microsoft Graph is at " + d.GraphHost + ", says Microsoft, which is not the one mailgrant asks in this cloud."
}
