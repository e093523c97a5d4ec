package redact

import (
	"strings"
	"testing"

	"mailgrant/flow/text"
)

// TestEveryNameIsKnownInATextAndInAField: both use one list.
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

func TestWhatMayBeASecretIsDisguised(t *testing.T) {
	secret := "ur28Q~" + "vma8uWq2pBn7K7G9ovniBjHMbhdsTo2gMS"
	for name, txt := range map[string]string{
		"by its mark":      "it was " + secret + " here",
		"in base64":        "it was dXIyOFF+dm1hOHVXcTJwQm43SzdHOW92bmlCakhNYmhkc1RvMmdNUw== here",
		"made by chance":   "it was aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5 here",
		"the old form":     "it was aB3+/dEfGh1JkLmN0pQrStUvWxYz0123456789abcdE= here",
		"within a URL":     "see https://example.net/x?key=aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5",
		"two that overlap": "it was Zq98Q~-aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5 here",
		"two in one text":  secret + " and " + secret,
	} {
		if got := Disguise(txt); !strings.Contains(got, Mask) || strings.Contains(got, "7jK9") || strings.Contains(got, "2pBn") || strings.Contains(got, "JkLm") || strings.Contains(got, "dm1hOHV") {
			t.Errorf("%s: %q", name, got)
		}
	}
	for _, txt := range []string{
		"", "AADSTS7000215: Invalid client secret provided.", "a1b2c3d4-1111-2222-3333-444455556666",
		"UnauthorizedClient_DoesNotMatchRequest", "5F2A9C1E7B3D4860A1B2C3D4E5F60718293A4B5C", "https://graph.microsoft.com/v1.0/users/support@contoso.com/mailFolders/inbox",
	} {
		if got := Disguise(txt); got != txt {
			t.Errorf("%q came out as %q", txt, got)
		}
	}
}
