package wizard

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/text"
)

// longestMessage is the limit of a pasted text, in bytes.
const longestMessage = 1 << 20

// typeMessage edits a message at its end only, which is enough for a code or a
// few words.
func (m *Model) typeMessage(id finding.FieldID, k tea.KeyMsg) tea.Cmd {
	now, edited := m.atEnd(m.state.Values.Text(id), k)
	if !edited {
		return nil
	}
	return m.apply(flow.Typed{Field: id, Text: now})
}

// atEnd is a text after a key that can only change its end.
func (m *Model) atEnd(now string, k tea.KeyMsg) (_ string, edited bool) {
	switch {
	case k.Type == tea.KeyBackspace && now != "":
		r := []rune(now)
		return string(r[:len(r)-1]), true
	case k.Type == tea.KeyRunes && !k.Alt, k.Type == tea.KeySpace:
		return now + string(k.Runes), true
	case key.Matches(k, m.keys.erase):
		return "", true
	}
	return now, false
}

// pasteMessage appends a text to what is there: terminals split long pastes.
func (m *Model) pasteMessage(id finding.FieldID, text string) tea.Cmd {
	whole := m.state.Values.Text(id) + text
	if len(whole) > longestMessage {
		m.notice = "Not pasted: more than 1 MiB. Read a file: mailgrant explain - < FILE"
		return nil
	}
	return m.apply(flow.Typed{Field: id, Text: whole})
}

// messageValue shows a short message, and only the length of any other.
func (m *Model) messageValue(f guide.Field, focused bool) string {
	txt := m.state.Values.Text(f.ID)
	if txt == "" {
		return m.placeholder(f, focused)
	}
	cursor := ""
	if focused {
		cursor = m.style.cursor.Render(" ")
	}
	shown := text.Clean(strings.TrimSpace(txt))
	if r := []rune(shown); len(r) > shortMessage || strings.ContainsAny(shown, "=\"<") {
		lines := strings.Count(strings.TrimSpace(txt), "\n") + 1
		if shown = text.Count(len([]rune(txt)), "character"); lines > 1 {
			shown += ", " + strconv.Itoa(lines) + " lines"
		}
		return m.style.plain.Render(shown) + cursor
	}
	return m.style.plain.Render(form.Shown(f.ID, shown)) + cursor
}

// shortMessage is the limit up to which a message is shown, in characters: a
// code, or a few words. A longer text, or one with values in it, may hold a
// secret.
const shortMessage = 60

// meaningLines are the possible meanings of a message.
func (m *Model) meaningLines(b *body) {
	for i, e := range m.page.Meanings {
		b.gap()
		lead := ""
		if len(m.page.Meanings) > 1 {
			lead = strconv.Itoa(i+1) + ". "
		}
		title := e.Cause.Title()
		if says := strings.TrimSuffix(e.Says, "."); title == "" || strings.EqualFold(says, title) { // a report that passed has no cause
			b.hanging(m.style.strong, lead, e.Says)
		} else {
			b.hanging(m.style.strong, lead, title)
			b.text(m.style.plain, lipgloss.Width(lead), e.Says)
		}
		in := &body{style: b.style, width: b.width - len(edge)}
		in.labelled(page.Moves(e.Owner, e.Do))
		if e.Apart != "" {
			in.pair("How to tell", e.Apart, labelWidth)
		}
		if e.Lookup != "" {
			in.pair("Look up", e.Lookup, labelWidth)
		}
		b.within(len(edge), in)
	}
}
