package wizard

import (
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"mailgrant/flow"
	"mailgrant/flow/page"
	"mailgrant/flow/text"
)

// hasBrief reports a page whose instructions a person who knows them can do
// without. On other pages all that is said is news.
func (m *Model) hasBrief() bool { return len(m.page.Do) > 0 && m.page.Verdict == nil }

func (m *Model) briefly() bool { return m.brief && m.hasBrief() }

// openNotes are those shown on the page.
func (m *Model) openNotes() []string {
	if m.briefly() {
		return nil
	}
	return m.page.Notes
}

func (m *Model) foldedNotes() []string {
	if m.briefly() {
		return slices.Concat(m.page.Notes, m.page.Folded)
	}
	return m.page.Folded
}

// openSketch is what the page shows of its drawing. Where there is little room,
// only one that points at something stays: what it says is nowhere else.
func (m *Model) openSketch() []string {
	sketch := m.page.Sketch
	switch {
	case m.briefly(), m.hasBrief() && m.squeezed && !points(sketch):
		return nil
	case m.hasBrief() && m.squeezed && m.h < airy:
		return essential(sketch)
	default:
		return sketch
	}
}

func (m *Model) sketchFolds() bool { return len(m.openSketch()) < len(m.page.Sketch) }

// linkFolds reports an address that may be needed whole, and has no room.
func (m *Model) linkFolds() bool { return m.page.Whole && m.squeezed }

// folds reports a page of which F4 shows more.
func (m *Model) folds() bool {
	return !m.detailed() && (len(m.page.IfNot) > 0 || len(m.foldedNotes()) > 0 || m.sketchFolds() || m.linkFolds() || m.briefly() || len(m.page.Fields) > 0)
}

// foldNames are what F4 shows, in few words.
func (m *Model) foldNames() []string {
	var names []string
	if m.briefly() {
		names = append(names, "the instructions")
	}
	for _, n := range m.page.IfNot {
		names = append(names, strings.TrimRight(n.If, "?."))
	}
	if n := len(m.foldedNotes()); n > 0 {
		names = append(names, text.Count(n, "note"))
	}
	if m.sketchFolds() {
		names = append(names, "a drawing")
	}
	if m.linkFolds() {
		names = append(names, "the whole address")
	}
	return names
}

// foldLine says in one line what F4 shows: as many names as fit, and how many
// more.
func (m *Model) foldLine(b *body) {
	names := m.foldNames()
	if len(names) == 0 || m.detailed() { // the details have them
		return
	}
	lead := m.style.accent.Render("▸") + " " + m.style.strong.Render("F4") + "  "
	room := b.width - lipgloss.Width(lead)
	says := "More: "
	switch {
	case room < 40:
		says = ""
	case len(m.page.IfNot) > 0 && !m.briefly():
		says = "Something else? "
	}
	line := func(shown int) string {
		if shown == len(names) {
			return says + strings.Join(names, " · ")
		}
		more := " · " + strconv.Itoa(len(names)-shown) + " more"
		return ansi.Truncate(says+strings.Join(names[:shown], " · "), max(1, room-lipgloss.Width(more)), "…") + more
	}
	shown := len(names)
	for shown > 1 && (lipgloss.Width(line(shown)) > room || strings.Contains(line(shown), "…")) {
		shown--
	}
	b.add(lead + m.style.plain.Render(line(shown)))
}

// foldBody is all that the page folds, over the page.
func (m *Model) foldBody(b *body) {
	p := m.page
	b.title(p.Title)
	b.gap()
	if m.briefly() {
		for _, t := range p.Lead {
			b.text(m.style.plain, 0, t)
		}
		b.gap()
		m.stepLines(b)
		b.gap()
	}
	if m.sketchFolds() {
		m.sketchLines(b, m.page.Sketch)
		b.gap()
	}
	if m.briefly() && p.See != "" {
		b.hanging(m.style.plain, m.style.strong.Render("You should see: "), p.See)
		b.gap()
	}
	for _, n := range p.IfNot {
		b.text(m.style.strong, 0, n.If)
		b.text(m.style.plain, 2, n.Then)
		b.gap()
	}
	for _, t := range m.foldedNotes() {
		b.hanging(m.style.plain, m.style.strong.Render("Note: "), t)
	}
	b.gap()
	m.fieldNotes(b)
	if p.Link != "" {
		b.text(m.style.strong, 0, "The page's address")
		b.text(m.style.plain, 2, p.Link)
	}
}

// onReadKey handles keys in a pane that only says something.
func (m *Model) onReadKey(k tea.KeyMsg) tea.Cmd {
	keys := m.keys
	switch {
	case key.Matches(k, keys.back, keys.enter),
		m.pane == foldPane && key.Matches(k, keys.more), m.pane == detailsPane && key.Matches(k, keys.details), m.pane == keysPane && key.Matches(k, keys.legend):
		m.stopReading()
	case m.paged(k):
	case key.Matches(k, keys.up):
		m.scroll(-1)
	case key.Matches(k, keys.down):
		m.scroll(+1)
	case key.Matches(k, keys.open):
		return m.act(flow.OpenURL{URL: m.page.Link})
	case key.Matches(k, keys.copy):
		return m.act(page.CopyLink(m.page.Link))
	}
	return nil
}

// fieldNotes say where to find each value, and what is wrong with it.
func (m *Model) fieldNotes(b *body) {
	for _, id := range m.page.Fields {
		b.text(m.style.strong, 0, m.label(id))
		b.text(m.style.plain, 2, m.state.Field(id).Where)
		if r := m.judge(id); r.fault != nil {
			sign, style := m.sign(r.fault.Status)
			b.hanging(m.weight(r.fault.Status), "  "+style.Render(sign)+" ", r.fault.Says)
			m.doLines(b, "  ", *r.fault)
		}
		b.gap()
	}
}

// stopReading closes a pane that says something about the page.
func (m *Model) stopReading() {
	if m.pane == foldPane || m.pane == keysPane || m.pane == detailsPane {
		m.pane, m.offset = noPane, m.before
		m.refresh()
	}
}

// read opens a pane that says something over the page.
func (m *Model) read(p pane) {
	m.before = m.offset
	m.pane, m.offset = p, 0
}
