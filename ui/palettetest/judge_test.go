package palettetest

import (
	"strings"
	"testing"
)

func TestPalettesAreWhole(t *testing.T) {
	if len(Palettes) < 10 {
		t.Errorf("only %d palettes", len(Palettes))
	}
	for _, p := range Palettes {
		colors := append(strings.Fields(p.ANSI), p.Foreground, p.Background)
		if len(colors) != 18 {
			t.Errorf("%s has %d colors", p.Name, len(colors))
		}
		for _, c := range colors {
			luminance(c)
		}
	}
}

func TestWhatCanBeReadAndWhatNot(t *testing.T) {
	for name, tt := range map[string]struct {
		frame string
		says  string // "": nothing
	}{
		"plain and bold":                  {"a \x1b[1mb\x1b[0m c", ""},
		"reversed":                        {"\x1b[7m Continue \x1b[0m", ""},
		"a green sign beside a word":      {"\x1b[32m✓\x1b[m ok", ""},
		"a faint rule":                    {"\x1b[2m──\x1b[0m Step 1 \x1b[2m─────\x1b[0m", ""},
		"a bar beside the next line":      {"\x1b[31m┃\x1b[0m Missing\n\x1b[31m┃\x1b[0m", ""},
		"a text in bright black":          {"\x1b[90mgo on\x1b[0m", `"go on" in color 8 on own on Solarized Dark`},
		"a text in a hue":                 {"\x1b[36mgo on\x1b[0m", `"go on" in color 6`},
		"a bold text in a hue":            {"\x1b[1;36mgo on\x1b[0m", `"go on" in color 6`},
		"a style that goes on":            {"\x1b[36m\n\nnext line", `"next line" in color 6`},
		"a faint text":                    {"\x1b[2mgo on\x1b[0m", "is faint, and no rule"},
		"a blue sign":                     {"\x1b[34m>\x1b[0m go on", `">" in color 4 on own on PuTTY`},
		"a bold yellow sign":              {"\x1b[1;33m!\x1b[0m warn", `"!" in color 3 on own on macOS Basic`},
		"a white sign":                    {"\x1b[37m>\x1b[0m go on", `on One Half Light has contrast 1.0`},
		"a background":                    {"\x1b[44m go on \x1b[0m", `on 4`},
		"one of 256 colors":               {"\x1b[38;5;240mgo on\x1b[0m", "not the terminal's"},
		"RGB":                             {"\x1b[38;2;1;31;1mgo on\x1b[0m", "not the terminal's"},
		"a sign without a word":           {"\x1b[32m✓\x1b[0m", "no word beside it"},
		"the color ends where 39 says so": {"\x1b[32m✓\x1b[39m ok", ""},
		"other sequences are no text":     {"\x1b[?25l\x1b[2K\x1b]0;title\x07a\x1b[10;2H", ""},
	} {
		got := strings.Join(Complaints(tt.frame), "\n")
		if (tt.says == "") != (got == "") || !strings.Contains(got, tt.says) {
			t.Errorf("%s: %s", name, got)
		}
	}
}
