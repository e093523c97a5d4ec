// Package explain reads a pasted error text and tells which cause it names, who
// can fix it and how. It knows Entra's numbers (AADSTS), the wording of Entra,
// Graph and Exchange, and the errors of networks and keyrings. It sends
// nothing, and never repeats a secret or token.
package explain

import (
	"fmt"
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
	Faults     int              `json:"-"`        // so many first candidates are proven, and must all be corrected; 0 if they are rivals
	Several    *Several         `json:"-"`        // of a report of several credentials with several causes; nil for other texts
}

// Together says that the causes are faults to correct together; "" if they are
// rivals.
func (x Explanation) Together() string {
	others := len(x.Candidates) - x.Faults
	proves := fmt.Sprintf("The text proves %d faults. Correct all of them", x.Faults)
	if x.Faults == 1 {
		proves = "The text proves 1 fault. Correct it"
	}
	switch {
	case x.Faults == 0 || len(x.Candidates) == 1:
		return ""
	case others == 0:
		return proves + ":"
	case others == 1:
		return proves + ", and check the other one too:"
	}
	return proves + fmt.Sprintf(", and check the other %d too:", others)
}

// Several is how much of a report of several credentials an explanation shows:
// each candidate is the cause of some of them.
type Several struct {
	Broken int // credentials with a cause
	Hidden int // causes that are no candidates
}

// Shown says how many credentials and causes there are.
func (s Several) Shown(causes int) string {
	shown := fmt.Sprintf("Their %d causes", causes)
	if s.Hidden > 0 {
		shown = fmt.Sprintf("The first %d causes", causes)
	}
	return fmt.Sprintf("The report has %d credentials with trouble. %s:", s.Broken, shown)
}

// Rest says how many causes are not shown; "" if all are.
func (s Several) Rest() string {
	switch s.Hidden {
	case 0:
		return ""
	case 1:
		return "1 more cause is not shown."
	}
	return fmt.Sprintf("%d more causes are not shown.", s.Hidden)
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
