// Package catalogue holds every code and every cause once: what it means, who
// can fix it, and how. All of it is in catalogue.txt, which is read on first
// use. The package knows no single credential and judges nothing: checks,
// pages, reports and explain take their texts from it.
package catalogue

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Cause names a problem. The names are a contract: scripts match them.
type Cause string

// Unknown is the cause of everything that the catalogue can't explain.
const Unknown Cause = "unknown"

// Owner is who can fix it.
type Owner string

// Status is the result of a check.
type Status string

// The results that a cause can have.
const (
	Pass      Status = "pass"
	Warn      Status = "warn"
	Fail      Status = "fail"
	Undecided Status = "unknown"
)

// Entry is everything about a cause, wherever it was found.
type Entry struct {
	Owner     Owner  // "" only for Unknown
	Status    Status // the status of a check with this cause
	Title     string // the cause as a headline
	Says      string
	Plain     string // the same for a public report
	Do        []string
	Step      string   // the guide's step to go back to; "" if no step fixes it
	Elsewhere Words    // for an error of another program
	Apart     string   // how to tell it from other causes; "" if that is not needed
	Ask       string   // the question that tells
	Commands  []string // that show or mend it, with names in braces for values
}

// Words describe a cause and what to do.
type Words struct {
	Says string
	Do   []string
	Who  string // fits better than the owner's words; usually ""
}

//go:embed catalogue.txt
var embedded string

// front holds the owners and causes, which any check may need; all also holds
// the codes and wordings, which only errors need. Each is read on first use.
var (
	front = sync.OnceValue(func() *book {
		causes, _, _ := strings.Cut(embedded, "\n== families\n")
		return read(causes)
	})
	all = sync.OnceValue(func() *book { return read(embedded) })
)

func read(txt string) *book {
	b, err := parse(txt)
	if err != nil {
		panic("the catalogue in this binary is damaged: " + err.Error())
	}
	return b
}

// Entry is the catalogue's entry of the cause; empty for a name that it does
// not have.
func (c Cause) Entry() Entry {
	if c == "" {
		return Entry{Status: Pass}
	}
	return front().causes[c]
}

// Known reports a cause that the catalogue has.
func (c Cause) Known() bool {
	_, ok := front().causes[c]
	return ok
}

// Owner is who can fix a cause; "" for no cause, and for Unknown.
func (c Cause) Owner() Owner { return c.Entry().Owner }

// Title is the cause as a headline, in place of its name: "Admin consent is
// missing".
func (c Cause) Title() string { return c.Entry().Title }

// Status is the status of a check with this cause: warn, unknown (mailgrant
// can't tell whether the credential is good) or fail.
func (c Cause) Status() Status { return c.Entry().Status }

// Words names an owner in plain words.
func (o Owner) Words() string {
	if o == "" {
		return ""
	}
	return front().owners[o]
}

// Causes lists all causes, sorted, Unknown last.
func Causes() []Cause {
	names := slices.Sorted(maps.Keys(front().causes))
	return append(slices.DeleteFunc(names, func(c Cause) bool { return c == Unknown }), Unknown)
}

// Owners lists all owners, sorted.
func Owners() []Owner { return slices.Sorted(maps.Keys(front().owners)) }
