package redact

import (
	"strings"
	"testing"

	"mailgrant/flow/text"
)

// TestEveryNameIsKnownInATextAndInAField: one list serves both.
func TestEveryNameIsKnownInATextAndInAField(t *testing.T) {
	for name := range strings.FieldsSeq(secretNames + " " + tokenNames) {
		for _, between := range []string{"-", "_", "", " "} {
			called := strings.ReplaceAll(name, "-", between)
			if spans := Spans(called+"=hunter2x", Owned{}); len(spans) == 0 {
				t.Errorf("%q is not known in a field", called)
			}
			if f := Find(text.Read("the " + called + "=hunter2x there")); len(f.spans) == 0 || !f.Secret && !f.Token {
				t.Errorf("%q is not known in a text: %+v", called, f)
			}
		}
	}
}

func TestWhatStandsForASecretIsNone(t *testing.T) {
	for txt, want := range map[string]bool{
		"<your secret value>": true, "********": true, "YOUR_CLIENT_SECRET": true, "$CLIENT_SECRET": true, "${SECRET}": true, "{secret}": true,
		"xxxx": true, "[your secret]": true, "%CLIENT_SECRET%": true, "your-password-here": true, "changeme": true, "insert_key_here": true,
		"YourCompany2024!Canary": false, "hunter2x": false, "<pa!ssword>": false, "correcthorse": false, "Enterprise!": false,
	} {
		if got := placeholder(txt); got != want {
			t.Errorf("%q: %t, want %t", txt, got, want)
		}
	}
}
