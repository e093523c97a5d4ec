package cli

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"
)

// utf16le is a text as PowerShell's > writes it.
func utf16le(txt string) string {
	out := "\xff\xfe"
	for _, u := range utf16.Encode([]rune(txt)) {
		out += string([]byte{byte(u), byte(u >> 8)})
	}
	return out
}

func TestAFileIsExplained(t *testing.T) {
	folder := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	tests := map[string]struct {
		args []string
		code int
		says string
	}{
		"a log is read":                     {[]string{file("product.log", "a line\nAADSTS7000222: The provided client secret keys are expired.\n")}, 0, "(secret-expired)"},
		"one that PowerShell wrote":         {[]string{file("out.txt", utf16le("AADSTS7000222: The provided client secret keys are expired.\r\n"))}, 0, "(secret-expired)"},
		"a manifest is read, and its dates": {[]string{file("manifest.json", `{"appId":"d3590ed6-52b3-4102-aeff-aad2292ab01c","passwordCredentials":[{"displayName":"mail","endDateTime":"2020-05-01T08:00:00Z","keyId":"22222222-3333-4444-8555-777777777777"}],"signInAudience":"AzureADMyOrg"}`)}, 0, `client secret "mail" ended on 2020-05-01`},
		"a text that is no file is a text":  {[]string{"AADSTS7000222"}, 0, "(secret-expired)"},
		"a file that is not there":          {[]string{filepath.Join(folder, "product-1.log")}, exitUsage, "There is no such file"},
		"a path that is not there":          {[]string{"./missing"}, exitUsage, "There is no such file"},
		"a number in a name of no file":     {[]string{"AADSTS7000222.txt"}, 0, "(secret-expired)"},
		"a host is no file's name":          {[]string{"login.microsoftonline.com"}, 0, ""},
		"a file among words is a word":      {[]string{"AADSTS7000222", file("word", "x")}, 0, "(secret-expired)"},
		"a log that is not there":           {[]string{"nosuchfile.log"}, exitUsage, "There is no such file here"},
		"a path of Windows":                 {[]string{`C:\logs\nosuchfile`}, exitUsage, "There is no such file here"},
		"JSON that is not there":            {[]string{"NoSuchFile.JSON"}, exitUsage, "There is no such file here"},
		"an address is a text":              {[]string{"https://login.microsoftonline.com/x.json"}, 0, "does not recognize"},
		"a sentence about a file is a text": {[]string{"AADSTS7000222 in product.log"}, 0, "(secret-expired)"},
		"a misspelt cause":                  {[]string{"secret-expird"}, 0, "Did you mean secret-expired?"},
		"a folder":                          {[]string{folder}, exitUsage, "That is a folder."},
		"an empty file":                     {[]string{file("empty", "")}, exitUsage, "is empty"},
		"a picture":                         {[]string{file("screen.png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")}, exitUsage, "is a picture"},
		"a PDF":                             {[]string{file("guide.pdf", "%PDF-1.7\n\x00\x01\x02")}, exitUsage, "is a PDF"},
		"an Office document":                {[]string{file("mail.docx", "PK\x03\x04\x14\x00\x06\x00")}, exitUsage, "ZIP archive or an Office document"},
		"an Outlook message":                {[]string{file("mail.msg", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00")}, exitUsage, "an Outlook message"},
		"a compressed log":                  {[]string{file("log.gz", "\x1f\x8b\x08\x00\x00\x00")}, exitUsage, "compressed"},
		"a program":                         {[]string{file("program", "\x7fELF\x02\x01\x01\x00\x00")}, exitUsage, "is binary"},
	}
	if runtime.GOOS == "linux" {
		tests["what can't be read"] = struct {
			args []string
			code int
			says string
		}{[]string{"/proc/self/mem"}, exitUsage, "can't be read"}
		tests["what is no regular file"] = struct {
			args []string
			code int
			says string
		}{[]string{"/dev/null"}, exitUsage, "not a regular file"}
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			r := s.run(append([]string{"explain"}, tt.args...)...)
			if said := strings.Join(strings.Fields(r.out+r.err), " "); r.code != tt.code || !strings.Contains(said, tt.says) {
				t.Errorf("exit %d, %s; want %d and %q", r.code, said, tt.code, tt.says)
			}
			if len(s.ms.Requests()) > 0 {
				t.Error("something was sent")
			}
		})
	}
}

func TestALargeFileIsReadWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "large")
	entry := func(at, url, answer string) string {
		return `{"startedDateTime":"` + at + `","request":{"method":"GET","url":"` + url + `","headers":[]},"response":{"status":400,"headers":[],"content":{"text":"` + answer + `"}}}`
	}
	pages := entry("2026-11-20T07:15:02Z", "https://mail.contoso.com/", strings.Repeat("a page. ", 1<<13))
	har := `{"log":{"version":"1.2","entries":[` + strings.Repeat(pages+",", 4) +
		entry("2026-11-20T07:15:03Z", "https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token", "AADSTS7000222: The provided client secret keys are expired.") +
		strings.Repeat(","+pages, 4) + "]}}"
	for name, tt := range map[string]struct {
		text string
		code int
		says string
	}{
		"a log":                  {strings.Repeat("a line of a log\n", 1<<15) + "AADSTS7000222\n" + strings.Repeat("a line of a log\n", 1<<15), 0, "(secret-expired)"},
		"a recording":            {har, 0, "(secret-expired)"},
		"too large a recording":  {`{ "log": {"entries":[` + strings.Repeat(" ", 33<<20), exitUsage, "larger than 32 MiB"},
		"a log of sign-ins, CSV": {"Date (UTC),Application,Status,Sign-in error code,Failure reason\n" + strings.Repeat("2026-11-20T07:15:02Z,Mail,Success,None,Other.\n", 1<<13) + "2026-11-21T07:15:02Z,Mail,Failure,7000222,The secret has expired.\n" + strings.Repeat("2026-11-20T07:15:02Z,Mail,Success,None,Other.\n", 1<<13), 0, "1 of 16385 sign-ins failed"},
	} {
		t.Run(name, func(t *testing.T) {
			if err := os.WriteFile(path, []byte(tt.text), 0o600); err != nil {
				t.Fatal(err)
			}
			fromFile := newStage(t).run("explain", path)
			s := newStage(t)
			s.in = tt.text
			for _, r := range []result{fromFile, s.run("explain", "-")} {
				if said := strings.Join(strings.Fields(r.out+r.err), " "); r.code != tt.code || !strings.Contains(said, tt.says) {
					t.Errorf("exit %d, %.900s; want %d and %q", r.code, said, tt.code, tt.says)
				}
			}
		})
	}
}

