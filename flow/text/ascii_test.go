package text

import (
	"bytes"
	"testing"
	"unicode/utf8"
)

func TestWhatIsDrawnHasTheSameWidthInASCII(t *testing.T) {
	for in, want := range map[string]string{
		"╭─ ✓ ok ─╮": "+- + ok -+", "│ ••••… │": "| ****. |", "✗ a – b": "x a - b", "plain": "plain", "日本 ü": "日本 ü",
	} {
		var out bytes.Buffer
		n, err := ASCIIWriter{&out}.Write([]byte(in))
		if got := ASCII(in); got != want || out.String() != want || n != len(in) || err != nil || utf8.RuneCountInString(got) != utf8.RuneCountInString(in) {
			t.Errorf("%q: %q", in, got)
		}
	}
}
