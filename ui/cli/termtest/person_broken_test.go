//go:build linux || darwin

package termtest

import (
	"bytes"
	"encoding/base64"
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestAPersonRepairsAnExpiredCredential(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]Options{
		"picked from the list":   {Args: []string{"diagnose", "--practice"}},
		"named":                  {Args: []string{"diagnose", "--practice", "expired"}},
		"from the first screen":  {Args: []string{"--practice"}},
		"named, in a small room": {Args: []string{"diagnose", "--practice", "expired"}, Cols: 40, Rows: 12},
	} {
		t.Run(name, func(t *testing.T) {
			w := tryOut(t, o)
			if len(o.Args) == 1 {
				w.Wait("What do you have?")
				w.PressTo("down", "> Mail that stopped")
				w.Keys("enter")
			}
			if len(o.Args) < 3 {
				w.Wait("What stopped working?")
				w.PressTo("down", "> expired")
				w.Keys("enter")
			}
			w.Wait("The client secret has expired")
			w.Keys("f3")
			w.secret.Value = makeSecret(t, w.copied())
			w.secret.Ends = time.Now().AddDate(0, 6, -2)
			w.PressTo("down", "> Enter a new secret")
			w.Keys("enter")
			w.at("Values").Wait("> Client secret")
			w.Paste(w.secret.Value)
			w.Wait("40 characters, begins " + w.secret.Value[:3])
			w.PressTo("down", "> Expires")
			w.Keys("ctrl+u")
			w.Type(w.secret.Ends.Format("2006-01-02"))
			w.Wait("ends on " + w.secret.Ends.Format("2006-01-02"))
			w.PressTo("down", "> Test it")
			w.Keys("enter")
			w.Wait("It works")
			w.PressTo("down", "> Replace the saved one")
			w.readTo("Hand-off sheet").Wait("Saved as expired")
			if o.Rows == 0 {
				w.Wait("The product still holds the old value")
			}
			w.finish()
			w.ended(0)
			if printed := w.printed(); !strings.Contains(printed, joined("hand-off sheet")) {
				t.Errorf("printed:\n%s", printed)
			}
		})
	}
}

var sent = regexp.MustCompile(`\x1b\]52;c;([A-Za-z0-9+/=]+)\x07`)

// copied waits for a text sent to the terminal's clipboard.
func (w walk) copied() (text string) {
	w.t.Helper()
	w.until("for a copy", func() bool {
		found := sent.FindAllSubmatch(w.Raw(), -1)
		if len(found) == 0 {
			return false
		}
		decoded, err := base64.StdEncoding.DecodeString(string(found[len(found)-1][1]))
		text = string(decoded)
		return err == nil
	})
	return text
}

var shownValue = regexp.MustCompile(`<textarea id="value"[^>]*>([^<]+)<`)

// makeSecret presses New client secret in the practice portal.
func makeSecret(t *testing.T, page string) string {
	t.Helper()
	answer, err := http.PostForm(page, url.Values{"act": {"secret"}})
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	found := shownValue.FindSubmatch(body)
	if err != nil || found == nil {
		t.Fatalf("no secret was made, %v:\n%s", err, body)
	}
	return html.UnescapeString(string(found[1]))
}

// The new secret is on the practice portal's page and in the field; it is
// nowhere else, and not on the screen.
func TestARepairThatIsLeftSavesNothing(t *testing.T) {
	t.Parallel()
	w := tryOut(t, Options{Args: []string{"diagnose", "--practice", "expired"}})
	w.Wait("The client secret has expired")
	w.Keys("f3")
	w.secret.Value = makeSecret(t, w.copied())
	w.PressTo("down", "> Enter a new secret")
	w.Keys("enter")
	w.at("Values").Wait("> Client secret")
	w.Paste(w.secret.Value)
	w.Wait("begins " + w.secret.Value[:3])
	w.Keys("ctrl+c")
	w.Wait("Leave now?")
	w.Keys("ctrl+c")
	w.ended(130)
	if bytes.Contains(w.Raw(), []byte("hand-off sheet")) {
		t.Error("a sheet was printed")
	}
}
