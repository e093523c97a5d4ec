package value_test

import (
	"testing"

	"mailgrant/flow/value"
)

func TestWhatIsStillBeingTypedIsUnfinished(t *testing.T) {
	for txt, want := range map[string]bool{
		"conto": true, "support@": true, "support@contoso": true, "abc": true,
		"": false, "https://x": false, "two words": false, "5b1f9e2c-7d3a-4c58-9f10": false, "cAn8Q~CanaryDoNotPrint.0123456789abcde_f": false,
	} {
		if value.Unfinished(txt) != want {
			t.Errorf("%q: %t", txt, !want)
		}
	}
}
