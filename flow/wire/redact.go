package wire

import (
	"mailgrant/flow/redact"
	"mailgrant/flow/value"
)

// Hiding is d with a secret removed from all of its texts. The request for this
// document has no secret in it, but the server may have seen the secret in
// another request.
func (d Discovery) Hiding(s value.Secret) Discovery {
	if s.Empty() {
		return d
	}
	known := redact.Of(s.Reveal())
	e := &d.Evidence
	for _, text := range []*string{
		&d.Error, &d.Detail, &d.Issuer, &d.Region, &e.TraceID, &e.CorrelationID, &e.RequestID, &e.Timestamp, &e.ServerText,
	} {
		*text = known.Blank(*text)
	}
	return d
}
