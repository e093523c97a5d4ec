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

// ink writes text for people to stdout. In a terminal, tables use its whole
// width.
func (a *app) ink() report.Writer {
	out := io.Writer(a.out)
	if a.ascii() {
		out = text.ASCIIWriter{W: out}
	}
	columns, _ := a.terminal()
	return report.NewWriter(out, a.colours(), a.width()).Tables(columns)
}
