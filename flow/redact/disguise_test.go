package redact_test

import (
	"testing"

	"mailgrant/flow/redact"
	"mailgrant/flow/text"
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

func TestAPasswordInATranscriptIsFound(t *testing.T) {
	for given, want := range map[string]bool{
		`a1 LOGIN "anna@contoso.com" "Hunter-2-two"`:                     true,
		"a1 LOGIN anna@contoso.com Hunter-2-two\r\na1 NO [x] failed":     true,
		"USER anna@contoso.com\nPASS Hunter-2-two\n-ERR":                 true,
		`$s = ConvertTo-SecureString "Hunter-2-two" -AsPlainText -Force`: true,
		`$s = ConvertTo-SecureString "$secret" -AsPlainText -Force`:      false,
		"LOGIN anna@contoso.com failed":                                  false,
		"PASS ********":                                                  false,
		"all tests PASS quickly":                                         false,
	} {
		if got := redact.Find(text.Read(given)).Secret; got != want {
			t.Errorf("%q: %t", given, got)
		}
	}
}
