package report

import (
	"cmp"
	"io"
	"slices"
	"time"

	"mailgrant/flow/check"
)

// Result is what a check found of one credential.
type Result struct {
	check.Report
	Started time.Time
	Took    time.Duration
	Hint    string // the secret's first three characters, where asked for
}

// Printer writes results to stdout.
type Printer interface {
	Streams() bool // results go out as they finish, else in order
	One(Result)    // one is there
	End([]Result)  // all are
}

// Options say how results are printed.
type Options struct {
	Text    Writer // for people
	Out     io.Writer
	Mode    string // whom the check asked: live, offline or practice
	Several bool   // more than one credential is checked
}

// formats are what check can print, the usual one first. A further one is a line
// here and its printer.
var formats = []struct {
	name    string
	printer func(Options) Printer
}{
	{"text", func(o Options) Printer {
		return &textPrinter{Writer: o.Text, several: o.Several, practice: o.Mode == "practice"}
	}},
	{"json", func(o Options) Printer { return &jsonPrinter{out: o.Out, mode: o.Mode} }},
	{"ndjson", func(o Options) Printer { return &ndjsonPrinter{out: o.Out, mode: o.Mode} }},
}

// Formats are their names.
func Formats() []string {
	var names []string
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}

// NewPrinter is the printer of a format.
func NewPrinter(format string, o Options) Printer {
	i := slices.Index(Formats(), cmp.Or(format, "text"))
	return formats[i].printer(o)
}

// Silent prints nothing: the report for support does, when all is done.
type Silent struct{}

// Streams implements Printer.
func (Silent) Streams() bool { return false }

// One implements Printer.
func (Silent) One(Result) {}

// End implements Printer.
func (Silent) End([]Result) {}
