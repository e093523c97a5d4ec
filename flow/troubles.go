package flow

import (
	"strconv"
	"strings"
)

// replyFinding says what a request that brought no good answer means: the
// network's troubles first, then what Entra said.
func replyFinding(check Check, r Reply) Finding {
	f := troubleFinding(check, r)
	if r.Trouble == NoTrouble || r.troubled() {
		f = refusalFinding(check, r)
	}
	f.Codes = codeNames(r.Codes)
	return repliedBy(f, r)
}

// repliedBy is f with what a reply tells beside its meaning.
func repliedBy(f Finding, r Reply) Finding {
	f.Evidence, f.Took = r.Evidence, r.Took
	f.Host, f.Detail, f.RetryAfter = r.Host, r.Detail, r.RetryAfter
	return f
}

// troubled reports a status that tells of a busy or ailing service, whatever
// form its body has.
func (r Reply) troubled() bool {
	switch r.Trouble {
	case HTMLPage, Garbled, TooLarge:
		return r.Evidence.HTTPStatus >= 500 || r.Evidence.HTTPStatus == 429
	case NoTrouble, NoName, NoConnection, NoTime, NoTrust, NoTLS, NoProxy, Redirected, Abandoned, OurFault, NotAsked:
	}
	return false
}

// refusalFinding reads status, error and codes. A 5xx is the service's trouble
// whatever its body says.
func refusalFinding(check Check, r Reply) Finding {
	cause := causeOf(r.Codes)
	status := r.Evidence.HTTPStatus
	switch {
	case status >= 500:
		cause = ServiceUnavailable
	case status == 429:
		cause = Throttled
	case cause == "" && r.Error == "temporarily_unavailable":
		cause = ServiceUnavailable
	case cause == "" && r.Error == "invalid_scope":
		cause = ScopeInvalid
	case cause == "" && r.Error == "invalid_resource":
		cause = ResourceWrong
	}
	a, ok := refusals[cause]
	if !ok {
		return unknownFinding(check, r)
	}
	f := Found(check, cause, a.says, a.do...)
	f.Step = a.step
	if cause == ServiceUnavailable && r.ofGraph() {
		f.Says = "Microsoft Graph has trouble of its own."
	}
	if cause == Throttled && r.RetryAfter > 0 {
		f.Do = []string{"Wait " + span(r.RetryAfter) + " before you try again."}
	}
	if cause == TenantRestricted || cause == TLSUntrusted {
		f.Check = Network
	}
	return f
}

// unknownFinding passes on Microsoft's own words, and where to look them up.
func unknownFinding(check Check, r Reply) Finding {
	says := "Microsoft refused, for a reason mailgrant does not know (HTTP " + strconv.Itoa(r.Evidence.HTTPStatus) + ")."
	if text := r.quoted(); text != "" {
		says = "Microsoft refused: " + text
	}
	var do []string
	for _, c := range r.Codes {
		do = append(do, "Look it up: https://login.microsoftonline.com/error?code="+strconv.Itoa(c))
	}
	do = append(do, "Give the trace ID and time to Microsoft support, or to whoever manages the tenant.")
	return Found(check, Unknown, says, do...)
}

// quoted is Microsoft's own text as a sentence. The identifiers that Entra writes
// behind it stand in the evidence.
func (r Reply) quoted() string {
	text, _, _ := strings.Cut(r.Evidence.ServerText, " Trace ID: ")
	if text == "" || strings.ContainsAny(text[len(text)-1:], ".!?") || strings.HasSuffix(text, "…") {
		return text
	}
	return text + "."
}

// ofGraph reports an answer of Microsoft Graph's, rather than the sign-in's.
func (r Reply) ofGraph() bool {
	_, ok := CloudOfGraph(r.Host)
	return ok
}

func troubleFinding(check Check, r Reply) Finding {
	if f, ok := onTheWay(r); ok {
		return f
	}
	host, about := r.Host, r.detail()
	switch r.Trouble {
	case Redirected:
		return Found(check, ReplyMalformed, host+" wants to send the request elsewhere"+about+". mailgrant does not follow: it would carry the secret along.",
			"Check that no proxy or filter answers in Microsoft's place.")
	case Garbled, TooLarge:
		return Found(check, ReplyMalformed, "The answer from "+host+" can't be used"+about+".",
			"Try again. If it stays like this, check that no proxy or filter answers in Microsoft's place.")
	case Abandoned:
		return Found(check, Unknown, "The test was left before "+host+" answered.", "Try again.")
	case OurFault:
		return Found(check, Unknown, "mailgrant itself failed here"+about+".", "Please report this; the secret was not part of it.")
	case NotAsked:
		return Found(check, EndpointHostUnknown, "Nothing was sent: "+host+" is not a sign-in host of Microsoft's.",
			"Copy the V2 token endpoint from Overview > Endpoints.")
	case NoTrouble, NoName, NoConnection, NoTime, NoTrust, NoTLS, NoProxy, HTMLPage:
	}
	return Finding{Check: check}
}
