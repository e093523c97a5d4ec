package flow

// onTheWay says what stood between here and Microsoft. ok is false for troubles
// that are not the network's.
func onTheWay(r Reply) (f Finding, ok bool) {
	host, about := r.Host, r.detail()
	const behind = " Behind a proxy, set HTTPS_PROXY or use --proxy."
	switch r.Trouble {
	case NoName:
		return Found(Network, DNSFailure, "This computer can't find the address of "+host+about+".",
			r.Route.otherwise("Check that you are online and that DNS works here."+behind)...), true
	case NoConnection:
		return Found(Network, Unreachable, host+" can't be reached from here"+about+r.Route.by()+".",
			r.Route.otherwise("Ask whoever runs the network to allow HTTPS (port 443) to "+host+"."+behind)...), true
	case NoTime:
		return Found(Network, Timeout, host+" did not answer in time"+about+r.Route.by()+".",
			r.Route.otherwise("Try again. If it stays like this, ask whoever runs the network whether "+host+" is allowed on port 443.")...), true
	case NoTrust:
		return Found(Network, TLSUntrusted, "The certificate that answers for "+host+" is not trusted here"+about+r.Route.by()+".",
			r.Route.otherwise("A company proxy may be reading the traffic. Get its root certificate from whoever runs the network and use --ca-file FILE, or SSL_CERT_FILE.")...), true
	case NoTLS:
		return Found(Network, CaptivePortal, "Something answers for "+host+" without encryption: a sign-in page of the network, or a proxy"+about+".",
			r.Route.otherwise(enterNetwork)...), true
	case NoProxy:
		return Found(Network, ProxyRefused, r.Route.named()+" did not let the request through"+about+".", r.Route.signIn(host)...), true
	case HTMLPage:
		return Found(Network, CaptivePortal, "A web page came back where Microsoft's answer belongs: a sign-in page of the network, or a filter.",
			r.Route.otherwise(enterNetwork)...), true
	case NoTrouble, Redirected, Garbled, TooLarge, Abandoned, OurFault, NotAsked:
	}
	return Finding{}, false
}

const enterNetwork = "Open a web page in your browser and sign in to the network, then try again."

// detail is what more is known of a trouble, in brackets.
func (r Reply) detail() string {
	if r.Detail == "" {
		return ""
	}
	return " (" + r.Detail + ")"
}
