package cli

import (
	"fmt"
	"strings"
)

// hostileTexts are made to control a terminal, to mislead a reader, to flood,
// or to break out of Markdown and HTML.
func hostileTexts() []string {
	var texts []string
	for c := rune(0); c < 0x20; c++ {
		texts = append(texts, "a"+string(c)+"b")
	}
	for c := rune(0x7F); c <= 0x9F; c++ { // DEL and C1
		texts = append(texts, "a"+string(c)+"31mb")
	}
	for _, r := range "\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2028\u2029\u2060\u2061\u2062\u2063\u2064" +
		"\u2066\u2067\u2068\u2069\u206a\u206f\ufeff\u00ad\u180e\ufff9\ufffb\U000e0001\U000e0041\U0001d173" {
		texts = append(texts, "gnp"+string(r)+".exe")
	}
	return append(texts,
		"\x1b[2J\x1b[31mred", "\x1b]0;title\x07", "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\", "\x1b]52;c;ZXZpbA==\x07",
		"\x1bP1$qm\x1b\\", "\x1b_apc\x1b\\", "\x1b^pm\x1b\\", "\x1bXsos\x1b\\", "\x1b]11;?\x07", "\x1b[6n", "\x1b[?1049h", "\x1b[200~rm -rf\n\x1b[201~",
		"\x1bc", "\x1b(0lqqk", "\x1b#8", "\x1b", "\x1b\x1b[2J", "\u009b2J", "\u0090q\u009c", "\u009d0;t\u009c",
		"over\rwritten", "line\nline\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{}", "back\b\b\bspace",
		"bad \xff\xfe utf-8", "\xc0\x80", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "cut \xe2\x82",
		strings.Repeat("A", 60<<10), strings.Repeat("\x1b[31m", 8000), strings.Repeat("\u0301", 5000), "e"+strings.Repeat("\u0301", 300),
		strings.Repeat("\u202e", 2000), strings.Repeat("wide字", 3000), strings.Repeat(" \n", 4000),
		"](https://evil.example) [x", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "`; rm -rf ~ `", "# Heading\n\n- [ ] do this", "| a | b |\n|---|---|",
		"&lt;b&gt;&#27;[2J", "%1b[2J%0d%0a", `\u001b[2J`, "{{.Secret}}", "%s%n%!v(EXTRA)", "$(id)", "';--",
	)
}

// quoted is a text as a JSON string that keeps invalid UTF-8 unchanged.
func quoted(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(text) {
		switch c := text[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < 0x20:
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String() + `"`
}
