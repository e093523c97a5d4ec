package wizard

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
)

// legend lists all keys that work on the page, each with its other name for
// terminals that take function keys.
func (m *Model) legend() []key.Binding {
	m.enableOn(noPane)
	k := m.keys
	all := []key.Binding{k.leave, k.enter, k.up, k.down, k.pageUp, k.pageDown, k.back, k.ahead, k.steps, k.open, k.copy, k.more, k.details,
		k.brief, k.erase, k.undo, k.request, k.report, k.fill, k.samples, k.legend, k.quit}
	var on []key.Binding
	for _, b := range all {
		if b.Enabled() {
			on = append(on, b)
		}
	}
	m.enable()
	return on
}

func (m *Model) legendBody(b *body) {
	b.title("The keys that work here")
	b.gap()
	keys := m.legend()
	column := 0
	for _, k := range keys {
		column = max(column, len(namesOf(k)))
	}
	for _, k := range keys {
		b.pair(namesOf(k), says(k), column+3)
	}
	b.gap()
	b.text(m.style.plain, 0, "In a text field, ? and b are characters.")
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
