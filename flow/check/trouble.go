package check

import (
	"mailgrant/flow/finding"
	"mailgrant/flow/wire"
)

// onTheWay explains what prevented the connection to Microsoft. ok is false for
// troubles that are not the network's.
func onTheWay(r wire.Reply) (f finding.Finding, ok bool) {
	host, about := r.Host, r.InBrackets()
	const behind = " Behind a proxy, set HTTPS_PROXY or use --proxy."
	switch r.Trouble {
	case wire.DNS:
		return finding.New(finding.Network, finding.DNSFailure, "This computer can't find the address of "+host+about+".",
			r.Route.Otherwise("Check that you are online and that DNS works here."+behind)...), true
	case wire.Connect:
		return finding.New(finding.Network, finding.Unreachable, host+" can't be reached from here"+about+r.Route.By()+".",
			r.Route.Otherwise("Ask whoever runs the network to allow HTTPS (port 443) to "+host+"."+behind)...), true
	case wire.Timeout:
		return finding.New(finding.Network, finding.Timeout, host+" did not answer in time"+about+r.Route.By()+".",
			r.Route.Otherwise("Try again. If it stays like this, ask whoever runs the network whether "+host+" is allowed on port 443.")...), true
	case wire.CertUntrusted:
		return finding.New(finding.Network, finding.TLSUntrusted, "The certificate that answers for "+host+" is not trusted here"+about+r.Route.By()+".",
			append(r.Route.Otherwise(finding.TLSUntrusted.Entry().Do[0]), finding.TLSUntrusted.Entry().Do[1:]...)...), true
	case wire.PlainHTTP:
		return finding.New(finding.Network, finding.CaptivePortal, "Something answers for "+host+" without encryption: a sign-in page of the network, or a proxy"+about+".",
			r.Route.Otherwise(finding.CaptivePortal.Entry().Do[0])...), true
	case wire.Proxy:
		return finding.New(finding.Network, finding.ProxyRefused, r.Route.Named()+" did not let the request through"+about+".", r.Route.SignIn(host)...), true
	case wire.HTMLPage:
		return finding.New(finding.Network, finding.CaptivePortal, "A web page came back where Microsoft's answer belongs: a sign-in page of the network, or a filter.",
			r.Route.Otherwise(finding.CaptivePortal.Entry().Do[0])...), true
	case wire.NoTrouble, wire.Redirected, wire.Malformed, wire.TooLarge, wire.Abandoned, wire.Internal, wire.NotAsked:
	}
	return finding.Finding{}, false
}
