package redact_test

import (
	"testing"

	"mailgrant/flow/redact"
)

func TestAQuotationEndsAtASecret(t *testing.T) {
	for given, want := range map[string]string{
		"Mail product, 2026":                  "Mail product, 2026",
		"https://contoso.com/a%20b":           "https://contoso.com/a%20b",
		"client_secret=Hunter-2-two and more": "client_secret=" + redact.Mask,
		"Kennwort: Hunter-2-two":              "Kennwort: " + redact.Mask,
		"https://a:Hunter2@contoso.com/":      "https://" + redact.Mask,
		"x client%5Fsecret%3DHunter-2-two":    "x client_secret=" + redact.Mask,
	} {
		if got := redact.Quotable(given); got != want {
			t.Errorf("%q: %q, want %q", given, got, want)
		}
	}
}
