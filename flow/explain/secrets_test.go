package explain

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// leak is a text that reveals a secret, as people paste it.
type leak struct {
	name, secret, text string
	warned             bool
}

// leaks reads testdata/leaks.txt, whose first lines describe its format.
func leaks(t testing.TB) []leak {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", "leaks.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var list []leak
	for lines := bufio.NewScanner(file); lines.Scan(); {
		line := filled(lines.Text())
		if name, ok := strings.CutPrefix(line, "== "); ok {
			name, quiet := strings.CutPrefix(name, "unwarned: ")
			list = append(list, leak{name: name, warned: !quiet})
			continue
		}
		if strings.HasPrefix(line, "#") {
			continue
		}
		if l := &list[len(list)-1]; l.secret == "" {
			l.secret = line
		} else {
			l.text += strings.ReplaceAll(line, "§", l.secret) + "\n"
		}
	}
	return list
}

// pieces are the parts that identify a truncated secret.
func pieces(secret string) []string {
	const size = 6
	var list []string
	for i := 0; i+size <= len(secret); i++ {
		list = append(list, secret[i:i+size])
	}
	return append(list, secret)
}

// frames are contexts of a leak: an error before or after it, and lines that
// wrap, escape or encode the whole.
var frames = map[string]func(text string) string{
	"alone":               func(s string) string { return s },
	"before a number":     func(s string) string { return s + " AADSTS7000215: Invalid client secret provided." },
	"behind a number":     func(s string) string { return "AADSTS7000215: Something failed here: " + s },
	"in a number's text":  func(s string) string { return "AADSTS9999999: Request " + s + " failed" },
	"before a wording":    func(s string) string { return strings.TrimSpace(s) + " ErrorSendAsDenied: no" },
	"behind a wording":    func(s string) string { return "ErrorSendAsDenied: it was " + s },
	"on the next line":    func(s string) string { return "ErrorSendAsDenied\n" + s + "\nErrorSendAsDenied" },
	"quoted in mail":      func(s string) string { return "> ErrorSendAsDenied said\n> " + strings.ReplaceAll(s, "\n", "\n> ") },
	"lines end in \\r\\n": func(s string) string { return "ErrorSendAsDenied " + strings.ReplaceAll(s, "\n", "\r\n") },
}

func TestNoLeakIsRepeated(t *testing.T) {
	for _, l := range leaks(t) {
		for frame, around := range frames {
			t.Run(l.name+"/"+frame, func(t *testing.T) {
				text := around(l.text)
				x := Explain(text)
				said := everything(x)
				for _, piece := range pieces(l.secret) {
					if strings.Contains(said, piece) {
						t.Fatalf("%q of %q is repeated:\n%s", piece, text, said)
					}
				}
				if warned := len(x.Warnings) > 0; warned != l.warned {
					t.Errorf("%q: warned %t; want %t", text, warned, l.warned)
				}
			})
		}
	}
}

func TestALineWrapInsideASecretLeaksNoPartOfIt(t *testing.T) {
	for _, l := range leaks(t) {
		if strings.Contains(l.secret, " ") {
			continue
		}
		for at := 1; at < len(l.secret); at++ {
			wrapped := l.secret[:at] + "\n" + l.secret[at:]
			text := "AADSTS9999999: Request " + strings.ReplaceAll(l.text, l.secret, wrapped) + " failed ErrorSendAsDenied"
			said := everything(Explain(text))
			for _, piece := range pieces(l.secret) {
				if strings.Contains(said, piece) {
					t.Errorf("%s: %q of %q is repeated:\n%s", l.name, piece, text, said)
				}
			}
		}
	}
}

