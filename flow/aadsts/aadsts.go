// Package aadsts explains a pasted error text: which cause it names, whose move
// it is and what to do. It knows Entra's numbers (AADSTS), the wording of
// Entra, Graph and Exchange, and what networks and keyrings say. It sends
// nothing, and repeats no secret or token that it finds.
package aadsts

import (
	"strconv"

	"mailgrant/flow/finding"
)

// Explanation is what a text comes to.
type Explanation struct {
	Certain    bool        // the wording excludes every cause but the first
	Candidates []Candidate // most likely first, never empty
	Codes      []Code      // the numbers that count, the most informative first
	Ask        string      // the question that separates the candidates; "" where one is enough
	Evidence   finding.Evidence
	Token      *Token   // what a pasted token says of itself; nil without one
	Warnings   []string // sentences about the text itself, such as a secret in it
}

// Candidate is one cause that fits the text.
type Candidate struct {
	Cause  finding.Cause
	Owner  finding.Owner // "" where nobody can be named
	Codes  []string      // such as AADSTS7000215; empty where words told
	Says   string
	Do     []string
	Apart  string // what would tell it from the other candidates
	Lookup string // Microsoft's page about the first code; "" without one
	Family bool   // the advice is for codes of its kind, not for this one alone
}

// Code is one of Entra's numbers.
type Code struct {
	Number int
	Name   string // "" for a number that is not in the catalogue
	Means  string
}

// most bounds the causes of one explanation.
const most = 5

// Explain says what a text means. It accepts any bytes and takes time in
// proportion to their number; of more than 2 MiB it reads the first and the
// last MiB.
func Explain(text string) Explanation {
	b := book()
	r := read(bounded(text))
	s := b.survey(r)
	return b.explain(s)
}

// Edge is how much of each end of a long text is read, in bytes.
const Edge = 1 << 20

func bounded(text string) string {
	if len(text) <= 2*Edge {
		return text
	}
	return text[:Edge] + "\n\n" + text[len(text)-Edge:]
}

func codeName(number int) string { return "AADSTS" + strconv.Itoa(number) }

func lookup(number int) string {
	return "https://login.microsoftonline.com/error?code=" + strconv.Itoa(number)
}
