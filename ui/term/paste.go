package term

import (
	"bytes"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
)

// A terminal puts these around a paste.
var pasteStart, pasteEnd = []byte("\x1b[200~"), []byte("\x1b[201~")

// clipping collects a paste that is longer than one read. Bubble Tea would scan
// the whole paste again at each read, which takes seconds for 1 MiB.
type clipping struct {
	send func(tea.Msg)
	open bool
	text []byte // of the open paste
	torn []byte // what may be the start of pasteStart
}

// read reads like Bubble Tea does, but holds back long pastes and sends each as
// one message when it is complete. Reading 0 bytes is not the end of the input.
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

// take handles the pastes in a chunk. It returns how many bytes, moved to the
// front of the chunk, are left for Bubble Tea.
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

// tornLength is how many bytes at the end of a chunk may start a paste.
func tornLength(chunk []byte) int {
	for n := min(len(pasteStart)-1, len(chunk)); n > 0; n-- {
		if bytes.HasSuffix(chunk, pasteStart[:n]) {
			return n
		}
	}
	return 0
}

// pasted is the message that Bubble Tea creates for a paste.
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
