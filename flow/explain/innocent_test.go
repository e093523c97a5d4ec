package explain

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestInnocentTextsRaiseNoWarning(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("testdata", "innocent.txt"))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.SplitSeq(string(raw), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		n++
		for _, text := range []string{line, "ErrorSendAsDenied: " + line, "AADSTS9999999: " + line + " And so on."} {
			if x := Explain(text); len(x.Warnings) > 0 {
				t.Errorf("%q: warns %q", text, x.Warnings)
			}
		}
	}
	if n < 200 {
		t.Errorf("only %d innocent texts", n)
	}
}
