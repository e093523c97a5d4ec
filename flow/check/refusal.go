package check

import (
	"strconv"

	"mailgrant/flow/catalogue"
	"mailgrant/flow/finding"
	"mailgrant/flow/text"
	"mailgrant/flow/wire"
)

// ReplyFinding explains a request without a good answer: network trouble first,
// then Entra's answer.
func ReplyFinding(check finding.Check, r wire.Reply) finding.Finding {
	f := troubleFinding(check, r)
	if r.Trouble == wire.NoTrouble || r.Troubled() {
		f = RefusalFinding(check, r)
	}
	f.Codes = catalogue.Names(r.Codes)
	return byPolicies(repliedBy(f, r))
}

// repliedBy is f with the details of a reply.
func repliedBy(f finding.Finding, r wire.Reply) finding.Finding {
	f.Evidence, f.Took = r.Evidence, r.Took
	f.Host, f.Detail, f.RetryAfter = r.Host, r.Detail, r.RetryAfter
	return f
}

// RefusalFinding judges status, error and codes. A 5xx is a fault of the
// service, whatever its body says.
func RefusalFinding(check finding.Check, r wire.Reply) finding.Finding {
	code, _ := catalogue.Deciding(r.Codes)
	cause := catalogue.CauseOf(r.Codes)
	status := r.Evidence.HTTPStatus
	switch {
	case status >= 500:
		cause = finding.ServiceUnavailable
	case status == 429:
		cause = finding.Throttled
	case cause == "" && r.Error == "temporarily_unavailable":
		cause = finding.ServiceUnavailable
	case cause == "" && r.Error == "invalid_scope":
		cause = finding.ScopeInvalid
	case cause == "" && r.Error == "invalid_resource":
		cause = finding.ResourceWrong
	}
	if cause == "" {
		return unknownFinding(check, r)
	}
	f := finding.Of(check, cause)
	if code.Says != "" && code.Causes[0] == cause {
		f.Says, f.Do = code.Says, code.Do
	}
	if cause == finding.ServiceUnavailable && r.OfGraph() {
		f.Says = "Microsoft Graph has a problem."
	}
	if cause == finding.Throttled && r.RetryAfter > 0 {
		f.Do = []string{"Wait " + text.Span(r.RetryAfter) + " before you try again."}
	}
	if cause == finding.TenantRestricted || cause == finding.TLSUntrusted {
		f.Check = finding.Network
	}
	return f
}

// unknownFinding quotes Microsoft's own words and names the page about them.
func unknownFinding(check finding.Check, r wire.Reply) finding.Finding {
	says := "Microsoft refused, for a reason mailgrant does not know (HTTP " + strconv.Itoa(r.Evidence.HTTPStatus) + ")."
	if text := r.Quoted(); text != "" {
		says = "Microsoft refused: " + text
	}
	var do []string
	for _, c := range r.Codes {
		do = append(do, "Look it up: "+catalogue.Lookup(c))
	}
	return finding.New(check, finding.Unknown, says, append(do, finding.Unknown.Entry().Do...)...)
}

func troubleFinding(check finding.Check, r wire.Reply) finding.Finding {
	if f, ok := onTheWay(r); ok {
		return f
	}
	host, about := r.Host, r.InBrackets()
	switch r.Trouble {
	case wire.Redirected:
		return finding.New(check, finding.ReplyMalformed, host+" wants to send the request elsewhere"+about+". mailgrant does not follow: it would carry the secret along.",
			"Check that no proxy or filter answers in Microsoft's place.")
	case wire.Malformed, wire.TooLarge:
		return finding.New(check, finding.ReplyMalformed, "The answer from "+host+" can't be used"+about+".", finding.ReplyMalformed.Entry().Do...)
	case wire.Abandoned:
		return finding.New(check, finding.Unknown, "The test was left before "+host+" answered.", "Try again.")
	case wire.Internal:
		return finding.New(check, finding.Unknown, "mailgrant itself failed here"+about+".", "Please report this; the secret was not part of it.")
	case wire.NotAsked:
		return finding.New(check, finding.EndpointHostUnknown, "Nothing was sent: "+host+" is not a sign-in host of Microsoft's.",
			finding.EndpointHostUnknown.Entry().Do...)
	case wire.NoTrouble, wire.DNS, wire.Connect, wire.Timeout, wire.CertUntrusted, wire.PlainHTTP, wire.Proxy, wire.HTMLPage:
	}
	return finding.Finding{Check: check}
}

// TenantUnknown reports Entra's plain "no such tenant here".
func TenantUnknown(r wire.Reply) bool {
	return r.Trouble == wire.NoTrouble && catalogue.CauseOf(r.Codes) == finding.TenantNotFound
}
