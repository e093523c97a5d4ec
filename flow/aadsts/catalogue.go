package aadsts

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"io"
	"sync"

	"mailgrant/flow/finding"
)

//go:generate env MAILGRANT_GOLDEN=update go test -count=1 -run TestTheBinaryHoldsTheCatalogue .

// packed is catalogue.txt without its comments, in deflate.
//
//go:embed catalogue.bin
var packed []byte

// catalogue is what mailgrant says of errors.
type catalogue struct {
	causes   map[finding.Cause]cause
	families map[string]family
	codes    map[int]entry
	signs    []sign
	index    index
}

// cause is what is said of a cause wherever it was found.
type cause struct {
	says, apart, ask string
	do               []string
}

// family is the remedy that codes of a kind share.
type family struct {
	owner finding.Owner
	cause finding.Cause
	do    []string
}

// entry is one of Entra's numbers.
type entry struct {
	name, means string
	family      string // "" for a code with advice of its own
	causes      []finding.Cause
	rules       []rule
	owner       finding.Owner // "" where the cause says it
	speaks      bool          // the meaning says more than the cause's sentence
	ask         string        // fits better than the cause's; "" where that fits
	do          []string      // likewise
}

// rule reads the rest of a text. Where its feature or its words are there, its
// cause comes first.
type rule struct {
	feature string
	words   string // squeezed; "" for a feature
	cause   finding.Cause
	firm    bool // every other cause is excluded
	without []finding.Cause
}

// sign is wording that names causes without a number.
type sign struct {
	causes     []finding.Cause
	head, tail string // squeezed; tail follows within a gap, or is ""
	word       bool   // the head is one word, such as a name in code
	firm       bool   // no cause but the first fits
	hint       bool   // counts only where nothing better was found
}

// book is the catalogue, decoded when it is first needed.
var book = sync.OnceValue(func() *catalogue {
	text, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err == nil {
		var c *catalogue
		if c, err = parse(string(text)); err == nil {
			return c
		}
	}
	panic("aadsts: the catalogue in this binary is damaged: " + err.Error())
})
