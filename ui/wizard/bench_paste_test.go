package wizard

import (
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"mailgrant/flow/guide"
	"mailgrant/flow/soak"
)

// mebibytes are pastes of 1 MiB: a mistake, or a log to explain.
var mebibytes = map[string]string{
	"a log":      strings.Repeat("2026-05-02 08:14:22 ERROR AADSTS7000215: Invalid client secret provided.\n", 1<<20/76),
	"a secret":   strings.Repeat(canary, 1<<20/len(canary)),
	"one line":   strings.Repeat("a", 1<<20),
	"line ends":  strings.Repeat("\r\n", 1<<19),
	"escapes":    strings.Repeat("\x1b[31m", 1<<20/5),
	"invisible":  strings.Repeat("\u200b", 1<<20/3),
	"not UTF-8":  strings.Repeat("\xff", 1<<20),
	"quotes":     strings.Repeat(`"`, 1<<20),
	"full width": strings.Repeat("字", 1<<20/3),
	"no-break":   strings.Repeat("\u00a0", 1<<19),
}

// pasteable are pages with one kind of field each.
var pasteable = map[string]func(testing.TB) *session{
	"mailbox":   func(t testing.TB) *session { return sit(t, goodWorld()).to(guide.StepTenant) },
	"client ID": func(t testing.TB) *session { return sit(t, goodWorld()).to(guide.StepClientID) },
	"secret":    func(t testing.TB) *session { return sit(t, goodWorld()).to(guide.StepSecret) },
	"answer":    func(t testing.TB) *session { return pasting(t, goodWorld()) },
	"message":   func(t testing.TB) *session { return sit(t, goodWorld()).pick("An error message") },
}

// A paste of any length is scanned only a few times. Memory use, unlike time,
// is the same on every machine.
func TestSoakAPasteOfAMebibyteTakesLittleMemory(t *testing.T) {
	type row struct{ field, text string }
	var rows []row
	for _, field := range slices.Sorted(maps.Keys(pasteable)) {
		for _, text := range slices.Sorted(maps.Keys(mebibytes)) {
			rows = append(rows, row{field, text})
		}
	}
	const space, pieces = 32 << 20, 20_000
	for _, r := range soak.Some(t, 10, rows) {
		m := pasteable[r.field](t).m
		paste := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(mebibytes[r.text]), Paste: true}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		m.Update(paste)
		m.View()
		runtime.ReadMemStats(&after)
		if got, n := after.TotalAlloc-before.TotalAlloc, after.Mallocs-before.Mallocs; got > space || n > pieces {
			t.Errorf("%s, %s: %d MiB in %d pieces", r.field, r.text, got>>20, n)
		}
	}
}

// BenchmarkPasteOfAMebibyte measures a paste and the frame that shows its
// result. With the time it takes to arrive (see ui/term) it must stay under a
// second.
func BenchmarkPasteOfAMebibyte(b *testing.B) {
	for field, to := range pasteable {
		for name, text := range mebibytes {
			b.Run(field+", "+name, func(b *testing.B) {
				paste := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true}
				b.ReportAllocs()
				for b.Loop() {
					b.StopTimer()
					m := to(b).m
					b.StartTimer()
					m.Update(paste)
					m.View()
				}
			})
		}
	}
}
