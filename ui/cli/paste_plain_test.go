package cli

import (
	"context"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"mailgrant/flow/soak"
)

// counting counts the reads of an input that is not a terminal.
type counting struct {
	io.Reader
	reads int
}

func (c *counting) Read(p []byte) (int, error) {
	c.reads++
	return c.Reader.Read(p)
}

// plainPastes are megabytes pasted at the first question of a mailbox, and at
// the one for a message.
var plainPastes = map[string]string{
	"one line":   "1\n1\n1\n1\n" + strings.Repeat("x", 1<<20) + "\n",
	"a log":      "4\n" + strings.Repeat("ERROR AADSTS7000215: Invalid client secret provided.\n", 1<<20/53) + "end\n",
	"many lines": "1\n1\n1\n1\n" + strings.Repeat("no mailbox at all\n", 1<<20/18),
}

func plainly(in io.Reader) int {
	w := Here()
	w.In, w.Out, w.Err = in, io.Discard, io.Discard
	return Run(context.Background(), []string{"--practice", "--plain"}, w)
}

func TestSoakAMebibyteInPlainModeIsReadInFewCalls(t *testing.T) {
	for _, name := range soak.Some(t, 1, slices.Sorted(maps.Keys(plainPastes))) {
		text := plainPastes[name]
		in := &counting{Reader: strings.NewReader(text)}
		if code := plainly(in); code != exitUsage || in.reads > 1<<20/4096+10 {
			t.Errorf("%s: exit %d after %d reads", name, code, in.reads)
		}
	}
}

func BenchmarkAMebibyteInPlainMode(b *testing.B) {
	for name, text := range plainPastes {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				plainly(strings.NewReader(text))
			}
		})
	}
}

func TestTheEnvironmentChoosesPlainModeWithoutATerminal(t *testing.T) {
	s := newStage(t)
	s.env["ACCESSIBLE"] = "1"
	if r := s.playing([]string{"quit"}, "setup", "--practice"); r.code != 0 && strings.Contains(r.err, "needs a terminal") || !strings.Contains(r.out, "line by line") {
		t.Errorf("exit %d, %s:\n%s", r.code, r.err, r.out)
	}
}
