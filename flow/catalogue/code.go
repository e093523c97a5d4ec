package catalogue

import (
	"maps"
	"slices"
	"strconv"

	"mailgrant/flow/text"
)

// Code is one of Entra's numbers.
type Code struct {
	Number   int
	Name     string
	Means    string
	Causes   []Cause // most likely first
	Rules    []Rule  // what the rest of the text decides
	Family   *Family // nil for a code with advice of its own
	Owner    Owner   // "" where the cause says it
	Says     string  // said everywhere in place of the cause's sentence, with Do; mostly ""
	Speaks   bool    // the meaning says more of another program's error than its cause does
	Ask      string  // fits better than the cause's; "" where that fits
	Do       []string
	CatchAll bool // beside another code it says nothing
}

// Family is the remedy that codes of a kind share.
type Family struct {
	Owner Owner
	Cause Cause
	Do    []string
}

// Rule reads the rest of a text. Where its feature or its words are there, its
// cause comes first.
type Rule struct {
	Feature string
	Words   string // squeezed; "" for a feature
	Cause   Cause
	Firm    bool // every other cause is excluded
	Without []Cause
}

// Sign is wording that names causes without a number.
type Sign struct {
	Causes     []Cause
	Head, Tail string // squeezed; the tail follows within a gap, or is ""
	Word       bool   // the head is one word, such as a name in code
	Firm       bool   // no cause but the first fits
	Hint       bool   // counts only where nothing better was found
}

// Lead is how many bytes the head of a sign has at least.
const Lead = 4

// Of is what the catalogue says of one of Entra's numbers.
func Of(number int) (Code, bool) {
	c, ok := all().codes[number]
	return c, ok
}

// Codes lists all of Entra's numbers that are known.
func Codes() []int { return slices.Sorted(maps.Keys(all().codes)) }

// OfGraph is the likeliest cause of an error code of Microsoft Graph's; "" where
// none is known.
func OfGraph(code string) Cause { return all().graph[text.Squeeze(code)] }

// Signs are all wordings.
func Signs() []Sign { return all().signs }

// Deciding is the first of a refusal's codes that names a cause. Microsoft asks
// programs not to build on codes, so they only sharpen what status and error say.
func Deciding(codes []int) (Code, bool) {
	for i, number := range codes {
		c, ok := Of(number)
		if ok && c.Causes[0] != Unknown && (i == 0 || !c.CatchAll) {
			return c, true
		}
	}
	return Code{}, false
}

// CauseOf is the cause of the first code that has one; "" where none does.
func CauseOf(codes []int) Cause {
	if c, ok := Deciding(codes); ok {
		return c.Causes[0]
	}
	return ""
}

// Name is a number as Microsoft writes it.
func Name(number int) string { return "AADSTS" + strconv.Itoa(number) }

// Names are numbers as Microsoft writes them, never nil.
func Names(numbers []int) []string {
	names := []string{}
	for _, n := range numbers {
		names = append(names, Name(n))
	}
	return names
}

// Lookup is Microsoft's page about a number.
func Lookup(number int) string {
	return "https://login.microsoftonline.com/error?code=" + strconv.Itoa(number)
}
