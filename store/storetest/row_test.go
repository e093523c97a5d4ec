//go:build linux

package storetest

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

const (
	account = "contoso"
	guide   = "email-this-issue-client-credentials"
)

// row is one fault with one command of the program, with its own place and
// home.
type row struct {
	*person
	t     testing.TB
	m     microsoft
	place Place
	fault Fault
	said  strings.Builder // everything that was printed
}

// saved is the index of a home with the old secret saved.
type saved []byte

func (r *row) indexPath() string { return filepath.Join(r.home, ".config", "mailgrant", "index.json") }

// seed puts the old credential in the row's home and place.
func (r *row) seed(s saved) {
	r.t.Helper()
	if err := os.MkdirAll(filepath.Dir(r.indexPath()), 0o700); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(r.indexPath(), s, 0o600); err != nil {
		r.t.Fatal(err)
	}
	r.place.Put(account, r.m.oldSecret.Value)
}

// strike starts the fault; it returns what the place contains from then on.
func (r *row) strike() []string {
	r.place.Fault(r.fault.Name)
	return r.holds()
}

func (r *row) holds() []string { return r.place.Contents()[account] }

func (r *row) runs(args ...string) (said string, code int) {
	r.t.Helper()
	said, code = r.run(r.t, args...)
	r.said.WriteString(said)
	return said, code
}

// wantCode requires an exit code that the contract allows.
func (r *row) wantCode(what string, got int, want ...int) {
	r.t.Helper()
	if !slices.Contains(want, got) {
		r.t.Errorf("%s: exit %d, want %v", what, got, want)
	}
}

// index is the credentials in the index with the hints of their secrets, and
// the number of unfinished saves.
func (r *row) index() (hints map[string]string, begun int) {
	r.t.Helper()
	var book struct {
		Entries []struct {
			Slug string `json:"slug"`
			Hint string `json:"secret_hint"`
		} `json:"entries"`
		Begun []any `json:"begun"`
	}
	text, err := os.ReadFile(r.indexPath())
	if err != nil && !os.IsNotExist(err) {
		r.t.Fatal(err)
	}
	if err == nil {
		if err := json.Unmarshal(text, &book); err != nil {
			r.t.Fatalf("the index: %v", err)
		}
	}
	hints = map[string]string{}
	for _, e := range book.Entries {
		hints[e.Slug] = e.Hint
	}
	return hints, len(book.Begun)
}

// wantKept requires a secret to be stored, and the index to list it.
func (r *row) wantKept(secret string) {
	r.t.Helper()
	if holds := r.holds(); len(holds) == 0 || holds[0] != secret {
		r.t.Errorf("the keyring holds %s", r.named(holds))
	}
	hints, begun := r.index()
	if hint := hints[account]; hint == "" || !strings.HasPrefix(secret, hint[:min(len(hint), 3)]) || begun > 0 {
		r.t.Errorf("the index has the hint %q, and %d unfinished saves", hint, begun)
	}
}

// wantGone requires that nothing is stored or listed.
func (r *row) wantGone() {
	r.t.Helper()
	hints, begun := r.index()
	if holds := r.holds(); len(holds) > 0 || len(hints) > 0 || begun > 0 {
		r.t.Errorf("the keyring holds %s, and the index lists %v and %d unfinished saves", r.named(holds), hints, begun)
	}
}

// named says which secrets these are.
func (r *row) named(secrets []string) string {
	if len(secrets) == 0 {
		return "nothing"
	}
	var names []string
	for _, s := range secrets {
		switch s {
		case r.m.oldSecret.Value:
			names = append(names, "the old secret")
		case r.m.newSecret.Value:
			names = append(names, "the new secret")
		default:
			names = append(names, "something else: "+s)
		}
	}
	return strings.Join(names, " and ")
}

// end requires that no secret was printed or written, and that no process is
// left.
func (r *row) end() {
	r.t.Helper()
	for _, secret := range []string{r.m.oldSecret.Value, r.m.newSecret.Value} {
		for form, text := range forms(secret) {
			if strings.Contains(r.said.String(), text) {
				r.t.Errorf("a secret was said, %s", form)
			}
			if files := r.grep(text); len(files) > 0 {
				r.t.Errorf("a secret is in %v, %s", files, form)
			}
		}
	}
	if strings.Contains(r.said.String(), "goroutine ") || strings.Contains(r.said.String(), "runtime error") {
		r.t.Error("the text of a panic was said")
	}
	if left := processesOf(r.home); len(left) > 0 {
		r.t.Errorf("left running: %v", left)
	}
	if r.t.Failed() {
		said := r.said.String()
		r.t.Logf("the end of what was said:\n%s", said[max(0, len(said)-4000):])
	}
}

// forms are the forms in which a secret could be written.
func forms(secret string) map[string]string {
	return map[string]string{
		"in clear": secret, "in hex": hex.EncodeToString([]byte(secret)), "as in a URL": url.QueryEscape(secret),
		"in base64": strings.TrimRight(base64.StdEncoding.EncodeToString([]byte(secret)), "="),
	}
}

// grep lists the user's files that contain text.
func (r *row) grep(text string) (files []string) {
	r.t.Helper()
	err := filepath.WalkDir(r.home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte(text)) {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		r.t.Error(err)
	}
	return files
}

// processesOf are the processes that were started from a home and still run;
// one that is about to end gets a moment.
func processesOf(home string) (names []string) {
	for range 100 {
		names = nil
		environs, _ := filepath.Glob("/proc/[0-9]*/environ")
		for _, path := range environs {
			if env, err := os.ReadFile(path); err == nil && bytes.Contains(env, []byte("HOME="+home+"\x00")) {
				name, _ := os.ReadFile(filepath.Join(filepath.Dir(path), "comm"))
				names = append(names, strings.TrimSpace(string(name)))
			}
		}
		if len(names) == 0 {
			return nil
		}
		time.Sleep(20 * time.Millisecond)
	}
	return names
}
