package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestASecretFileMayNameItsValues gives files as people have them in place of the
// secret alone. Only the secret is taken from them.
func TestASecretFileMayNameItsValues(t *testing.T) {
	good := sample(t, "good").Values
	const other = "7a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"
	secret := good.Secret.Reveal()
	for name, tt := range map[string]struct {
		text, cause, says string
		code              int
	}{
		"the secret alone":       {secret + "\n", "", "", exitGood},
		"az, pretty":             {"{\n  \"appId\": \"" + good.ClientID + "\",\n  \"password\": \"" + secret + "\",\n  \"tenant\": \"" + good.Tenant + "\"\n}\n", "", "", exitGood},
		"az, compact":            {`{"appId":"` + good.ClientID + `","password":"` + secret + `","tenant":"` + good.Tenant + `"}`, "", "", exitGood},
		".env":                   {"# mail\r\nAZURE_CLIENT_ID=" + good.ClientID + "\r\nAZURE_CLIENT_SECRET='" + secret + "'\r\n", "", "", exitGood},
		"one line of .env":       {"CLIENT_SECRET=" + secret + "\n", "", "", exitGood},
		"a colleague's mail":     {"Hi,\n\nhere is the secret: " + secret + "\nfor the client ID " + good.ClientID + "\n\nKim\n", "", "", exitGood},
		"another client ID":      {"CLIENT_ID=" + other + "\nCLIENT_SECRET=" + secret + "\n", "client-id-malformed", "another client ID, " + other, exitBroken},
		"another tenant":         {"TENANT_ID=" + other + "\nCLIENT_SECRET=" + secret + "\n", "tenant-mismatch", "another tenant, " + other, exitBroken},
		"another endpoint":       {"TOKEN_URL=https://login.microsoftonline.com/" + other + "/oauth2/v2.0/token\nCLIENT_SECRET=" + secret + "\n", "tenant-mismatch", "another tenant, " + other, exitBroken},
		"a domain":               {"TENANT=contoso.onmicrosoft.com\nCLIENT_SECRET=" + secret + "\n", "", "", exitGood},
		"no secret":              {"CLIENT_ID=" + good.ClientID + "\nTENANT_ID=" + good.Tenant + "\n", "secret-missing", "labelled values, but no client secret", exitBroken},
		"an empty secret":        {"CLIENT_ID=" + good.ClientID + "\nCLIENT_SECRET=\n", "secret-missing", "The client secret is empty", exitBroken},
		"two secrets":            {"Client ID: " + good.ClientID + "\nold secret: " + secret + "\nnew secret: " + secret[:len(secret)-2] + "zz\n", "secret-malformed", "more than one client secret", exitBroken},
		"several lines, no name": {secret + "\n" + secret + "\n", "secret-malformed", "more here than the client secret", exitBroken},
		"over two lines":         {secret[:20] + "\n" + secret[20:] + "\n", "", "joined from two lines", exitGood},
		"labelled, on two lines": {"CLIENT_SECRET=" + secret[:20] + "\n" + secret[20:] + "\n", "", "joined from two lines", exitGood},
		"a placeholder":          {"CLIENT_ID=" + good.ClientID + "\nCLIENT_SECRET=<your-secret>\n", "placeholder-left", "placeholder", exitBroken},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "secret")
			if err := os.WriteFile(path, []byte(tt.text), 0o600); err != nil {
				t.Fatal(err)
			}
			s := newStage(t)
			s.in = tt.text
			for _, source := range [][]string{{"--secret-file", path}, {"--secret-stdin"}} {
				r := s.run(append(values(t, "good", source...), "--format", "json")...)
				all := reports(t, r)
				if r.code != tt.code || len(all.Reports) != 1 {
					t.Fatalf("%s: exit %d\n%s%s", source[0], r.code, r.out, r.err)
				}
				cause := ""
				if c := all.Reports[0].Cause; c != nil {
					cause = string(*c)
				}
				if cause != tt.cause || !strings.Contains(r.out, tt.says) {
					t.Errorf("%s: cause %q\n%s", source[0], cause, r.out)
				}
				if strings.Contains(r.out+r.err, secret[6:16]) {
					t.Errorf("%s: the secret is printed", source[0])
				}
			}
		})
	}
}

// An ID beside the secret is compared, never used.
func TestIDsInASecretFileAreNotTaken(t *testing.T) {
	good := sample(t, "good").Values
	path := filepath.Join(t.TempDir(), "secret")
	text := "CLIENT_ID=" + good.ClientID + "\nTENANT_ID=" + good.Tenant + "\nCLIENT_SECRET=" + good.Secret.Reveal() + "\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s := newStage(t)
	for _, lacks := range [][]string{{"--tenant", good.Tenant}, {"--client-id", good.ClientID}} {
		args := append([]string{"check", "--guide", good.Guide, "--secret-file", path}, lacks...)
		if r := s.run(args...); r.code != exitUsage {
			t.Errorf("%q: exit %d\n%s%s", lacks, r.code, r.out, r.err)
		}
	}
}
