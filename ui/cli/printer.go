package cli

import "mailgrant/ui/report"

// printer is the printer for the requested format.
func (a *app) printer(o *checkOptions, credentials int) report.Printer {
	if o.reportOnly() {
		return report.Silent{}
	}
	return report.NewPrinter(o.format, report.Options{Text: a.ink(), Out: a.out, Mode: o.mode(), Several: credentials > 1})
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

func (a *app) ink() report.Writer { return report.NewWriter(a.out, a.colours(), a.width()) }
