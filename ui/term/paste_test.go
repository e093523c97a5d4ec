package term

import (
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

// clip is what Bubble Tea receives from an input that arrives in reads of 256
// bytes. Pastes that were sent separately are in brackets.
func clip(input string) (given string, reads int) {
	var b strings.Builder
	c := &clipping{send: func(m tea.Msg) { b.WriteString("[" + string(m.(tea.KeyMsg).Runes) + "]") }}
	r := strings.NewReader(input)
	p := make([]byte, 256)
	for {
		n, err := c.read(p, r.Read)
		b.Write(p[:n])
		if err == io.EOF {
			return b.String(), reads
		}
		reads++
	}
}

// Wherever the reads split it, a long paste is one message between the keys
// around it. Bubble Tea handles short ones.
func TestALongPasteIsOneMessageWhereverTheReadsFall(t *testing.T) {
	const start, end = "\x1b[200~", "\x1b[201~"
	long, short := strings.Repeat("a\x1bb\r\n", 150), "short"
	for before := range 600 {
		keys := strings.Repeat("k", before)
		input := keys + start + long + end + "\x1b[A" + start + long + end + "z"
		if got, _ := clip(input); got != keys+"["+long+"]\x1b[A["+long+"]z" {
			t.Fatalf("after %d keys: %q", before, got)
		}
		got, _ := clip(keys + start + short + end + "z")
		if whole := strings.NewReplacer("["+short+"]", "").Replace(got); whole != keys+"z" && whole != keys+start+short+end+"z" {
			t.Fatalf("a short one after %d keys: %q", before, got)
		}
	}
}

// Bubble Tea sees nothing of 1 MiB, which it would scan 4,000 times.
func TestAMebibyteIsLookedThroughOnce(t *testing.T) {
	text := strings.Repeat("x", 1<<20)
	got, reads := clip("\x1b[200~" + text + "\x1b[201~")
	if got != "["+text+"]" || reads > 1<<20/256+1 {
		t.Errorf("%d bytes in %d reads", len(got), reads)
	}
}

func TestAnEscapeAtTheEndOfAReadIsNotLost(t *testing.T) {
	for _, keys := range []string{"\x1b", "\x1b[", "\x1b[20", "\x1b[20~"} {
		input := strings.Repeat("k", 256-len(keys)) + keys + "\x1b[A"
		if got, _ := clip(input); got != input {
			t.Errorf("%q became %q", keys, got[250:])
		}
	}
}

func TestAPasteIsReadAsBubbleTeaReadsIt(t *testing.T) {
	got := pasted([]byte("é\xff字\x00\r\n")).(tea.KeyMsg)
	if !got.Paste || got.Type != tea.KeyRunes || !slices.Equal(got.Runes, []rune("é字\x00\r\n")) {
		t.Errorf("%+v", got)
	}
}

// receiver quits at the first paste.
type receiver struct{ runes int }

func (r *receiver) Init() tea.Cmd { return nil }

func (r *receiver) View() string { return "" }

func (r *receiver) Update(m tea.Msg) (tea.Model, tea.Cmd) {
	if k, ok := m.(tea.KeyMsg); ok && k.Paste {
		r.runes += len(k.Runes)
		return r, tea.Quit
	}
	return r, nil
}

// BenchmarkPasteIsReceived measures how 1 MiB gets from the terminal to the
// wizard. Package wizard has a benchmark for what follows.
func BenchmarkPasteIsReceived(b *testing.B) {
	text := "\x1b[200~" + strings.Repeat("x", 1<<20) + "\x1b[201~"
	b.ReportAllocs()
	for b.Loop() {
		in, terminal, err := os.Pipe()
		if err != nil {
			b.Fatal(err)
		}
		k := &keyboard{File: in}
		model := &receiver{}
		program := tea.NewProgram(model, tea.WithInput(k), tea.WithOutput(io.Discard), tea.WithoutSignalHandler())
		k.send = program.Send
		go func() { _, _ = io.WriteString(terminal, text) }()
		if _, err := program.Run(); err != nil || model.runes != 1<<20 {
			b.Fatal(model.runes, err)
		}
		_, _ = in.Close(), terminal.Close()
	}
}
