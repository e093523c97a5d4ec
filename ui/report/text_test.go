package report

import (
	"bytes"
	"strings"
	"testing"

	"mailgrant/flow/check"
)

func TestAHintIsShownOnlyWhereItWasAskedFor(t *testing.T) {
	for hint, shown := range map[string]bool{"aB3": true, "": false} {
		var out bytes.Buffer
		NewPrinter("text", Options{Text: NewWriter(&out, false, 80)}).One(Result{Report: check.Report{Name: "contoso"}, Hint: hint})
		if got := strings.Contains(out.String(), "Secret starts with: aB3"); got != shown || strings.Contains(out.String(), "Secret starts") != shown {
			t.Errorf("hint %q: %s", hint, out.String())
		}
	}
}
