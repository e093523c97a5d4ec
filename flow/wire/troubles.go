package wire

import (
	"strings"

	"mailgrant/flow/value"
)

// Troubled reports a status of an overloaded or failing service, whatever its
// body is.
func (r Reply) Troubled() bool {
	switch r.Trouble {
	case HTMLPage, Malformed, TooLarge:
		return r.Evidence.HTTPStatus >= 500 || r.Evidence.HTTPStatus == 429
	case NoTrouble, DNS, Connect, Timeout, CertUntrusted, PlainHTTP, Proxy, Redirected, Abandoned, Internal, NotAsked:
	}
	return false
}

// Quoted is Microsoft's own text as a sentence. The identifiers that Entra
// appends to it are in the evidence.
func (r Reply) Quoted() string {
	text, _, _ := strings.Cut(r.Evidence.ServerText, " Trace ID: ")
	if text == "" || strings.ContainsAny(text[len(text)-1:], ".!?") || strings.HasSuffix(text, "…") {
		return text
	}
	return text + "."
}

// OfGraph reports an answer from Microsoft Graph, not from the sign-in service.
func (r Reply) OfGraph() bool {
	_, ok := value.CloudOfGraph(r.Host)
	return ok
}
