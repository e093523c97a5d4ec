package wizard

import (
	"slices"
	"strings"
	"unicode"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// longest is the limit of a field; a longer paste is refused, never cut. An
// address with an authorization code in it is longer than any other value.
const (
	longest         = 2048
	longestCallback = 8192
)

func longestOf(id finding.FieldID) int {
	if guide.FieldOf(id).Kind == guide.KindCallback {
		return longestCallback
	}
	return longest
}

// inBox reports a field with a text box. The secret has none because it is never
// shown, and a message has none because it has many lines.
func inBox(f guide.Field) bool { return !f.Secret() && !f.Multiline() }

// input is the text box of a field, with its value from the state.
func (m *Model) input(id finding.FieldID) textinput.Model {
	in, ok := m.inputs[id]
	if !ok {
		in = textinput.New()
		in.Prompt, in.CharLimit = "", longestOf(id)
		in.Placeholder = "e.g. " + m.state.Field(id).Example
		in.PlaceholderStyle, in.TextStyle = m.style.plain.whole, m.style.plain.whole
		in.Cursor.Style, in.Cursor.TextStyle = m.style.cursor.whole, m.style.plain.whole
		in.Cursor.SetMode(cursor.CursorStatic) // blinking costs frames
	}
	if width := max(10, m.bodyWidth()-5); in.Width != width {
		in.Width = width
		in.SetCursor(in.Position()) // otherwise it stays scrolled for the old width
	}
	if text := m.state.Values.Text(id); in.Value() != text {
		in.SetValue(text)
		in.CursorEnd()
	}
	if m.at().field == id && m.pane == noPane {
		in.Focus()
	} else {
		in.Blur()
	}
	return in
}

// onFieldKey types into the focused field.
func (m *Model) onFieldKey(k tea.KeyMsg) tea.Cmd {
	if k.Paste || m.packed(k) {
		return m.onPaste(string(k.Runes))
	}
	id := m.at().field
	if id == "" || m.page.Waiting != "" {
		return nil
	}
	m.notice = ""
	defer m.inView()
	switch f := guide.FieldOf(id); {
	case f.Secret():
		return m.typeSecret(k)
	case f.Multiline():
		return m.typeMessage(id, k)
	}
	k.Paste = several(k) // the text box matches keys by name, too
	in, cmd := m.inputs[id].Update(k)
	m.inputs[id] = in
	return tea.Batch(cmd, m.apply(flow.Typed{Field: id, Text: in.Value()}))
}

// paste handles every pasted value the same way: it cleans it and says so. It
// refuses a text that can't be one value, because guessing which part was meant
// would be worse.
func (m *Model) paste(id finding.FieldID, text string) tea.Cmd {
	f := guide.FieldOf(id)
	switch {
	case f.Secret():
		return m.pasteSecret(value.NewSecret(text))
	case f.Multiline():
		return m.pasteMessage(id, text)
	}
	clean, notes := value.Clean(text)
	if value.HoldsSecret(text) && !value.HoldsSecret(clean) { // the name that was cleaned away shows what it is
		clean, notes = strings.TrimSpace(text), nil
	}
	if f.Pasted() { // a page's text has several lines
		clean = strings.Join(strings.Fields(clean), " ")
	}
	if why := unpasteable(clean, longestOf(id)); why != "" {
		m.notice = why
		return nil
	}
	in := m.inputs[id]
	if m.whole(id) { // two values in a row are never one
		in.SetValue("")
	}
	in, cmd := in.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(clean), Paste: true})
	m.inputs[id] = in
	cmd = tea.Batch(cmd, m.apply(flow.Typed{Field: id, Text: in.Value(), Pasted: true}))
	m.noteCleaned(notes)
	return cmd
}

func unpasteable(text string, longest int) string {
	switch {
	case len(text) > longest:
		return "Not pasted: that is longer than any value asked for here."
	case strings.ContainsAny(text, "\r\n"):
		return "Not pasted: that is more than one line. Copy one value."
	case strings.ContainsFunc(text, unicode.IsControl):
		return "Not pasted: there are control characters in it. Copy it again."
	}
	return ""
}

// whole reports a field whose value is complete and well-formed.
func (m *Model) whole(id finding.FieldID) bool {
	return m.state.Values.Text(id) != "" && !slices.ContainsFunc(form.Judge(m.state.Values, id).Findings, func(f finding.Finding) bool {
		return f.Status == finding.Fail
	})
}

func (m *Model) noteCleaned(notes []string) {
	if len(notes) > 0 {
		m.notice = "Pasted; " + strings.Join(notes, ", ") + "."
	}
}

// typeSecret edits the secret without showing it: only its end can change.
func (m *Model) typeSecret(k tea.KeyMsg) tea.Cmd {
	now, edited := m.atEnd(m.state.Values.Secret.Reveal(), k)
	if !edited {
		return nil
	}
	if len(now) > longest {
		m.notice = "That is longer than any client secret."
		return nil
	}
	return m.apply(flow.TypedSecret{Secret: value.NewSecret(now)})
}

// pasteSecret replaces the old secret: two secrets in a row are never one.
func (m *Model) pasteSecret(s value.Secret) tea.Cmd {
	clean, notes := value.CleanSecret(s)
	if why := unpasteable(clean.Reveal(), longest); why != "" {
		m.notice = why
		return nil
	}
	cmd := m.apply(flow.TypedSecret{Secret: clean, Pasted: true})
	m.noteCleaned(notes)
	return cmd
}
