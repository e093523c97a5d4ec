// Package explain reads a pasted error text: which cause it names, whose move
// it is and what to do. It knows Entra's numbers (AADSTS), the wording of
// Entra, Graph and Exchange, and what networks and keyrings say. It sends
// nothing, and repeats no secret or token that it finds.
package explain

import (
	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// Explanation is what a text comes to. Its JSON is a contract: the keys are always
// there, and arrays are never null.
type Explanation struct {
	Certain    bool             `json:"certain"`      // the wording excludes every cause but the first
	Candidates []Candidate      `json:"explanations"` // most likely first, never empty
	Ask        string           `json:"ask"`          // the question that separates the candidates; "" where one is enough
	Codes      []Code           `json:"codes"`        // the numbers that count, the most informative first
	Evidence   finding.Evidence `json:"evidence"`
	Token      *Token           `json:"token"`    // what a pasted token says of itself; nil without one
	Warnings   []string         `json:"warnings"` // sentences about the text itself, such as a secret in it
}

// Candidate is one cause that fits the text.
type Candidate struct {
	Cause  finding.Cause `json:"cause"`
	Owner  finding.Owner `json:"owner"` // "" where nobody can be named
	Codes  []string      `json:"codes"` // such as AADSTS7000215; empty where words told
	Says   string        `json:"says"`
	Do     []string      `json:"do"`
	Apart  string        `json:"apart"`  // what would tell it from the other candidates
	Lookup string        `json:"lookup"` // Microsoft's page about the first code; "" without one
	Family bool          `json:"family"` // the advice is for codes of its kind, not for this one alone
}

// Code is one of Entra's numbers.
type Code struct {
	Number int    `json:"code"`
	Name   string `json:"name"` // "" for a number that is not in the catalogue
	Means  string `json:"means"`
}

// most bounds the causes of one explanation.
const most = 5

// Explain says what a text means. It accepts any bytes and takes time in
// proportion to their number; of more than 2 MiB it reads the first and the
// last MiB.
func Explain(txt string) Explanation {
	return explanation(surveyed(text.Read(bounded(txt))))
}

// Edge is how much of each end of a long text is read, in bytes.
const Edge = 1 << 20

func bounded(text string) string {
	if len(text) <= 2*Edge {
		return text
	}
	return text[:Edge] + "\n\n" + text[len(text)-Edge:]
}
