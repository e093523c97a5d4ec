// Package explain reads a pasted error text and tells which cause it names, who
// can fix it and how. It knows Entra's numbers (AADSTS), the wording of Entra,
// Graph and Exchange, and the errors of networks and keyrings. It sends
// nothing, and never repeats a secret or token.
package explain

import (
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// Explanation is the result for a text. Its JSON is a contract: all keys are
// always present, and arrays are never null.
type Explanation struct {
	Certain    bool             `json:"certain"`      // the wording excludes every cause but the first
	Candidates []Candidate      `json:"explanations"` // most likely first, never empty
	Ask        string           `json:"ask"`          // the question that separates the candidates; "" if one is enough
	Codes      []Code           `json:"codes"`        // the deciding numbers, the most informative first
	Evidence   finding.Evidence `json:"evidence"`
	Token      *Token           `json:"token"`    // the claims of a pasted token; nil without one
	Warnings   []string         `json:"warnings"` // sentences about the text itself, such as a secret in it
	Quoted     Quoted           `json:"-"`        // for a reply
	Several    bool             `json:"-"`        // each candidate is the cause of another credential of a report
}

// Candidate is one cause that fits the text.
type Candidate struct {
	Cause  finding.Cause `json:"cause"`
	Owner  finding.Owner `json:"owner"` // "" if nobody can be named
	Who    string        `json:"-"`     // who can fix it, where the owner's words don't fit; usually ""
	Codes  []string      `json:"codes"` // such as AADSTS7000215; empty if wording decided
	Says   string        `json:"says"`
	Do     []string      `json:"do"`
	Apart  string        `json:"apart"`  // how to tell it from the other candidates
	Lookup string        `json:"lookup"` // Microsoft's page about the first code; "" without one
	Family bool          `json:"family"` // the advice is for similar codes too, not for this one alone
}

// Code is one of Entra's numbers.
type Code struct {
	Number int    `json:"code"`
	Name   string `json:"name"` // "" for a number that is not in the catalogue
	Means  string `json:"means"`
}

// most limits the causes of one explanation.
const most = 5

// Explain explains a text. It accepts any bytes and takes time in proportion to
// their number. A long text is read as Stream reads it. It knows no time: nothing
// in a document has ended.
func Explain(txt string) Explanation { return At(txt, time.Time{}) }

func explained(r text.Reading) Explanation {
	if x, ok := ofReport(r); ok {
		return x
	}
	return surveyed(r).explained()
}

func (s survey) explained() Explanation {
	x := explanation(s)
	from := 0
	if clues := strongest(s.clues); len(clues) > 0 {
		from = min(clues[0].from, len(s.r.Plain))
	}
	x.Quoted = quoted(s.r, from)
	return x
}
