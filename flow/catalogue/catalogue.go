// Package catalogue holds every code and every cause once: what it means, whose
// move it is, what to do. All of it is in catalogue.txt, which is read on first
// use. The package says nothing of a single credential, and finds nothing itself:
// checks, pages, reports and explain take their words from it.
package catalogue

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Cause names what is the matter. The names are a contract: scripts match them.
type Cause string

// Unknown is the cause of what nothing here explains.
const Unknown Cause = "unknown"

// Owner is whose move it is.
type Owner string

// Status is the outcome of a check.
type Status string

// The outcomes that a cause can have.
const (
	Pass      Status = "pass"
	Warn      Status = "warn"
	Fail      Status = "fail"
	Undecided Status = "unknown"
)

// Entry is all that is said of a cause, wherever it was found.
type Entry struct {
	Owner     Owner  // "" for Unknown alone
	Status    Status // what it makes of its check
	Says      string
	Plain     string // the same for a report that anybody may read
	Do        []string
	Step      string // the guide's step to go back to; "" where no step mends it
	Elsewhere Words  // for the error of another program
	Apart     string // what tells it from other causes; "" where nothing needs to
	Ask       string // the question that does
}

// Words are what a cause is and what to do.
type Words struct {
	Says string
	Do   []string
}

//go:embed catalogue.txt
var embedded string

// front is what the catalogue says of owners and causes, which any check may need,
// and all is it with the codes and wordings, which only errors need. Each is read on
// first use.
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

// Entry is what the catalogue says of the cause; of a name that it does not hold,
// nothing.
func (c Cause) Entry() Entry {
	if c == "" {
		return Entry{Status: Pass}
	}
	return front().causes[c]
}

// Known reports a cause of the catalogue.
func (c Cause) Known() bool {
	_, ok := front().causes[c]
	return ok
}

// Owner is whose move a cause is; "" for no cause, and for Unknown.
func (c Cause) Owner() Owner { return c.Entry().Owner }

// Status is what a cause makes of its check: warn, unknown (nobody here can tell
// whether the credential is good) or fail.
func (c Cause) Status() Status { return c.Entry().Status }

// Words says an owner the way a person would.
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
