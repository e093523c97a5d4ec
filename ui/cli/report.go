package cli

// printer writes outcomes to stdout.
type printer interface {
	streams() bool   // outcomes go out as they finish, else in order
	one(outcome)     // one is there
	end(_ []outcome) // all are
}

// printer is the one for the format asked for.
func (a *app) printer(o *checkOptions, credentials int) printer {
	if o.reportOnly() {
		return noPrinter{}
	}
	switch o.format {
	case "json":
		return &jsonPrinter{out: a.out, mode: o.mode()}
	case "ndjson":
		return &ndjsonPrinter{out: a.out, mode: o.mode(), printed: &o.printed}
	}
	return &textPrinter{ink: a.ink(), several: credentials > 1, practice: o.practice}
}

// noPrinter prints nothing: the report for support does, when all is done.
type noPrinter struct{}

func (noPrinter) streams() bool { return false }
func (noPrinter) one(outcome)   {}
func (noPrinter) end([]outcome) {}

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
