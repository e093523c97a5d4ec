package catalogue

import (
	"maps"
	"slices"
	"strconv"

	"mailgrant/flow/text"
)

// Code is one of Entra's error numbers.
type Code struct {
	Number   int
	Name     string
	Means    string
	Causes   []Cause // most likely first
	Rules    []Rule  // for the rest of the text
	Family   *Family // nil for a code with its own advice
	Owner    Owner   // "" if the cause tells it
	Says     string  // used everywhere in place of the cause's sentence, with Do; usually ""
	Speaks   bool    // for an error of another program, the meaning says more than the cause
	Ask      string  // replaces the cause's question if not ""
	Do       []string
	CatchAll bool // says nothing if there is another code
	General  bool // the words of its message, or what is beside it, say more
}

// Family is the remedy that similar codes share.
type Family struct {
	Owner Owner
	Cause Cause
	Do    []string
}

// Rule reads the rest of a text. If its feature or its words are present, its
// cause comes first.
type Rule struct {
	Feature string
	Words   string // squeezed; "" for a feature
	Cause   Cause
	Firm    bool // every other cause is excluded
	Without []Cause
}

// Sign is wording that points to causes without a number, or that states a
// fact.
type Sign struct {
	Causes []Cause
	Fact   string // what it states; "" for a sign of causes
	Done   bool   // the fact is something that was done
	Parts  []Part
	Word   bool // it is one word, such as an identifier in code
	Firm   bool // no cause except the first fits
	Weight Weight
	Said   bool   // what people say, not programs
	Ask    string // replaces the causes' question if not ""
}

// Part is a piece of a sign: one of these words, squeezed.
type Part struct {
	Words []string // one may be "" if it is not the first part
	Apart bool     // they may follow at a short distance
}

// Weight is how much a sign says.
type Weight int

// The weights of signs: a hint counts only if nothing better was found, a detail
// such as a suberror more than a general code, wording as much as a code.
const (
	Hint Weight = iota
	Detail
	Wording
)

// Repeat are words of advice that asks for what a fact says was done, unless
// another fact says that it was done wrong.
type Repeat struct{ Fact, Unless, Words string }

// Combination is what the facts of a text add to the cause that it names.
type Combination struct {
	Leads   []Cause // it applies if one of these comes first
	Numbers []int   // or if one of these decides
	Facts   []string
	Absent  []string // facts that must not be there
	Causes  []Cause  // come first now; none if the order stays
	Without []Cause  // are excluded
	Firm    bool     // every cause but the first is excluded
	Owner   Owner    // this and the rest replace those of the first cause if not ""
	Says    string
	Do      []string
	Apart   string
	Ask     string
}

// Lead is the minimum length of the words that a sign begins with, in bytes.
const Lead = 3

// Of is the catalogue's entry of one of Entra's numbers.
func Of(number int) (Code, bool) {
	c, ok := all().codes[number]
	return c, ok
}

// Codes lists all known numbers of Entra.
func Codes() []int { return slices.Sorted(maps.Keys(all().codes)) }

// OfGraph is the likeliest cause of an error code of Microsoft Graph; "" if
// none is known.
func OfGraph(code string) Cause { return all().graph[text.Squeeze(code)] }

// Signs are all the wordings.
func Signs() []Sign { return all().signs }

// Spoken are what people say who have no code: hints, too.
func Spoken() []Sign { return all().words }

// Facts are the wordings that state facts.
func Facts() []Sign { return all().facts }

// Repeats are the advice that facts make needless.
func Repeats() []Repeat { return all().repeats }

// Protocols replace lines of a cause where the text states what the product
// speaks, wherever that cause comes; the first one that applies counts.
func Protocols() []Combination { return all().protocols }

// Combinations are the rules for facts; the first one that applies counts.
func Combinations() []Combination { return all().combinations }

// Deciding is the first of a refusal's codes that names a cause. Microsoft asks
// programs not to depend on codes, so they only refine what status and error
// say.
func Deciding(codes []int) (Code, bool) {
	for i, number := range codes {
		c, ok := Of(number)
		if ok && c.Causes[0] != Unknown && (i == 0 || !c.CatchAll) {
			return c, true
		}
	}
	return Code{}, false
}

// CauseOf is the cause of the first code that has one; "" if none has.
func CauseOf(codes []int) Cause {
	if c, ok := Deciding(codes); ok {
		return c.Causes[0]
	}
	return ""
}

// Name is a number in Microsoft's notation.
func Name(number int) string { return "AADSTS" + strconv.Itoa(number) }

// Names are numbers in Microsoft's notation, never nil.
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
