package entra

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"mailgrant/flow/catalogue"
	"mailgrant/flow/explain"
	"mailgrant/flow/finding"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// refusalBody is an error in Entra's format (facts/entra.md section 2.3).
type refusalBody struct {
	Error         string            `json:"error"`
	Description   string            `json:"error_description"`
	Codes         []json.RawMessage `json:"error_codes"`
	Timestamp     string            `json:"timestamp"`
	TraceID       string            `json:"trace_id"`
	CorrelationID string            `json:"correlation_id"`
	Claims        string            `json:"claims"` // JSON of its own
}

// echoed is the request's ID as an answer repeats it, or as it was sent where the
// answer has none.
func (x *exchange) echoed(id string) string {
	if value.IsGUID(id) {
		return id
	}
	return x.correlation
}

// quote reads what Microsoft says in an answer: its status and identifiers, and
// if it is a refusal, its text and codes.
func (x *exchange) quote(r *wire.Reply, say wording) {
	var body refusalBody
	if x.status >= 400 || bytes.Contains(x.body, []byte(`"error"`)) {
		_ = json.Unmarshal(x.body, &body) // fields of another type stay empty
	}
	request := cmp.Or(x.header.Get("X-Ms-Request-Id"), x.header.Get("Request-Id"))
	r.Error = say.term(body.Error)
	r.Evidence = finding.Evidence{
		TraceID:       say.term(cmp.Or(body.TraceID, request)),
		CorrelationID: x.echoed(body.CorrelationID),
		RequestID:     say.term(request),
		Timestamp:     say.name(body.Timestamp),
		HTTPStatus:    x.status,
		PolicyIDs:     policies(body.Claims),
		ServerText:    say.text(body.Description),
	}
	if x.status >= 400 && body.Description == "" {
		r.Evidence.ServerText = say.text(x.plain())
	}
	r.Codes = codes(body)
}

// maxPolicies limits how many policies of one answer are kept.
const maxPolicies = 8

// policies are the Conditional Access policies in a claims challenge: only
// their GUIDs.
func policies(claims string) []string {
	var challenge map[string]struct {
		Policies struct {
			Values []string `json:"values"`
		} `json:"capolids"`
	}
	_ = json.Unmarshal([]byte(claims), &challenge) // fields of another type stay empty
	var ids []string
	for _, token := range slices.Sorted(maps.Keys(challenge)) {
		for _, id := range challenge[token].Policies.Values {
			if id = strings.ToLower(id); value.IsGUID(id) && len(ids) < maxPolicies && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// maxCodes limits how many codes of one answer are kept.
const maxCodes = 8

// codes are the AADSTS numbers, the most informative first: longer numbers are
// special cases of shorter ones, and catch-alls only wrap another.
func codes(body refusalBody) []int {
	var found []int
	add := func(n int) {
		if n > 0 && len(found) < maxCodes && !slices.Contains(found, n) {
			found = append(found, n)
		}
	}
	for _, raw := range body.Codes {
		if n, err := strconv.Atoi(string(raw)); err == nil {
			add(n)
		}
	}
	for _, n := range explain.Codes(body.Description) {
		add(n)
	}
	slices.SortStableFunc(found, func(a, b int) int { return weight(b) - weight(a) })
	return found
}

func weight(code int) int {
	if c, _ := catalogue.Of(code); c.CatchAll {
		return 0
	}
	return len(strconv.Itoa(code))
}
