package wizard

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"mailgrant/flow"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/text"
)

// longestMessage is what a pasted text may have, in bytes.
const longestMessage = 1 << 20

// typeMessage edits a message at its end, which is all that a code or a few
// words need.
func (m *Model) typeMessage(k tea.KeyMsg) tea.Cmd {
	now := m.state.Values.Message
	switch {
	case k.Type == tea.KeyBackspace && now != "":
		r := []rune(now)
		now = string(r[:len(r)-1])
	case k.Type == tea.KeyRunes && !k.Alt, k.Type == tea.KeySpace:
		now += string(k.Runes)
	case key.Matches(k, m.keys.erase):
		now = ""
	default:
		return nil
	}
	return m.apply(flow.Typed{Field: guide.FieldMessage, Text: now})
}

// pasteMessage puts a text behind what is there: terminals cut long pastes.
func (m *Model) pasteMessage(text string) tea.Cmd {
	whole := m.state.Values.Message + text
	if len(whole) > longestMessage {
		m.notice = "Not pasted: that is more than 1 MiB. mailgrant explain reads a whole file: mailgrant explain - < FILE."
		return nil
	}
	return m.apply(flow.Typed{Field: guide.FieldMessage, Text: whole})
}

// messageValue shows a short message, and of any other how long it is.
func (m *Model) messageValue(focused bool) string {
	txt := m.state.Values.Message
	cursor := ""
	if focused {
		cursor = m.style.cursor.Render(" ")
	}
	if txt == "" {
		return cursor + m.style.dim.Render("e.g. "+guide.FieldOf(guide.FieldMessage).Example)
	}
	shown := text.Clean(strings.TrimSpace(txt))
	if r := []rune(shown); len(r) > shortMessage || strings.ContainsAny(shown, "=\"<") {
		lines := strings.Count(strings.TrimSpace(txt), "\n") + 1
		shown = strconv.Itoa(len([]rune(txt))) + " characters, " + strconv.Itoa(lines) + " lines"
		if lines == 1 {
			shown = strconv.Itoa(len([]rune(txt))) + " characters"
		}
		return m.style.plain.Render(shown) + cursor
	}
	return m.style.plain.Render(form.Shown(guide.FieldMessage, shown)) + cursor
}

// shortMessage is what is shown of a message, in characters: a code, or a few
// words. A longer text, or one with values in it, may hold a secret.
const shortMessage = 60

// meaningLines are what a message can mean.
func (m *Model) meaningLines(b *body) {
	for i, e := range m.page.Meanings {
		b.gap()
		lead := ""
		if len(m.page.Meanings) > 1 {
			lead = strconv.Itoa(i+1) + ". "
		}
		b.hanging(m.style.strong, lead, e.Says)
		b.pair("Cause", string(e.Cause), 12)
		if whose := e.Owner.Words(); whose != "" {
			b.pair("Whose move", whose, 12)
		}
		for j, t := range e.Do {
			label := ""
			if j == 0 {
				label = "To do"
			}
			b.pair(label, t, 12)
		}
		if e.Apart != "" {
			b.pair("Told by", e.Apart, 12)
		}
		if e.Lookup != "" {
			b.pair("Look up", e.Lookup, 12)
		}
	}
}
