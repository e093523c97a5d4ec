package wire

import "strings"

// Route is how a request got to Microsoft. It names hosts and ports, never a
// proxy's user name or password.
type Route struct {
	Proxy  string // host:port of the proxy that was used; "" if there was none, or it has no port
	From   string // the setting it came from, such as --proxy or HTTPS_PROXY
	Wants  string // the authentication schemes the proxy asked for, such as Basic; "" if it asked for none
	System string // host:port of a proxy in this computer's settings, which was not used
	Script string // address of a proxy script (PAC), which was not run
}

// Named names the proxy at the start of a sentence, and where its setting comes
// from.
func (r Route) Named() string {
	switch {
	case r.Proxy == "" && r.From != "":
		return "The proxy in " + r.From
	case r.Proxy == "":
		return "The proxy"
	case r.From == "":
		return "The proxy " + r.Proxy
	}
	return "The proxy " + r.Proxy + " (from " + r.From + ")"
}

// By says that the request went through a proxy; "" if it did not.
func (r Route) By() string {
	switch {
	case r.Proxy == "" && r.From != "":
		return ", asked through the proxy in " + r.From
	case r.Proxy == "":
		return ""
	}
	return ", asked through the proxy " + r.Proxy
}

// unused suggests the proxy in this computer's settings: Go's net/http reads
// only the environment.
func (r Route) unused() []string {
	switch {
	case r.System != "":
		return []string{"This computer has a proxy set (" + r.System + "), which mailgrant does not use by itself: try again with --proxy http://" + r.System + " in the command."}
	case r.Script != "":
		return []string{"On this computer a script chooses the proxy (" + r.Script + "), which mailgrant does not run: ask whoever runs the network for the proxy's address, and use it with --proxy."}
	}
	return nil
}

// Otherwise is do, after the suggestion of a proxy that was not used.
func (r Route) Otherwise(do string) []string { return append(r.unused(), do) }

// SignIn is what to do about a proxy that requires authentication.
func (r Route) SignIn(host string) []string {
	switch {
	case r.Wants == "":
		return []string{"Check the proxy's address in HTTPS_PROXY or --proxy, and ask whoever runs it to allow " + host + "."}
	case strings.Contains(r.Wants, "Basic"):
		return []string{"Put the proxy's user name and password into its address in HTTPS_PROXY, as in http://USER:PASSWORD@PROXY:PORT, and check them. mailgrant never shows them."}
	}
	return []string{"The proxy requires authentication (" + r.Wants + "), which mailgrant does not support. Ask whoever runs it to let " + host + " through without one, or run a local proxy that signs in for you."}
}
