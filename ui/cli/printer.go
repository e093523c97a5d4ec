package cli

import (
	"io"

	"mailgrant/flow/text"
	"mailgrant/ui/report"
)

// printer is the printer for the requested format.
func (a *app) printer(o *checkOptions, subjects []subject) report.Printer {
	if o.reportOnly() {
		return report.Silent{}
	}
	return report.NewPrinter(o.format, report.Options{Text: a.ink(), Out: a.out, Mode: o.mode(), Names: namesOf(subjects)})
}

// mode says in a report what was contacted: Microsoft, nobody, or practice.
func (o *checkOptions) mode() string {
	switch {
	case o.practice:
		return "practice"
	case o.offline:
		return "offline"
	}
	return "live"
}

// shown is stdout, in the characters that its terminal can show.
func (a *app) shown() io.Writer {
	if a.ascii() {
		return text.ASCIIWriter{W: a.out}
	}
	return a.out
}

// ink writes text for people to stdout. In a terminal, tables use its whole
// width.
func (a *app) ink() report.Writer {
	columns, _ := a.terminal()
	return report.NewWriter(a.shown(), a.colours(), a.width()).Tables(columns)
}
