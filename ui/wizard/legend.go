package wizard

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
)

// legend groups all keys that work on the page, each with its other name for
// terminals that take function keys.
func (m *Model) legend() [][]key.Binding {
	m.enableOn(noPane)
	k := m.keys
	groups := [][]key.Binding{
		{k.leave, k.enter, k.up, k.down, k.pageUp, k.pageDown, k.back, k.ahead, k.quit},
		{k.legend, k.open, k.copy, k.more, k.fill, k.steps, k.request, k.samples, k.report},
		{k.details, k.brief, k.erase, k.undo},
	}
	var on [][]key.Binding
	for _, group := range groups {
		group = slices.DeleteFunc(group, func(b key.Binding) bool { return !b.Enabled() })
		if len(group) > 0 {
			on = append(on, group)
		}
	}
	m.enable()
	return on
}

func (m *Model) legendBody(b *body) {
	b.title("The keys that work here")
	b.gap()
	groups := m.legend()
	keys := slices.Concat(groups...)
	column := 0
	for _, k := range keys {
		column = max(column, len(namesOf(k)))
	}
	airy := len(b.lines)+len(keys)+len(groups)-1 <= m.h-len(m.head())-len(m.foot())
	for i, group := range groups {
		if airy && i > 0 {
			b.gap()
		}
		for _, k := range group {
			b.pair(namesOf(k), says(k), column+3)
		}
	}
}

// says is what a key does, where the footer has room for less.
func says(b key.Binding) string {
	switch h := b.Help(); h.Key {
	case "up":
		return "the field or option above"
	case "down":
		return "the field or option below"
	case "F1":
		return "this list"
	case "F2":
		return "open the page in your browser"
	case "F4":
		return "what to do if the page looks different"
	case "ctrl+c":
		return "leave mailgrant"
	default:
		return h.Desc
	}
}

// namesOf are the names of a key, the usual one first.
func namesOf(b key.Binding) string {
	names := []string{b.Help().Key}
	for _, other := range b.Keys() {
		if strings.HasPrefix(other, "ctrl+") && other != names[0] && other != "ctrl+j" || other == "tab" || other == "shift+tab" || other == "?" {
			names = append(names, other)
		}
	}
	return strings.Join(names, ", ")
}