func TestTheNameOfAFileIsNotRepeated(t *testing.T) {
	secret := sample(t, "good").Values.Secret.Reveal()
	path := filepath.Join(t.TempDir(), secret)
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	if r := newStage(t).run("explain", path); r.code != exitUsage || strings.Contains(r.out+r.err, secret[:8]) {
		t.Errorf("exit %d, %s%s", r.code, r.out, r.err)
	}
}

func TestNoSecretOfADocumentIsInAnyOutput(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("..", "..", "flow", "explain", "testdata", "documents.txt"))
	if err != nil {
		t.Fatal(err)
	}
	secret := sample(t, "good").Values.Secret.Reveal()
	blocks := strings.Split(string(raw), "\n== ")
	if len(blocks) < 60 {
		t.Errorf("only %d documents", len(blocks))
	}
	for _, block := range blocks {
		name, text, _ := strings.Cut(block, "\n--\n")
		text = strings.ReplaceAll(text, "{{secret}}", secret)
		for _, old := range []string{"Mail product", "mail", "support", "bob@contoso.com", "d3590ed6-52b3-4102-aeff-aad2292ab01c", "AzureADMyOrg", "mailgrant-contoso"} {
			if !strings.Contains(text, old) {
				continue
			}
			for output, said := range outputs(t, strings.ReplaceAll(text, old, secret)) {
				folded := strings.Join(strings.Fields(said), "")
				for _, form := range append(disguises(secret), secret[:8], secret[len(secret)-8:]) {
					if strings.Contains(said, form) || strings.Contains(folded, form) {
						t.Errorf("%s, %q: the %s shows %q:\n%s", name, old, output, form, said)
					}
				}
			}
		}
	}
}
