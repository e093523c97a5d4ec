//go:build linux || darwin

package termtest

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"io/fs"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/charmbracelet/x/ansi"

	"mailgrant/flow/entra/entratest"
)

const clientCredentials = "email-this-issue-client-credentials"

// tryOut starts practice with an empty home and an empty temporary folder.
func tryOut(t *testing.T, o Options) walk {
	t.Helper()
	o.Home = t.TempDir()
	o.Env = append(o.Env, "TMPDIR="+o.Home)
	contoso := entratest.Contoso(time.Now())
	good := contoso.Good()
	return walk{Terminal: Start(t, o), t: t, mailbox: contoso.Mailboxes[0].Address, app: good, secret: good.Secrets[0]}
}

// toGuide starts practice in a guide, past the first screen.
func toGuide(t *testing.T, o Options) walk {
	t.Helper()
	o.Args = append(o.Args, "setup", "--practice")
	return tryOut(t, o)
}

// ended waits for the end, and requires the exit code and an unchanged
// computer: the terminal restored and never queried, no file, no trace of the
// secret.
func (w walk) ended(code int) {
	w.t.Helper()
	if got := w.Exit(); got != code {
		w.t.Errorf("exit code %d, want %d:\n%s", got, code, w.Text())
	}
	if left := w.LeftOn(); len(left) > 0 {
		w.t.Errorf("left on: %v", left)
	}
	if asked := w.Queries(); len(asked) > 0 {
		w.t.Errorf("asked the terminal: %q", asked)
	}
	if files := filesBelow(w.t, w.Home); len(files) > 0 {
		w.t.Errorf("left behind: %v", files)
	}
	w.showedNoSecret()
	if found := token.Find(w.Raw()); found != nil {
		w.t.Errorf("a token or code was shown: %.12s...", found)
	}
}

// token matches what Microsoft and the practice tenant issue: a JWT, a code, a
// refresh token.
var token = regexp.MustCompile(`eyJ[\w-]{16,}|\b[01]\.A[\w-]{24,}`)

func filesBelow(t *testing.T, directory string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(directory, func(path string, _ fs.DirEntry, err error) error {
		if path != directory {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return files
}

// showedNoSecret looks for the secret in all output to the terminal, in any
// encoding, and for any eight of its characters in a row.
func (w walk) showedNoSecret() {
	w.t.Helper()
	raw := w.Raw()
	plain := ansi.Strip(string(raw))
	const part = 8
	for i := 0; i+part <= len(w.secret.Value); i++ {
		if piece := w.secret.Value[i : i+part]; strings.Contains(plain, piece) || bytes.Contains(raw, []byte(piece)) {
			w.t.Errorf("characters %d to %d of the secret were shown", i, i+part)
			break
		}
	}
	for dress, form := range dresses(w.secret.Value) {
		if bytes.Contains(raw, form) {
			w.t.Errorf("the secret was shown, %s", dress)
		}
	}
}

func dresses(secret string) map[string][]byte {
	var wide []byte
	for _, unit := range utf16.Encode([]rune(secret)) {
		wide = append(wide, byte(unit), byte(unit>>8)) // #nosec G115: the two halves of it
	}
	return map[string][]byte{
		"in base64":      []byte(base64.RawStdEncoding.EncodeToString([]byte(secret))),
		"in hexadecimal": []byte(hex.EncodeToString([]byte(secret))),
		"in a URL":       []byte(url.QueryEscape(secret)),
		"in UTF-16":      wide,
	}
}

func TestTheSearchForASecretFindsItInEveryDress(t *testing.T) {
	t.Parallel()
	secret := entratest.SecretFor("canary")
	forms := dresses(secret)
	forms["as it is"], forms["a part"] = []byte(secret), []byte(secret[20:28])
	forms["torn by colours"] = []byte(secret[:6] + "\x1b[31m" + secret[6:])
	for dress, form := range forms {
		found := false
		w := walk{Terminal: &Terminal{}, t: &testing.T{}, secret: entratest.Secret{Value: secret}}
		w.raw.Write(form)
		w.showedNoSecret()
		if found = w.t.Failed(); !found {
			t.Errorf("%s: not found", dress)
		}
	}
}