func TestWhatExplainsIsNeitherBlankedNorWarnedOf(t *testing.T) {
	tests := map[string]struct{ text, keeps string }{
		"Microsoft on a wrong secret":   {"AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app 'a1b2c3d4-1111-2222-3333-444455556666'.", "for a secret added to app 'a1b2c3d4-1111-2222-3333-444455556666'"},
		"Microsoft on an old secret":    {"AADSTS7000222: The provided client secret keys for app 'a1b2c3d4-1111-2222-3333-444455556666' are expired. Visit https://aka.ms/NewClientSecret, or consider using certificate credentials: https://aka.ms/certCreds", "https://aka.ms/certCreds"},
		"parameters that lack":          {"AADSTS7000218: The request body must contain the following parameter: 'client_assertion' or 'client_secret'.", "'client_assertion' or 'client_secret'"},
		"a colon before an error":       {"client secret: AADSTS7000215: Invalid client secret provided.", "Invalid client secret provided"},
		"a colon before a sentence":     {"AADSTS9999999: Bad password: the password has expired.", "the password has expired"},
		"an assertion's times":          {"AADSTS700024: Client assertion is not within its valid time range. Current time: 2026-05-20T11:32:10.1234567Z, expiry time of assertion 2026-05-20T10:10:00.0000000Z.", "2026-05-20T10:10:00.0000000Z"},
		"a redirect":                    {"AADSTS50011: The redirect URI 'https://app.contoso.com/signin-oidc?x=1' specified in the request does not match.", "https://app.contoso.com/signin-oidc?x=1"},
		"an address with a port":        {"AADSTS9999999: http://proxy.contoso.com:8080/a@b failed for a reason", "http://proxy.contoso.com:8080/a@b"},
		"a GUID in an address":          {"AADSTS9999999: See https://login.microsoftonline.com/6D1F0A3E-52C7-4B0E-9A44-3c0f7be1d205/oauth2/v2.0/token for more", "6D1F0A3E-52C7-4B0E-9A44-3c0f7be1d205"},
		"a code of an error":            {`AADSTS9999999: code:ErrorAccessDenied code: 0x80070005 status code 401 see ?code=9999999 or so`, "see ?code=9999999 or so"},
		"basic authentication":          {"535 5.7.139 Authentication unsuccessful, basic authentication is disabled.", "basic authentication is disabled"},
		"a bearer's challenge":          {`AADSTS9999999: x WWW-Authenticate: Bearer realm=x, error=invalid_token and more`, "invalid_token"},
		"a kind of token":               {`AADSTS9999999: token_type=Bearer expires_in=3599 and more`, "expires_in=3599 and more"},
		"an address behind a password":  {"AADSTS50126: Wrong password for support2024@contoso.com here", "support2024@contoso.com"},
		"an element without a value":    {"AADSTS9999999: <clientSecret></clientSecret> <tenant>contoso99</tenant> here", "contoso99"},
		"what became of a secret":       {"AADSTS9999999: The client secret is invalidated, the password was incorrect, the secret is unacceptable here", "is unacceptable here"},
		"an option for a file":          {"AADSTS9999999: --client-secret-file secret99.txt was read", "secret99.txt was read"},
		"a certificate's thumbprint":    {"AADSTS700027: Thumbprint of key used by client: '5F2A9C1E7B3D4860A1B2C3D4E5F60718293A4B5C', or so", "5F2A9C1E7B3D4860A1B2C3D4E5F60718293A4B5C"},
		"a variable in place of a word": {"client_secret=$CLIENT_SECRET AADSTS9999999: It was not set", "It was not set"},
		"a placeholder of words":        {"client_secret=YOUR_CLIENT_SECRET AADSTS9999999: It was not set", "It was not set"},
		"a placeholder in brackets":     {"client_secret=[your secret] AADSTS9999999: It was not set", "It was not set"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			x := Explain(tt.text)
			if !strings.Contains(x.Evidence.ServerText, tt.keeps) {
				t.Errorf("says %q; want %q in it", x.Evidence.ServerText, tt.keeps)
			}
			if len(x.Warnings) > 0 {
				t.Errorf("warns %q", x.Warnings)
			}
		})
	}
}
