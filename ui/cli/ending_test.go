package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"

	"mailgrant/store"
	"mailgrant/ui/term"
)

func TestAProgramGetsAnErrorInItsFormat(t *testing.T) {
	good := values(t, "good")
	tests := map[string]struct {
		args []string
		code int
	}{
		"an unknown flag behind the format": {[]string{"check", "--format", "json", "--nope"}, 2},
		"an unknown flag before the format": {[]string{"check", "--nope", "--format=json"}, 2},
		"an invalid flag value":             {append(good, "--timeout", "soon", "--format", "json"), 2},
		"nothing to check":                  {[]string{"check", "--format", "json"}, 2},
		"an empty --all":                    {[]string{"check", "--all", "--format", "json"}, 2},
		"one unknown name":                  {[]string{"check", "nosuch", "--format", "json"}, 2},
		"a secret file that is not there":   {append(good, "--secret-file", "/nonexistent/x", "--format", "json"), 2},
		"a line of it":                      {[]string{"check", "nosuch", "--format", "ndjson"}, 2},
		"a format of another command":       {[]string{"list", "--format", "ndjson"}, 2},
		"a name to list":                    {[]string{"list", "x", "--format", "json"}, 2},
		"an unknown name to show":           {[]string{"show", "nosuch", "--format", "json"}, 2},
		"no name to show":                   {[]string{"show", "--format", "json"}, 2},
		"a flag that explain lacks":         {[]string{"explain", "--format", "json", "--nope"}, 2},
		"an unknown command":                {[]string{"chekc", "--format", "json"}, 2},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			if slices.Contains(tt.args, "nosuch") {
				s.save("good")
			}
			isError(t, s.run(tt.args...), tt.code, slices.Contains(tt.args, "ndjson"))
		})
	}
	t.Run("an index that can't be read", func(t *testing.T) {
		s := newStage(t)
		s.creds = store.OpenDir("/dev/null/x", store.NewMemory())
		isError(t, s.run("list", "--format", "json"), exitOurs, false)
	})
	t.Run("a panic", func(t *testing.T) {
		s := newStage(t)
		w, out, errs := s.buffered()
		w.Store = nil
		code := Run(context.Background(), []string{"list", "--format", "json"}, w)
		isError(t, result{code, out.String(), errs.String()}, exitOurs, false)
	})
	t.Run("text stays a sentence", func(t *testing.T) {
		for _, args := range [][]string{{"check", "--nope"}, {"check", "--format", "json", "--format", "text"}, {"check", "--nope", "--", "--format", "json"}} {
			if r := newStage(t).run(args...); r.code != exitUsage || r.out != "" {
				t.Errorf("%v: exit %d, stdout %q", args, r.code, r.out)
			}
		}
	})
}

// isError checks the one object of an error, and that stderr has a message too.
func isError(t *testing.T, r result, code int, line bool) {
	t.Helper()
	var e object
	if err := json.Unmarshal([]byte(r.out), &e); err != nil {
		t.Fatalf("exit %d, %v in %q, %q", r.code, err, r.out, r.err)
	}
	keysAre(t, "an error", e, []string{"code", "do", "says", "schema"})
	says, _ := e["says"].(string)
	if _, list := e["do"].([]any); !list || e["schema"] != "mailgrant.error/1" || says == "" || !strings.Contains(r.err, says) {
		t.Errorf("got %v; stderr %q", e, r.err)
	}
	if r.code != code || e["code"] != float64(code) {
		t.Errorf("exit %d, code %v; want %d", r.code, e["code"], code)
	}
	if line && strings.Count(r.out, "\n") != 1 {
		t.Errorf("%q is not one line", r.out)
	}
}

func (s *stage) buffered() (w World, out, errs *bytes.Buffer) {
	out, errs = &bytes.Buffer{}, &bytes.Buffer{}
	return s.world(out, errs), out, errs
}

func TestWithoutAHomeTheVariableToSetIsNamed(t *testing.T) {
	t.Setenv("HOME", "")
	t.Setenv("XDG_CONFIG_HOME", "")
	t.Setenv("AppData", "")
	variable := map[string]string{"windows": "AppData", "darwin": "HOME"}[runtime.GOOS]
	if variable == "" {
		variable = "XDG_CONFIG_HOME"
	}
	for _, args := range [][]string{
		{"list"}, {"show", "x"}, {"check", "x"}, {"check", "--all"}, {"copy", "x"}, {"remove", "x", "--yes"}, {"diagnose", "--plain"}, {"diagnose", "--plain", "x"},
	} {
		s := newStage(t)
		w, _, errs := s.buffered()
		w.Store = Here().Store
		if code := Run(context.Background(), args, w); code != exitKeyring || !strings.Contains(errs.String(), variable) {
			t.Errorf("%v: exit %d, %q; want 4 and %s named", args, code, errs.String(), variable)
		}
	}
	for _, args := range [][]string{{"check", "--practice"}, {"list", "--practice"}, {"explain", "AADSTS7000222"}, {"guides"}, {"version"}, values(t, "good", "--offline")} {
		s := newStage(t)
		w, _, errs := s.buffered()
		w.Store = Here().Store
		if code := Run(context.Background(), args, w); code != exitGood {
			t.Errorf("%v: exit %d, %q; want 0", args, code, errs.String())
		}
	}
}

// noTool is a clipboard without a tool.
type noTool struct{}

func (noTool) Write(string) error    { return os.ErrNotExist }
func (noTool) Read() (string, error) { return "", os.ErrNotExist }

