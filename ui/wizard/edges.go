package wizard

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
)

// airy is the height from which a line stays empty below the head.
const airy = 24

// head is the name, the product and the step, and a bar that shows how far that
// is.
func (m *Model) head() []string {
	left := m.style.strong.Render("mailgrant")
	if p := m.state.Guide().Product; p != "" && !m.state.AtHome() {
		left += m.style.plain.Render(" · " + p)
	}
	var right []string
	if m.briefly() {
		right = append(right, m.style.plain.Render("brief"))
	}
	if badge := m.badge(m.w - 4 - lipgloss.Width(left)); badge != "" {
		right = append(right, badge)
	}
	if p := m.progress(); p != "" {
		right = append(right, m.style.strong.Render(p))
	}
	end := strings.Join(right, "  ")
	room := max(0, m.w-2-lipgloss.Width(end))
	lines := []string{" " + pad(ansi.Truncate(left, max(0, room-1), "…"), room) + end, " " + m.progressBar(m.w-2)}
	if m.h >= airy {
		lines = append(lines, "")
	}
	return lines
}

// badge says what does not happen here, in full where there is room.
func (m *Model) badge(room int) string {
	says, more := "", ""
	switch {
	case len(m.samples) > 0:
		says, more = "PRACTICE", ": nothing leaves this computer"
	case m.state.DryRun:
		says, more = "DRY RUN", ": nothing is saved"
	default:
		return ""
	}
	if m.stepIndex() < 0 && len(says+more)+2 <= room {
		says += more
	}
	return m.style.warn.Render("●") + " " + m.style.strong.Render(says)
}

// progress is the number of the step; "" outside the steps.
func (m *Model) progress() string {
	here := m.stepIndex()
	if here < 0 || m.state.AtHome() {
		return ""
	}
	return strconv.Itoa(here+1) + "/" + strconv.Itoa(len(m.state.Steps()))
}

// progressBar is the share of the steps up to this one.
func (m *Model) progressBar(width int) string {
	done := 0
	if m.progress() != "" {
		done = width * (m.stepIndex() + 1) / len(m.state.Steps())
	}
	return m.style.accent.Render(strings.Repeat("━", done)) + m.style.faint.Render(strings.Repeat("─", width-done))
}

// rule is a horizontal line, with a text in it if there is one.
func (m *Model) rule(s style, text string, width int) string {
	if text == "" {
		return m.style.faint.Render(strings.Repeat("─", max(0, width)))
	}
	text = ansi.Truncate(text, max(0, width-6), "…")
	return m.style.faint.Render("──") + " " + s.Render(text) + " " +
		m.style.faint.Render(strings.Repeat("─", max(0, width-4-lipgloss.Width(text))))
}

// separator is between what scrolls and the dock. It has no line: a frame may
// begin below.
func (m *Model) separator() string {
	says := m.position()
	if says == "" {
		return ""
	}
	return pad("", m.bodyWidth()-lipgloss.Width(says)) + m.style.plain.Render(says)
}

// position says that there is more to read than fits.
func (m *Model) position() string {
	below := m.offset+m.height < m.length
	switch {
	case below && m.offset > 0:
		return "more: pgup, pgdn"
	case below:
		return "more: pgdn"
	case m.offset > 0:
		return "more: pgup"
	}
	return ""
}

// foot is a rule and the keys that matter here. A notice is in the rule, or in its
// place, so that nothing moves; only one that is wider than the window takes more.
func (m *Model) foot() []string {
	says := m.dockMore
	if len(m.dock) == 0 {
		says = m.position()
	}
	line := " " + m.rule(m.style.plain, says, m.w-2)
	var long []string
	if m.notice != "" && (m.pane == noPane || m.pane == requestPane) {
		switch wide := lipgloss.Width(m.notice); {
		case wide <= m.w-8 && !m.testing(): // a page without a dock needs the rule
			line = " " + m.rule(m.style.strong, m.notice, m.w-2)
		case wide <= m.w-2 && !m.testing():
			line = " " + m.style.strong.Render(m.notice)
		default:
			for _, l := range wrap(m.notice, m.w-2) {
				long = append(long, " "+m.style.strong.Render(l))
			}
		}
	}
	lines := append([]string{line}, long...)
	return append(lines, m.helpLine())
}

// helpLine shows the keys that matter here in one line. Where not all fit, the
// last ones that help() names are left out, except the one that lists all.
func (m *Model) helpLine() string {
	keys := m.help()
	for len(keys) > 2 && m.widthOf(keys, 2) > m.w-2 {
		keys = append(keys[:len(keys)-2:len(keys)-2], keys[len(keys)-1])
	}
	gap := 3
	if m.widthOf(keys, gap) > m.w-2 {
		gap = 2
	}
	var parts []string
	for _, b := range keys {
		h := b.Help()
		parts = append(parts, m.style.strong.Render(h.Key)+" "+m.style.plain.Render(h.Desc))
	}
	return " " + ansi.Truncate(strings.Join(parts, strings.Repeat(" ", gap)), m.w-2, "")
}

func (m *Model) widthOf(keys []key.Binding, gap int) int {
	n := -gap
	for _, b := range keys {
		n += len(b.Help().Key) + 1 + len(b.Help().Desc) + gap
	}
	return n
}
