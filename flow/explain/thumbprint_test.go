package explain

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"
)

// TestTheThumbprintInTheMessageIsRead: what the program did to it, and which
// certificate it means.
func TestTheThumbprintInTheMessageIsRead(t *testing.T) {
	const digits = "3FB1A2C4D5E6F708192A3B4C5D6E7F8091A2B3FB"
	raw, _ := hex.DecodeString(digits)
	odd := append([]byte{0xfb, 0xff, 0xfe}, raw[3:]...)
	for name, c := range map[string]struct{ given, says, means string }{
		"as it should be":               {digits, "look for it in that list", digits},
		"hex digits, shown as hex":      {hex.EncodeToString([]byte(digits)), "hex digits", digits},
		"hex digits, as they were sent": {base64.RawURLEncoding.EncodeToString([]byte(digits)), "hex digits", digits},
		"standard base64":               {base64.StdEncoding.EncodeToString(odd), "standard base64", strings.ToUpper(hex.EncodeToString(odd))},
		"base64url, as it was sent":     {base64.RawURLEncoding.EncodeToString(odd), "look for it", strings.ToUpper(hex.EncodeToString(odd))},
		"nothing":                       {"", "", ""},
		"a mask":                        {"<removed>", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			x := Explain("AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: '" + c.given + "', Please visit the Azure Portal]")
			all := strings.Join(x.Candidates[0].Do, "\n")
			if !strings.Contains(all, c.says) || !strings.Contains(all, c.means) || c.says == "" && strings.Contains(all, "The program encodes the") && !strings.Contains(all, "If the message") {
				t.Errorf("nothing of %q, %q in:\n%s", c.says, c.means, all)
			}
		})
	}
}
