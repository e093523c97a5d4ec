package cli

import (
	"mailgrant/flow/aadsts"
	"mailgrant/flow/finding"
)

// The JSON of explanations is a contract: its keys are always there, and arrays
// are never null.
type jsonExplanation struct {
	Schema       string           `json:"schema"`
	Certain      bool             `json:"certain"`
	Explanations []jsonCandidate  `json:"explanations"`
	Ask          string           `json:"ask"` // the question that separates them, or ""
	Codes        []jsonCode       `json:"codes"`
	Evidence     finding.Evidence `json:"evidence"`
	Token        *jsonToken       `json:"token"` // null without one
	Warnings     []string         `json:"warnings"`
}

type jsonCandidate struct {
	Cause  finding.Cause `json:"cause"`
	Owner  finding.Owner `json:"owner"` // "" where nobody can be named
	Codes  []string      `json:"codes"`
	Says   string        `json:"says"`
	Do     []string      `json:"do"`
	Apart  string        `json:"apart"` // what would tell it from the others, or ""
	Lookup string        `json:"lookup"`
	Family bool          `json:"family"` // the advice is for codes of this kind
}

type jsonCode struct {
	Code  int    `json:"code"`
	Name  string `json:"name"`
	Means string `json:"means"`
}

type jsonToken struct {
	Audience string   `json:"audience"`
	Tenant   string   `json:"tenant"`
	ClientID string   `json:"client_id"`
	Roles    []string `json:"roles"`
	Scopes   []string `json:"scopes"`
	Ends     string   `json:"ends"`
}

func explanationOf(x aadsts.Explanation) jsonExplanation {
	j := jsonExplanation{
		Schema: "mailgrant.explanation/1", Certain: x.Certain, Explanations: []jsonCandidate{}, Ask: x.Ask,
		Codes: []jsonCode{}, Evidence: x.Evidence, Warnings: list(x.Warnings),
	}
	for _, k := range x.Candidates {
		j.Explanations = append(j.Explanations, jsonCandidate{
			Cause: k.Cause, Owner: k.Owner, Codes: list(k.Codes), Says: k.Says, Do: list(k.Do),
			Apart: k.Apart, Lookup: k.Lookup, Family: k.Family,
		})
	}
	for _, c := range x.Codes {
		j.Codes = append(j.Codes, jsonCode{c.Number, c.Name, c.Means})
	}
	j.Evidence.PolicyIDs = list(x.Evidence.PolicyIDs)
	if t := x.Token; t != nil {
		j.Token = &jsonToken{t.Audience, t.Tenant, t.App, list(t.Roles), list(t.Scopes), t.Ends}
	}
	return j
}
