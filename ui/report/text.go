package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"mailgrant/flow/finding"
	"mailgrant/flow/page"
)

// textPrinter writes reports for people: in a terminal, in a CI log, or for a
// screen reader.
type textPrinter struct {
	Writer
	names    []string // of all that is checked
	practice bool
	bad      []Result
}

func (p *textPrinter) Streams() bool { return false }

// One prints a report, or one line of it if there are several; those that need
// attention follow in full.
func (p *textPrinter) One(o Result) {
	if !p.several() {
		p.report(o)
		return
	}
	p.headline(o)
	if o.Verdict != finding.Pass {
		p.bad = append(p.bad, o)
	}
}

func (p *textPrinter) End(results []Result) {
	if len(results) == 0 { // a signal came first
		return
	}
	for _, o := range p.bad {
		p.Line("")
		p.report(o)
	}
	if p.several() {
		t := totalsOf(results)
		p.Line("")
		p.Wrapped("", fmt.Sprintf("%d checked: %d ok, %d with a warning, %d failed, %d unknown.",
			len(results), t.Pass, t.Warn, t.Fail, t.Unknown))
	}
	i := slices.IndexFunc(results, func(o Result) bool { return o.VantageNote() != "" })
	if i >= 0 && !p.practice {
		p.Line("")
		p.Wrapped("", results[i].VantageNote())
	}
	if p.practice {
		p.Line("\nThis was practice: nothing left this computer.")
	}
}

func (p *textPrinter) several() bool { return len(p.names) > 1 }

// headline is a report in one line; of several, a row of a table if its width is
// known.
func (p *textPrinter) headline(o Result) {
	says := o.Summary
	if o.Root != nil {
		says += " (" + string(o.Root.Cause) + ")"
	}
	label := p.status(o.Verdict) + " "
	switch {
	case p.several() && p.columns > 0:
		p.row(label+fitted(o.Name, p.nameWidth())+"  ", says)
		return
	case o.Name != "":
		says = o.Name + ": " + says
	}
	p.Wrapped(label, says)
}

// nameWidth fits all names, or a third of the terminal.
func (p *textPrinter) nameWidth() int {
	width := 0
	for _, name := range p.names {
		width = max(width, ansi.StringWidth(name))
	}
	return min(width, p.columns/3)
}

// report prints one in full; of several, passed checks are left out.
func (p *textPrinter) report(o Result) {
	p.Wrapped("", p.Bold(cmp.Or(o.Name, o.Guide)))
	p.about(o)
	p.Line("")
	for _, f := range o.Findings {
		if !p.several() || f.Status != finding.Pass && f.Status != finding.Skip {
			p.finding(f)
		}
	}
	if !p.several() {
		p.Line("")
		p.headline(o)
	}
	p.changed(o)
	p.advice(o)
}

// changed prints what changed since the last good verification, unless the
// cause says so already.
func (p *textPrinter) changed(o Result) {
	for _, c := range o.Changed {
		if o.Root == nil || !strings.Contains(o.Root.Says, c) {
			p.Wrapped(strings.Repeat(" ", p.statusCells()+1)+"Changed: ", c)
		}
	}
}

// advice prints who can fix it and how.
func (p *textPrinter) advice(o Result) {
	if o.Root == nil {
		return
	}
	indent := strings.Repeat(" ", p.statusCells()+1)
	for _, l := range page.Moves(o.Root.Cause.Owner(), o.Root.Do) {
		if l.Label == page.WhoCanFixIt {
			p.Wrapped(indent+l.Label+": ", l.Text+".")
		} else {
			p.Wrapped(indent+"Do: ", l.Text)
		}
	}
	if o.Root.Link != "" && !p.practice { // the command is the last line of practice's portal
		p.Wrapped(indent+"Open: ", o.Root.Link)
	}
}

// about identifies the credential.
func (p *textPrinter) about(o Result) {
	facts := []struct{ label, value string }{
		{"Client ID", o.ClientID}, {"Tenant", o.Tenant}, {"Cloud", ""}, {"Secret starts with", o.Hint}, {"Secret expires", ends(o)},
	}
	if o.Cloud != "" {
		facts[2].value = o.Cloud.Title()
	}
	for _, f := range facts {
		if f.value != "" {
			p.Wrapped(f.label+": ", f.value)
		}
	}
}

// ends says when the secret ends, and in how many days; "" if unknown.
func ends(o Result) string {
	if o.DaysLeft == nil {
		return ""
	}
	days, when := *o.DaysLeft, " left"
	if days < 0 {
		days, when = -days, " ago"
	}
	noun := " days"
	if days == 1 {
		noun = " day"
	}
	return o.Expires + " (" + strconv.Itoa(days) + noun + when + ")"
}

// checkWidth fits the longest name of a check.
const checkWidth = len("permissions")

func (p *textPrinter) finding(f finding.Finding) {
	p.row(fmt.Sprintf("%s %-*s  ", p.status(f.Status), checkWidth, f.Check), named(f))
	if f.Status == finding.Pass || f.Status == finding.Skip {
		return
	}
	if ids := idsOf(f); ids != "" {
		p.row(strings.Repeat(" ", p.statusCells()+checkWidth+3), ids)
	}
}

// named is what a finding says, with the name of its cause.
func named(f finding.Finding) string {
	if f.Cause == "" {
		return f.Says
	}
	return f.Says + " (" + string(f.Cause) + ")"
}

// idsOf is what Microsoft's support asks for.
func idsOf(f finding.Finding) string {
	e := f.Evidence
	parts := append([]string{}, f.Codes...)
	if e.HTTPStatus != 0 {
		parts = append(parts, fmt.Sprintf("HTTP %d", e.HTTPStatus))
	}
	for _, id := range []struct{ label, value string }{
		{"trace", e.TraceID}, {"correlation", e.CorrelationID}, {"request", e.RequestID}, {"time", e.Timestamp},
	} {
		if id.value != "" && !(id.label == "request" && id.value == e.TraceID) {
			parts = append(parts, id.label+" "+id.value)
		}
	}
	for _, policy := range e.PolicyIDs {
		parts = append(parts, "policy "+policy)
	}
	return strings.Join(parts, ", ")
}
