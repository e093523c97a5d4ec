package wire

import (
	"mailgrant/flow/redact"
	"mailgrant/flow/value"
)

// Hiding is d without a secret in any of its texts. The document is asked for
// without one, but may come from who has seen it in another request.
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
