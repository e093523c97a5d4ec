package cli

// printer is the one for the format asked for.
func (a *app) printer(o *checkOptions, credentials int) Printer {
	if o.reportOnly() {
		return Silent{}
	}
	return NewPrinter(o.format, Options{Text: a.ink(), Out: a.out, Mode: o.mode(), Several: credentials > 1})
}

// mode says in a report what was asked: Microsoft, nobody, or practice.
func (o *checkOptions) mode() string {
	switch {
	case o.practice:
		return "practice"
	case o.offline:
		return "offline"
	}
	return "live"
}
