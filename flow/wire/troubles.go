package wire

import (
	"strings"

	"mailgrant/flow/value"
)

// Troubled reports a status that tells of a busy or ailing service, whatever
// form its body has.
func (r Reply) Troubled() bool {
	switch r.Trouble {
	case HTMLPage, Malformed, TooLarge:
		return r.Evidence.HTTPStatus >= 500 || r.Evidence.HTTPStatus == 429
	case NoTrouble, DNS, Connect, Timeout, CertUntrusted, PlainHTTP, Proxy, Redirected, Abandoned, Internal, NotAsked:
	}
	return false
}

// Quoted is Microsoft's own text as a sentence. The identifiers that Entra writes
// behind it stand in the evidence.
func (r Reply) Quoted() string {
	text, _, _ := strings.Cut(r.Evidence.ServerText, " Trace ID: ")
	if text == "" || strings.ContainsAny(text[len(text)-1:], ".!?") || strings.HasSuffix(text, "…") {
		return text
	}
	return text + "."
}

// OfGraph reports an answer of Microsoft Graph's, rather than the sign-in's.
func (r Reply) OfGraph() bool {
	_, ok := value.CloudOfGraph(r.Host)
	return ok
}
