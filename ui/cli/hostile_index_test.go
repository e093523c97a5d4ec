package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"mailgrant/flow"
	"mailgrant/flow/soak"
	"mailgrant/store"
	"mailgrant/ui/wizard"
)

// unspoiled are the texts without which mailgrant would not read an index.
var unspoiled = []string{"schema", "slug", "created", "updated", "at", "since", "begun"}

// spoiled replaces every text of an index, except those under the names to
// keep.
func spoiled(v any, text string, keep []string) any {
	switch v := v.(type) {
	case string:
		return text
	case []any:
		if len(v) == 0 {
			return []any{text, text}
		}
		for i := range v {
			v[i] = spoiled(v[i], text, keep)
		}
	case map[string]any:
		for name := range v {
			if !slices.Contains(keep, name) {
				v[name] = spoiled(v[name], text, keep)
			}
		}
	}
	return v
}

// withIndex saves the good app and a waiting one in an index on disk, with all
// texts replaced.
func (s *stage) withIndex(text string, keep ...string) (file string) {
	s.t.Helper()
	dir := s.t.TempDir()
	s.creds = store.OpenDir(dir, s.memory)
	s.save("good", "expired")
	good, err := s.creds.Find("good")
	if err != nil {
		s.t.Fatal(err)
	}
	proof := store.Check{Verification: store.Verification{At: time.Now(), Verdict: "pass", Cause: "x", Tenant: good.Tenant, Roles: []string{"Mail.Send"}, Mailboxes: []string{"a@b"}, RequestIDs: []string{"x"}}}
	if err := s.creds.NoteCheck(context.Background(), "good", proof); err != nil {
		s.t.Fatal(err)
	}
	waits := good
	waits.Slug, waits.Name, waits.Waiting, waits.NoSecret = "waits", "Waits", &store.Waiting{Step: "consent", Rights: "register"}, true
	if err := s.creds.SaveWaiting(context.Background(), waits, false); err != nil {
		s.t.Fatal(err)
	}
	file = filepath.Join(dir, "index.json")
	data, err := os.ReadFile(file)
	if err != nil {
		s.t.Fatal(err)
	}
	var index map[string]any
	if err := json.Unmarshal(data, &index); err != nil {
		s.t.Fatal(err)
	}
	data, err = json.Marshal(spoiled(index, text, append(keep, unspoiled...)))
	if err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o600); err != nil {
		s.t.Fatal(err)
	}
	return file
}

// driving are hostile texts that a JSON file can hold.
func driving() (texts []string) {
	for _, text := range hostileTexts() {
		if utf8.ValidString(text) && len(text) < 1000 && strings.ContainsFunc(text, drives) {
			texts = append(texts, text)
		}
	}
	return texts
}

func TestSoakAHostileIndexDrivesNothing(t *testing.T) {
	all := driving()
	texts := []string{"\x1b[2J\x1b[31mred", strings.Join(all[:len(all)/3], " "), strings.Join(all[len(all)/3:2*len(all)/3], " "), strings.Join(all[2*len(all)/3:], " ")}
	lines := []struct{ args, typed string }{
		{"list", ""}, {"list --format json", ""}, {"show good", ""}, {"show good --format json", ""}, {"show waits", ""},
		{"check good", ""}, {"check --all", ""}, {"check --all --format json", ""}, {"check --all --format ndjson --offline", ""}, {"check --all --plan", ""},
		{"check --all --report report.md --full", ""}, {"copy good", ""}, {"copy waits", ""}, {"remove good", "yes\n"}, {"remove good --yes", ""}, {"remove waits --yes", ""},
		{"__complete show ", ""}, {"__complete check x", ""}, {"diagnose good --plain", "\n\n\n"}, {"diagnose --plain", "1\n\n2\nback\n"}, {"diagnose waits --plain", "\n"},
		{"--plain", "3\n1\n"}, {"--plain", "1\n"}, {"--plain", "5\n6\n"}, {"setup --plain", "6\n1\n\n\n"},
	}
	for _, keep := range [][]string{nil, {"guide", "client_id", "tenant", "cloud", "token_endpoint", "use"}} {
		for _, text := range texts {
			for _, line := range soak.Some(t, 5, lines) {
				s := newStage(t)
				s.withIndex(text, keep...)
				s.in = line.typed
				t.Chdir(t.TempDir())
				args := strings.Fields(line.args)
				if strings.HasSuffix(line.args, " ") {
					args = append(args, "")
				}
				r := s.run(args...)
				report, _ := os.ReadFile("report.md")
				for form, out := range map[string]string{"stdout": r.out, "stderr": r.err, "the report": string(report)} {
					if i := strings.IndexFunc(out, func(c rune) bool { return c != '\t' && drives(c) }); i >= 0 {
						t.Errorf("mailgrant %s, %q, %s: %q", line.args, text, form, out[max(0, i-40):min(len(out), i+40)])
					}
				}
				if strings.Contains(line.args, "json") && !strings.Contains(line.args, "ndjson") {
					textsIn(t, []byte(r.out))
				}
				if strings.Contains(line.args, "waits") && r.code == exitOurs {
					t.Errorf("mailgrant %s, %q: %s", line.args, text, r.err)
				}
			}
		}
	}
}

