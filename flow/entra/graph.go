package entra

import (
	"cmp"
	"encoding/json"
	"strings"

	"mailgrant/flow/wire"
)

// graphError is an error in Graph's format (facts/entra.md section 6.1). The
// key of the inner one is also written innererror, which encoding/json accepts.
type graphError struct {
	Code      string      `json:"code"`
	Message   string      `json:"message"`
	Inner     *graphError `json:"innerError"`
	Date      string      `json:"date"`
	RequestID string      `json:"request-id"`
	ClientID  string      `json:"client-request-id"`
}

// quoteGraph reads what Graph says in an answer. Graph has its own identifiers,
// and its errors differ in form from Entra's.
func (x *exchange) quoteGraph(r *wire.Reply, say wording) {
	if x.status == 0 {
		return
	}
	e := &r.Evidence
	e.TraceID = ""
	e.RequestID = say.term(x.header.Get("Request-Id"))
	e.CorrelationID = x.echoed(x.header.Get("Client-Request-Id"))
	var body struct {
		Error *graphError `json:"error"`
	}
	if x.status < 400 || json.Unmarshal(x.body, &body) != nil || body.Error == nil {
		return
	}
	layers := body.Error.layers()
	told := telling(layers)
	r.Error = say.term(told.Code)
	r.Codes = codes(refusalBody{Description: told.Message})
	e.ServerText = say.message(told.Message)
	for _, l := range layers {
		e.RequestID = cmp.Or(e.RequestID, say.term(l.RequestID))
		e.Timestamp = cmp.Or(e.Timestamp, say.name(l.Date))
	}
}

// maxLayers limits how deep nested errors are followed.
const maxLayers = 8

// layers are the error and its inner errors, the outermost first. Some services
// put the inner one as JSON in the message.
func (g *graphError) layers() []graphError {
	var layers []graphError
	for g != nil && len(layers) < maxLayers {
		layers = append(layers, *g)
		if g = g.Inner; g != nil {
			continue
		}
		g = within(layers[len(layers)-1].Message)
	}
	return layers
}

// within is the error that a message contains as JSON; nil if it is a text.
func within(message string) *graphError {
	if !strings.HasPrefix(strings.TrimSpace(message), "{") {
		return nil
	}
	var body struct {
		Error   *graphError `json:"error"`
		Code    string      `json:"errorCode"`
		Message string      `json:"message"`
	}
	switch err := json.Unmarshal([]byte(message), &body); {
	case err != nil:
		return nil
	case body.Error != nil:
		return body.Error
	case body.Code != "":
		return &graphError{Code: body.Code, Message: body.Message}
	}
	return nil
}

// wrappers are codes that say no more than the HTTP status.
var wrappers = map[string]bool{
	"": true, "unknownerror": true, "generalexception": true, "badrequest": true, "invalidrequest": true,
	"accessdenied": true, "forbidden": true, "unauthorized": true, "unauthenticated": true, "notfound": true,
	"itemnotfound": true, "internalservererror": true, "error": true,
}

// telling is the innermost error with a specific code, with the text that
// belongs to it.
func telling(layers []graphError) graphError {
	told := layers[0]
	for _, l := range layers[1:] {
		if wrappers[strings.ToLower(l.Code)] {
			continue
		}
		if l.Message == "" {
			l.Message = told.Message
		}
		told = l
	}
	return told
}
