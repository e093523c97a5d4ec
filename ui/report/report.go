package report

import (
	"cmp"
	"io"
	"slices"
	"time"

	"mailgrant/flow/check"
)

// Result is the result of checking one credential.
type Result struct {
	check.Report
	Started time.Time
	Took    time.Duration
	Hint    string // the secret's first three characters, if requested
}

// Printer writes results to stdout.
type Printer interface {
	Streams() bool // results are printed as they finish, else in order
	One(Result)    // one is ready
	End([]Result)  // all are ready
}

// Options control how results are printed.
type Options struct {
	Text  Writer // for people
	Out   io.Writer
	Mode  string   // live, offline or practice
	Names []string // of all that is checked
}

// formats are the output formats of check, the default first. A new one needs a
// line here and a printer.
var formats = []struct {
	name    string
	printer func(Options) Printer
}{
	{"text", func(o Options) Printer {
		return &textPrinter{Writer: o.Text, names: o.Names, practice: o.Mode == "practice"}
	}},
	{"json", func(o Options) Printer { return &jsonPrinter{out: o.Out, mode: o.Mode} }},
	{"ndjson", func(o Options) Printer { return &ndjsonPrinter{out: o.Out, mode: o.Mode} }},
}

// Formats are the names of the formats.
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

// Silent prints nothing: the support report is printed at the end instead.
type Silent struct{}

// Streams implements Printer.
func (Silent) Streams() bool { return false }

// One implements Printer.
func (Silent) One(Result) {}

// End implements Printer.
func (Silent) End([]Result) {}
