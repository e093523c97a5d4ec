package wizard

import "mailgrant/flow/page"

// permissionLines list what to add in the portal; each can be focused and copied.
func (m *Model) permissionLines(b *body) {
	if len(m.page.Permissions) == 0 {
		return
	}
	var list []choice
	for _, p := range m.page.Permissions {
		list = append(list, choice{label: p.Name, note: page.Needed(p)})
	}
	in := &body{style: b.style, width: b.width - 1, button: true}
	in.fitColumns(list)
	for i, it := range m.items {
		if it.perm != nil {
			in.option(i == m.focus, it.perm.Name, "", page.Needed(*it.perm))
		}
	}
	b.within(1, in)
}
