//go:build linux || darwin

package termtest

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestAPersonGetsFromTheFirstScreenToTheHandOff(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]Options{
		"in a usual window":         {},
		"in a small one":            {Cols: 40, Rows: 12},
		"in a language of no UTF-8": {Env: []string{"LANG=C", "LC_ALL=C"}},
		"without colour":            {Env: []string{"NO_COLOR=1"}},
	} {
		t.Run(name, func(t *testing.T) {
			o.Args = []string{"--practice"}
			w := tryOut(t, o)
			w.on("What do you have?")
			w.toHandOff().finish()
			w.ended(0)
			printed := w.printed()
			for _, part := range []string{"hand-off sheet", "Client ID", w.app.ClientID, "(the secret is not shown)", "Next: mailgrant setup"} {
				if !strings.Contains(printed, joined(part)) {
					t.Errorf("%q is not on the normal screen:\n%s", part, printed)
				}
			}
			if odd := bytes.IndexFunc(w.Raw(), func(r rune) bool { return r > '~' }); name == "in a language of no UTF-8" && odd >= 0 {
				t.Errorf("not ASCII: %.40q", w.Raw()[odd:])
			}
			coloured := colour.Match(w.Raw())
			if plain := len(o.Env) > 0 && o.Env[0] == "NO_COLOR=1"; coloured == plain {
				t.Errorf("coloured: %v", coloured)
			}
		})
	}
}

// printed is what the program printed after it left the wizard's screen,
// without white space, which depends on the window's width.
func (w walk) printed() string {
	raw := string(w.Raw())
	return joined(ansi.Strip(raw[strings.LastIndex(raw, "\x1b[?1049l")+1:]))
}

func joined(text string) string { return strings.Join(strings.Fields(text), "") }

// colour matches a sequence that sets a foreground or background color.
var colour = regexp.MustCompile(`\x1b\[([0-9;:]*[;:])?(3[0-8]|4[0-8]|9[0-7]|10[0-7])([;:][0-9;:]*)?m`)
