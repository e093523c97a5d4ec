package wizard

import "mailgrant/flow/page"

// permissionLines list what to add in the portal; each can be focused and copied.
func (m *Model) permissionLines(b *body) {
	var list []choice
	for _, p := range m.page.Permissions {
		list = append(list, choice{p.Name, page.Needed(p)})
	}
	b.column, b.button = columnFor(list, b.width), true
	for i, it := range m.items {
		if it.perm != nil {
			b.option(i == m.focus, it.perm.Name, page.Needed(*it.perm))
		}
	}
	b.column, b.button = 0, false
}
