package text

import (
	"io"
	"strings"
	"sync"
)

// drawn are the characters outside ASCII that mailgrant draws with, each with
// one of ASCII that is as wide.
var drawn = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer(
		"─", "-", "━", "=", "═", "=", "│", "|", "┃", "|", "║", "|",
		"╭", "+", "╮", "+", "╰", "+", "╯", "+", "┌", "+", "┐", "+", "└", "+", "┘", "+",
		"├", "+", "┤", "+", "┬", "+", "┴", "+", "┼", "+",
		"✓", "+", "✗", "x", "❯", ">", "▸", ">", "→", ">", "←", "<", "▲", "^", "↑", "^", "▼", "v", "▾", "v", "↓", "v",
		"•", "*", "·", ".", "…", ".", "–", "-", "—", "-", "‑", "-", "’", "'", "‘", "'", "“", `"`, "”", `"`, "×", "x", "\u00a0", " ",
		"●", "*", "█", "#", "▇", "#", "▏", "|", "▁", "_", "░", ".",
	)
})

// ASCII is a text for a terminal without UTF-8: what mailgrant draws with becomes
// ASCII of the same width. What people and servers wrote stays.
func ASCII(text string) string { return drawn().Replace(text) }

// ASCIIWriter writes text as ASCII shows it. Each write must hold whole
// characters.
type ASCIIWriter struct{ W io.Writer }

func (w ASCIIWriter) Write(p []byte) (int, error) {
	if _, err := io.WriteString(w.W, ASCII(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}
