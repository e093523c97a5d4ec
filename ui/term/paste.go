package term

import (
	"bytes"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
)

// What a terminal puts around a paste.
var pasteStart, pasteEnd = []byte("\x1b[200~"), []byte("\x1b[201~")

// clipping gathers a paste that is longer than one read. Bubble Tea would look
// through all that came of it again at each read, which takes seconds for a MiB.
type clipping struct {
	send func(tea.Msg)
	open bool
	text []byte // of the paste that is open
	torn []byte // the beginning of what may be a pasteStart
}

// read reads as Bubble Tea does, and keeps long pastes back; those are sent once
// they are whole. Nothing read is no end.
func (c *clipping) read(p []byte, from func([]byte) (int, error)) (int, error) {
	n := copy(p, c.torn)
	c.torn = nil
	more, err := from(p[n:])
	n += max(more, 0)
	if c.send == nil {
		return n, err
	}
	kept := c.take(p[:n])
	if rest := p[:kept]; n == len(p) && !c.open {
		kept -= tornLength(rest)
		c.torn = bytes.Clone(rest[kept:])
	}
	return kept, err
}

// take is how many bytes of a chunk are left for Bubble Tea, at its beginning.
func (c *clipping) take(chunk []byte) int {
	if c.open {
		c.text = append(c.text, chunk...)
		from := max(0, len(c.text)-len(chunk)-len(pasteEnd))
		end := bytes.Index(c.text[from:], pasteEnd)
		if end < 0 {
			return 0
		}
		rest := c.text[from+end+len(pasteEnd):]
		c.send(pasted(c.text[:from+end]))
		chunk = chunk[:copy(chunk, rest)]
		c.open, c.text = false, nil
	}
	at := 0
	for {
		start := bytes.Index(chunk[at:], pasteStart)
		if start < 0 {
			return len(chunk)
		}
		inside := at + start + len(pasteStart)
		end := bytes.Index(chunk[inside:], pasteEnd)
		if end < 0 {
			c.open, c.text = true, bytes.Clone(chunk[inside:])
			return at + start
		}
		at = inside + end + len(pasteEnd)
	}
}

// tornLength is how much of the end of a chunk begins a paste.
func tornLength(chunk []byte) int {
	for n := min(len(pasteStart)-1, len(chunk)); n > 0; n-- {
		if bytes.HasSuffix(chunk, pasteStart[:n]) {
			return n
		}
	}
	return 0
}

// pasted is the message that Bubble Tea makes of a paste.
func pasted(text []byte) tea.Msg {
	runes := make([]rune, 0, len(text))
	for len(text) > 0 {
		r, width := utf8.DecodeRune(text)
		if r != utf8.RuneError {
			runes = append(runes, r)
		}
		text = text[width:]
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: runes, Paste: true}
}
