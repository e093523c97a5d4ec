package wizard

import (
	"slices"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
)

// item is something on a page that can have the focus. Exactly one of its parts
// is set.
type item struct {
	field  finding.FieldID
	perm   *guide.Permission
	line   *page.SheetLine
	row    *page.Row
	option *page.Option
}

// itemsOf lists the items of a page. It has none during a wait, which only esc
// leaves, so that one Enter too many does not end it.
func itemsOf(p page.Page) []item {
	var items []item
	if p.Waiting != "" {
		return nil
	}
	for _, id := range p.Fields {
		items = append(items, item{field: id})
	}
	for i := range p.Permissions {
		items = append(items, item{perm: &p.Permissions[i]})
	}
	for i := range p.Sheet {
		items = append(items, item{line: &p.Sheet[i]})
	}
	for i := range p.Rows {
		items = append(items, item{row: &p.Rows[i]})
	}
	for i := range p.Options {
		items = append(items, item{option: &p.Options[i]})
	}
	return items
}

// at is the focused item; empty if nothing can have the focus.
func (m *Model) at() item {
	if m.focus < len(m.items) {
		return m.items[m.focus]
	}
	return item{}
}

// focusLeft moves to what had the focus when the user left the page, if it is still
// there.
func (m *Model) focusLeft() {
	left := m.left[m.state.At].name()
	if i := slices.IndexFunc(m.items, func(it item) bool { return it.name() == left }); i >= 0 && left != "" {
		m.focus = i
		m.refresh()
		m.layout()
		m.reveal()
	}
}

// name tells an item from the others of its page; "" for none.
func (it item) name() string {
	switch {
	case it.perm != nil:
		return it.perm.Name
	case it.line != nil:
		return it.line.Label
	case it.row != nil:
		return it.row.Name
	case it.option != nil:
		return it.option.Label
	}
	return string(it.field)
}

// focusOption moves to the first option, or to the one chosen before.
func (m *Model) focusOption() {
	if i := slices.IndexFunc(m.items, func(it item) bool { return it.option != nil }); i >= 0 {
		m.focus = i + m.page.Usual()
	}
}

// forward is the page's usual way on: its first option that does not put
// another value in a field.
func (m *Model) forward() flow.Event {
	if m.page.Chosen != nil {
		return m.page.Chosen
	}
	for _, o := range m.page.Options {
		if _, other := o.Event.(flow.Typed); !other {
			return o.Event
		}
	}
	return flow.Continue{}
}
