package wizard

import (
	"github.com/charmbracelet/lipgloss"

	"mailgrant/flow/page"
)

// permissionLines list what to add in the portal; each can be focused and copied.
func (m *Model) permissionLines(b *body) {
	width := 0
	for _, p := range m.page.Permissions {
		width = max(width, lipgloss.Width(p.Name))
	}
	for _, p := range m.page.Permissions {
		if !b.beside(width, page.Needed(p)) {
			width = 0
			break
		}
	}
	for i, it := range m.items {
		if it.perm == nil {
			continue
		}
		top := len(b.lines)
		lead, style := "  ", m.style.strong
		if i == m.focus {
			lead, style = m.style.accent.Render("> "), m.style.focus
		}
		if width > 0 {
			b.add(lead + style.Render(it.perm.Name) + pad("", width+2-lipgloss.Width(it.perm.Name)) + m.style.plain.Render(page.Needed(*it.perm)))
		} else {
			b.hanging(style, lead, it.perm.Name)
			b.text(m.style.plain, 4, page.Needed(*it.perm))
		}
		b.mark(i == m.focus, top)
	}
}
