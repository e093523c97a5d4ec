package wizard

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
)

// pageBody lays out what the step says and asks for.
func (m *Model) pageBody(b *body) {
	p := m.page
	switch {
	case p.Step == guide.StepStart:
		m.startBody(b)
		return
	case p.Verdict != nil:
		m.verdictLines(b)
	default:
		b.title(p.Title)
		if m.h >= airy {
			b.gap()
		}
		for _, t := range p.Lead {
			if m.briefly() {
				break
			}
			b.text(m.style.plain, 0, t)
		}
	}
	if m.unasked && m.briefly() && m.at().field == "" { // in a field, b is a character
		b.text(m.style.plain, 0, "Short pages: b shows every step.")
	}
	b.gap()
	m.foundLines(b)
	b.gap()
	m.problems(b) // what is the matter comes before the instructions
	b.gap()
	m.factLines(b)
	b.gap()
	m.instructions(b)
	m.checkRow(b)
	b.gap()
	m.meaningLines(b)
	if m.page.Sheet != nil && m.sheet == adviceFirst {
		m.afterLines(b)
		m.sheetLines(b)
	} else {
		m.sheetLines(b)
		b.gap()
		m.afterLines(b)
		b.gap()
	}
	m.foldLine(b)
	m.requestLines(b)
}

func (m *Model) afterLines(b *body) {
	for _, t := range m.page.After {
		b.text(m.style.plain, 0, t)
	}
}

// requestLines shows the request, laid out. It is sent as Markdown.
func (m *Model) requestLines(b *body) {
	if m.page.Request == "" {
		return
	}
	b.gap()
	m.markdownLines(b, m.page.Request)
}

// countdown is the time until the next try, and the number of that try.
func (m *Model) countdown() string {
	if m.page.Pause == 0 {
		return ""
	}
	left := max(0, m.page.Pause-m.waited).Round(time.Second)
	return " in " + strconv.Itoa(int(left.Seconds())) + " s (try " + strconv.Itoa(m.page.Try+1) + ")"
}

func (m *Model) instructions(b *body) {
	p := m.page
	if !m.detailed() { // the banner is followed by them
		m.linkLines(b)
		if !m.squeezed || m.h >= airy { // a drawing needs the line more
			b.gap()
		}
	}
	if !m.briefly() {
		m.stepLines(b)
		b.gap()
	}
	m.permissionLines(b)
	b.gap()
	m.sketchLines(b, m.openSketch())
	b.gap()
	if p.See != "" && !m.briefly() {
		b.hanging(m.style.plain, m.style.strong.Render("You should see: "), p.See)
		b.gap()
	}
	for _, t := range m.openNotes() {
		b.hanging(m.style.plain, m.style.strong.Render("Note: "), t)
	}
	b.gap()
}

// stepLines are what to do, numbered.
func (m *Model) stepLines(b *body) {
	for i, t := range m.page.Do {
		b.hanging(m.style.plain, m.style.strong.Render(strconv.Itoa(i+1))+"  ", t)
	}
}

// linkLines shows how to get to the portal page. The address is long and rarely
// read, so it is part of what F4 shows.
func (m *Model) linkLines(b *body) {
	if m.page.Link == "" {
		return
	}
	label := m.style.strong.Render("Open  ")
	switch {
	case m.page.Whole:
		b.hanging(m.style.plain, label, "F2 opens it in your browser, F3 copies it:")
		if m.linkFolds() {
			b.verbatim(m.style.plain, 6, m.page.Link)
		} else {
			b.text(m.style.plain, 6, m.page.Link)
		}
	case m.local != nil:
		b.hanging(m.style.plain, label, "F2 opens the practice portal, F3 copies the link")
	default:
		host, _, _ := strings.Cut(strings.TrimPrefix(m.page.Link, "https://"), "/")
		b.hanging(m.style.plain, label, "F2 opens "+host+", F3 copies the link")
	}
	if tunnel := page.Tunnel(m.state.Settings, m.page.Link); tunnel != "" {
		b.hanging(m.style.plain, m.style.strong.Render("SSH   "), tunnel)
	}
	if m.page.Path != "" {
		b.hanging(m.style.plain, m.style.strong.Render("Path  "), m.page.Path)
	}
}

// problems shows the refusals that belong to no field.
func (m *Model) problems(b *body) {
	for _, f := range m.page.Problems {
		if m.failing(f) >= 0 {
			continue
		}
		sign, style := m.sign(f.Status)
		b.hanging(m.weight(f.Status), style.Render(sign)+" ", f.Says)
		m.doLines(b, "", f)
	}
}

// doLines shows what to do about a refusal, and whether the user can insist.
func (m *Model) doLines(b *body, indent string, f finding.Finding) {
	for _, t := range page.Advice(m.state, f) {
		b.hanging(m.style.plain, indent+"  - ", t)
	}
	if label := m.onward(); label != "" && m.state.Insisted && form.MayInsist(f) && m.state.At != guide.StepTenant {
		b.hanging(m.style.strong, indent+"  - ", "If it is right, choose \""+label+"\".")
	}
}

// failing is the index of the item whose field a finding is about; -1 for none.
func (m *Model) failing(f finding.Finding) int {
	return slices.IndexFunc(m.items, func(it item) bool { return it.field != "" && it.field == f.Field })
}

// onward is the label of the option that goes on; "" if there is none.
func (m *Model) onward() string {
	for _, o := range m.page.Options {
		if o.Event == m.forward() && isContinue(o.Event) {
			return o.Label
		}
	}
	return ""
}
