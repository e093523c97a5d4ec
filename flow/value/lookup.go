package value

// Host is where a cloud is asked: its own sign-in host, or for a sovereign cloud
// without a known one the host of the endpoint given.
func (w Where) Host(cloud Cloud) string {
	if e, ok := ParseEndpoint(w.Endpoint); ok && cloud == Other {
		return e.Host
	}
	return cloud.LoginHost()
}

// TokenEndpoint is the endpoint a found tenant comes to.
func (w Where) TokenEndpoint(cloud Cloud, tenant string) string {
	if cloud == Other && w.Endpoint != "" {
		return w.Endpoint
	}
	return TokenEndpoint(cloud, tenant)
}
