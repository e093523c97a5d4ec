package wire

// GraphNote is a note about a Graph host that differs from the one of the
// tenant's cloud: the product may need it as a setting.
func (d Discovery) GraphNote() string {
	if d.GraphHost == "" || d.GraphHost == d.Cloud.GraphHost() {
		return ""
	}
	return " Its Microsoft Graph is at " + d.GraphHost + ", says Microsoft, which is not the one mailgrant asks in this cloud."
}