func TestAHostileIndexDrivesNoScreen(t *testing.T) {
	for _, text := range []string{"\x1b[2J\x1b[31mred", "\u202egnp.exe", strings.Join(driving(), " ")} {
		s := newStage(t)
		s.withIndex(text, "guide", "guide_file")
		var out, errs bytes.Buffer
		a := &app{World: s.world(&out, &errs), out: &sink{w: &out}}
		r, err := a.connect(t.Context(), wiring{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(r.close)
		o := &setupOptions{start: true}
		begin, err := a.session(r, o, func(string) bool { return false })
		if err != nil {
			t.Fatal(err)
		}
		diagnosis, err := a.diagnosis(r, o, "good")
		if err != nil {
			t.Fatal(err)
		}
		for at, state := range map[string]flow.State{"the first screen": begin, "the diagnosis": diagnosis} {
			m := tea.Model(wizard.New(wizard.Config{State: state, Do: r.hands().Do, Start: at == "the first screen"}))
			for _, key := range []tea.KeyType{tea.KeyDown, tea.KeyDown, tea.KeyDown, tea.KeyEnter, tea.KeyDown, tea.KeyEnter, tea.KeyEnter} {
				if i := strings.IndexFunc(m.View(), drives); i >= 0 {
					t.Fatalf("%s, %q: %q", at, text, m.View()[max(0, i-40):min(len(m.View()), i+40)])
				}
				m, _ = m.Update(tea.KeyMsg{Type: key})
			}
		}
	}
}

func TestAFileKeepsWhatWasCleanedForPeople(t *testing.T) {
	s := newStage(t)
	file := s.withIndex("\x1b[31mred\u202e", "guide", "client_id", "tenant", "cloud", "token_endpoint", "use", "name")
	before, err := s.creds.Find("good")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.creds.NoteCheck(t.Context(), "good", store.Check{Verification: store.Verification{At: time.Now(), Verdict: "pass"}}); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(file); err != nil || !strings.Contains(string(data), `"domain": "\u001b[31mred`+"\u202e") {
		t.Errorf("the file lost it: %v %s", err, data)
	}
	if before.Domain != "[31mred" {
		t.Errorf("the domain is shown as %q", before.Domain)
	}
}

// cobra writes to the process's stderr what it can't complete.
func TestCompletingAHostileLineDrivesNothing(t *testing.T) {
	t.Parallel()
	secret := sample(t, "good").Values.Secret.Reveal()
	for _, line := range [][]string{
		{"check", "--x\x1b[2J\u202e", ""}, {"check", "--" + secret, ""}, {"check", "--proxy", secret, "--nosuch", "x"}, {"ch\x1b[2J", ""}, {"show", "x\x1b[2J"},
	} {
		cmd, out := itself(t, nil, append([]string{"__complete"}, line...)...)
		_ = cmd.Run()
		if strings.ContainsFunc(out.String(), func(r rune) bool { return r != '\t' && drives(r) }) || strings.Contains(out.String(), secret) {
			t.Errorf("%q: %q", line, out)
		}
	}
	cmd, out := itself(t, nil, "__complete", "setup", "--guide=email-this-issue-a")
	if _ = cmd.Run(); !strings.Contains(out.String(), "email-this-issue-auth-code") {
		t.Errorf("a flag's value is not completed: %s", out)
	}
}

// Command line arguments, and the system's messages about them, can also
// contain anything.
func TestAHostileCommandLineDrivesNothing(t *testing.T) {
	for _, text := range []string{"x\x1b[2J", "/nowhere/\x1b]0;x\x07/\u202e", "\u202egnp", "\u009b31m", "a\r\nb", "x\u2028y"} {
		for _, args := range [][]string{
			{text}, {"show", text}, {"remove", text, "--yes"}, {"copy", text}, {"check", text}, {"check", text + "*"}, {"guides", text}, {"explain", text}, {"help", text},
			{"completion", text}, {"list", text}, {"list", "--format", text}, {"--" + text}, {"check", "-" + text}, {"setup", "--guide", text, "--plain"}, {"setup", "--name", text, "--plain"},
			{"setup", "--use", text, "--plain"}, {"diagnose", text, "--plain"}, {"check", "--timeout", text}, {"check", "--all", "--report", text}, {"__complete", text}, {"__complete", "check", "--" + text, ""},
			values(t, "good", "--secret-file", text), values(t, "good", "--ca-file", text), values(t, "good", "--proxy", text), values(t, "good", "--report", text+"/x"),
			values(t, "good", "--mailbox", text), values(t, "good", "--use", text), values(t, "good", "--expires", text), values(t, "good", "--redirect-uri", text, "--offline"),
			{"check", "--guide", practiceGuide, "--client-id", text, "--tenant", text, "--format", "json"}, {"check", "--guide", practiceGuide, "--client-id", text, "--token-endpoint", text},
		} {
			if slices.ContainsFunc(args, func(a string) bool { return strings.Contains(a, "\x00") }) {
				continue // no command line can contain one
			}
			s := newStage(t)
			s.save("good")
			s.env[secretVariable] = "x"
			if slices.Contains(args, "--secret-file") {
				delete(s.env, secretVariable)
			}
			t.Chdir(t.TempDir())
			r := s.run(args...)
			for form, out := range map[string]string{"stdout": r.out, "stderr": r.err} {
				if i := strings.IndexFunc(out, drives); i >= 0 && !strings.HasPrefix(out[i:], "\t") {
					t.Errorf("mailgrant %q, %s: %q", args, form, out[max(0, i-40):min(len(out), i+40)])
				}
			}
		}
	}
}