func TestCopyWithoutAClipboard(t *testing.T) {
	for name, tt := range map[string]struct {
		env  string
		says []string
	}{
		"here":          {"", []string{"clipboard"}},
		"over SSH":      {"SSH_CONNECTION", []string{"SSH", "on the computer in front of you", "ssh -X", "waypipe", "never sent through the terminal"}},
		"over SSH, too": {"SSH_TTY", []string{"SSH", "ssh -X"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.save("good")
			if tt.env != "" {
				s.env[tt.env] = "something"
			}
			w, out, _ := s.buffered()
			a := &app{World: w, out: &sink{w: out}}
			clip := a.holder()
			clip.Tool = noTool{}
			var errs bytes.Buffer
			code := conclude(context.Background(), a.copy(context.Background(), "good", clip), a.out, &errs, "text")
			if code != exitKeyring || out.Len() > 0 {
				t.Errorf("exit %d, stdout %q; want 4", code, out)
			}
			for _, says := range tt.says {
				if !strings.Contains(errs.String(), says) {
					t.Errorf("%q lacks %q", errs.String(), says)
				}
			}
			told, copied := clip.HoldSecret(context.Background(), sample(t, "good").Values.Secret) // like the wizard
			if copied || !strings.Contains(errs.String(), told) {
				t.Errorf("the wizard says %q", told)
			}
		})
	}
}

func TestASignalLeavesWhatIsFinished(t *testing.T) {
	for _, format := range []string{"json", "ndjson", "text"} {
		for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
			t.Run(format+" "+sig.String(), func(t *testing.T) {
				s := newStage(t)
				s.save("expired", "good", "opaque")
				ctx, cancel := context.WithCancelCause(context.Background())
				failRead(s, func(account string) error {
					if account == "opaque" {
						cancel(term.Interruption{Signal: sig})
					}
					return nil
				})
				report := filepath.Join(t.TempDir(), "report.md")
				w, out, errs := s.buffered()
				code := Run(ctx, []string{"check", "--all", "--concurrency", "1", "--format", format, "--report", report}, w)
				if code != exitSignal+int(sig) || !strings.Contains(errs.String(), "1 of 3 checks did not finish.") || !strings.Contains(errs.String(), "interrupted") {
					t.Errorf("exit %d, %q", code, errs)
				}
				finishedAre(t, format, out.String())
				text, err := os.ReadFile(report)
				if err != nil || !strings.Contains(string(text), "secret-expired") {
					t.Errorf("the report: %v\n%s", err, text)
				}
			})
		}
	}
}

// finishedAre checks that only expired and good were printed.
func finishedAre(t *testing.T, format, out string) {
	t.Helper()
	switch format {
	case "json":
		all := reports(t, result{out: out})
		if len(all.Reports) != 2 || all.Reports[0].Name != "expired" || all.Reports[1].Name != "good" || all.Totals.Fail != 1 {
			t.Errorf("got %s", out)
		}
	case "ndjson":
		lines := strings.Split(strings.TrimSpace(out), "\n")
		if len(lines) != 2 || !json.Valid([]byte(lines[0])) || !json.Valid([]byte(lines[1])) {
			t.Errorf("got %q", lines)
		}
	default:
		if !strings.Contains(out, "expired: ") || !strings.Contains(out, "2 checked") || strings.Contains(out, "opaque") {
			t.Errorf("got %s", out)
		}
	}
}

func TestASignalWhileTheSecretIsReadLeavesAWholeObject(t *testing.T) {
	for format, want := range map[string]string{"json": `"reports": []`, "ndjson": "", "text": ""} {
		ctx, cancel := context.WithCancelCause(context.Background())
		w, out, errs := newStage(t).buffered()
		w.In = cancelling{cancel}
		code := Run(ctx, values(t, "good", "--secret-stdin", "--format", format), w)
		if code != 130 || !strings.Contains(out.String(), want) || want == "" && out.Len() > 0 {
			t.Errorf("%s: exit %d, %s%s", format, code, out, errs)
		}
	}
}

// cancelling is a pipe that stays silent, and a signal that arrives meanwhile.
type cancelling struct{ cancel context.CancelCauseFunc }

func (c cancelling) Read([]byte) (int, error) {
	c.cancel(term.Interruption{Signal: syscall.SIGINT})
	select {}
}

func TestASignalBeforeAllLeavesAWholeObject(t *testing.T) {
	s := newStage(t)
	s.save("good")
	ctx, cancel := context.WithCancelCause(context.Background())
	failRead(s, func(string) error { cancel(term.Interruption{Signal: syscall.SIGINT}); return nil })
	w, out, errs := s.buffered()
	code := Run(ctx, []string{"check", "good", "--format", "json"}, w)
	if all := reports(t, result{out: out.String()}); code != 130 || len(all.Reports) != 0 {
		t.Errorf("exit %d, %s%s", code, out, errs)
	}
}

// A plan that a signal interrupts is not a report.
func TestASignalDuringAPlanPrintsNoReport(t *testing.T) {
	for _, format := range []string{"json", "ndjson", "text"} {
		ctx, cancel := context.WithCancelCause(context.Background())
		w, out, errs := newStage(t).buffered()
		w.In = cancelling{cancel}
		code := Run(ctx, values(t, "good", "--secret-stdin", "--plan", "--format", format), w)
		if code != 130 || out.Len() > 0 || !strings.Contains(errs.String(), "interrupted") {
			t.Errorf("%s: exit %d, %s%s", format, code, out, errs)
		}
	}
}
