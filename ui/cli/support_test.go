package cli

import (
	"context"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/flow/soak"
	"mailgrant/store"
	"mailgrant/ui/run"
)

// reported runs a check that writes a support report, and reads that.
func (s *stage) reported(args ...string) (result, string) {
	s.t.Helper()
	file := filepath.Join(s.t.TempDir(), "report.md")
	r := s.run(append(args, "--report", file)...)
	text, err := os.ReadFile(file)
	if err != nil {
		s.t.Fatalf("%v: %s%s", err, r.out, r.err)
	}
	return r, string(text)
}

func TestTheReportForSupportIsAFileOfItsOwn(t *testing.T) {
	tests := map[string]struct {
		args []string
		code int
		has  []string
	}{
		"a good one":        {[]string{"check", "good"}, exitGood, []string{"# mailgrant report", "| Mode | live |", "## Credential 1: pass", "`s***@c***.com`"}},
		"a broken one":      {[]string{"check", "expired"}, exitBroken, []string{"Root cause: **secret-expired**.", "AADSTS7000222", "trace "}},
		"all of them":       {[]string{"check", "--all"}, exitBroken, []string{"| Credentials | 2 |", "## Credential 1 of 2: fail", "## Credential 2 of 2: pass"}},
		"in practice":       {[]string{"check", "--practice"}, exitGood, []string{"| Mode | practice |"}},
		"offline":           {[]string{"check", "good", "--offline"}, exitGood, []string{"| Mode | offline |", "| token | not tested |"}},
		"for Microsoft's":   {[]string{"check", "good", "--full"}, exitGood, []string{"`" + entratest.ContosoID + "`", "`support@contoso.com`"}},
		"beside JSON":       {[]string{"check", "good", "--format", "json"}, exitGood, []string{"## Credential 1: pass"}},
		"beside JSON lines": {[]string{"check", "--all", "--format", "ndjson"}, exitBroken, []string{" of 2: pass", " of 2: fail"}}, // in the order in which they ended
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.save("good", "expired")
			r, text := s.reported(tt.args...)
			if r.code != tt.code || r.err != "" {
				t.Errorf("exit %d, stderr %q", r.code, r.err)
			}
			for _, want := range tt.has {
				if !strings.Contains(text, want) {
					t.Errorf("lacks %q:\n%s", want, text)
				}
			}
			if told := strings.Contains(r.out, "The support report was written"); told == strings.Contains(name, "JSON") {
				t.Errorf("stdout: %s", r.out)
			}
		})
	}
}

func TestAReportForSupportIsForItsOwnerAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such mode")
	}
	file := filepath.Join(t.TempDir(), "report.md")
	newStage(t).run("check", "--practice", "--report", file)
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	if left, err := os.ReadDir(filepath.Dir(file)); err != nil || len(left) != 1 {
		t.Errorf("%v is left behind, %v", left, err)
	}
}

func TestWhereNoReportCanGoNothingIsSent(t *testing.T) {
	dir := t.TempDir()
	taken := filepath.Join(dir, "taken.md")
	if err := os.WriteFile(taken, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	dangling := filepath.Join(dir, "link.md")
	if err := os.Symlink(filepath.Join(dir, "nowhere"), dangling); err != nil {
		t.Log("no symbolic links here:", err)
		dangling = taken
	}
	tests := map[string]struct {
		args []string
		says string
	}{
		"a file that exists":        {[]string{"--report", taken}, "does not overwrite it"},
		"a link to nothing":         {[]string{"--report", dangling}, "does not overwrite it"},
		"a directory":               {[]string{"--report", dir}, "does not overwrite it"},
		"a missing directory":       {[]string{"--report", filepath.Join(dir, "none", "report.md")}, "does not exist"},
		"a file in place of one":    {[]string{"--report", filepath.Join(taken, "report.md")}, "can't be used"},
		"no name":                   {[]string{"--report", ""}, "needs the name of a new file"},
		"stdout, beside a format":   {[]string{"--report", "-", "--format", "json"}, "remove --format"},
		"stdout, beside lines":      {[]string{"--report", "-", "--format", "ndjson"}, "remove --format"},
		"adding to stdout":          {[]string{"--report-append", "-"}, "needs the name of a file"},
		"adding to no name":         {[]string{"--report-append", ""}, "needs the name of a file"},
		"adding to a directory":     {[]string{"--report-append", dir}, "not a regular file"},
		"adding where nothing is":   {[]string{"--report-append", filepath.Join(dir, "none", "report.md")}, "does not exist"},
		"adding to a plan":          {[]string{"--report-append", filepath.Join(dir, "new.md"), "--plan"}, "remove --plan or the report"},
		"adding, and a taken file":  {[]string{"--report-append", filepath.Join(dir, "new.md"), "--report", taken}, "does not overwrite it"},
		"a plan":                    {[]string{"--report", filepath.Join(dir, "new.md"), "--plan"}, "remove --plan or the report"},
		"IDs kept without a report": {[]string{"--full"}, "requires --report FILE"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.save("good")
			r := s.run(append([]string{"check", "good"}, tt.args...)...)
			if r.code != exitUsage || r.out != "" && !strings.Contains(r.out, "mailgrant.error/1") || !strings.Contains(r.err, tt.says) {
				t.Errorf("exit %d, stdout %q, stderr %q", r.code, r.out, r.err)
			}
			if len(s.ms.Requests()) > 0 {
				t.Error("something was sent")
			}
		})
	}
	if text, err := os.ReadFile(taken); err != nil || string(text) != "mine" {
		t.Errorf("%q, %v", text, err)
	}
}

func TestAReportThatCannotBeWrittenIsAnErrorOfTheDisks(t *testing.T) {
	s := newStage(t)
	s.save("good")
	file := filepath.Join(t.TempDir(), "report.md")
	s.ms.Fault(entratest.Token, func(w http.ResponseWriter, r *http.Request, answer http.Handler) {
		_ = os.WriteFile(file, []byte("somebody else's"), 0o600)
		answer.ServeHTTP(w, r)
	})
	r := s.run("check", "good", "--report", file)
	if r.code != exitOurs || !strings.Contains(r.err, "could not be written") || !strings.Contains(r.out, "The credential works") {
		t.Errorf("exit %d, stdout %q, stderr %q", r.code, r.out, r.err)
	}
	if text, err := os.ReadFile(file); err != nil || string(text) != "somebody else's" {
		t.Errorf("%q, %v", text, err)
	}
	if left, err := os.ReadDir(filepath.Dir(file)); err != nil || len(left) != 1 {
		t.Errorf("%v is left behind, %v", left, err)
	}
}

func TestADiagnosisWritesAReportOfItsOwn(t *testing.T) {
	t.Chdir(t.TempDir())
	h := testHands(t, &paper{})
	state := drive(context.Background(), flow.Examination(sample(t, "expired").Values, time.Now()), flow.Retry{}, h.Do)
	for _, name := range []string{"mailgrant-report.md", "mailgrant-report-2.md"} {
		told := h.Do(context.Background(), flow.WriteReport{Report: check.ReportOf(state.AsCase())}).(flow.Told)
		text, err := os.ReadFile(name)
		if err != nil || !strings.Contains(told.Says, name) || !strings.Contains(string(text), "**secret-expired**") || !strings.Contains(string(text), "| Started | 20") {
			t.Errorf("%q, %v:\n%s", told.Says, err, text)
		}
	}
}

// private is what no public report may contain about Contoso's credentials.
func private(t *testing.T) []*regexp.Regexp {
	t.Helper()
	forms := []*regexp.Regexp{
		regexp.MustCompile("(?i)contoso"), regexp.MustCompile("(?i)fabrikam"), regexp.MustCompile("(?i)" + entratest.ContosoID),
		regexp.MustCompile(`\w@\w`), regexp.MustCompile(`eyJ[\w-]{8,}`), regexp.MustCompile(`[\x00-\x09\x0b-\x1f\x7f\x{202e}]`),
	}
	for _, x := range run.PracticeSamples(time.Now(), nil) {
		forms = append(forms, regexp.MustCompile("(?i)"+regexp.QuoteMeta(x.Values.ClientID)))
	}
	return append(forms, secrets(t)...)
}

// secrets are what no report at all may contain.
func secrets(t *testing.T) []*regexp.Regexp {
	t.Helper()
	var forms []*regexp.Regexp
	for _, x := range run.PracticeSamples(time.Now(), nil) {
		secret := x.Values.Secret.Reveal()
		for _, form := range disguises(secret) {
			forms = append(forms, regexp.MustCompile(regexp.QuoteMeta(form)))
		}
		forms = append(forms, regexp.MustCompile(`(^|[^\w~])`+regexp.QuoteMeta(secret[:3])+`([^\w~]|$)`))
	}
	return append(forms, regexp.MustCompile(`eyJ[\w-]{8,}\.[\w-]{8,}\.`))
}

func TestSoakNoReportForSupportNamesAnybody(t *testing.T) {
	t.Parallel()
	good := sample(t, "good").Values
	const token = "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhcHBpZCI6ImMzZDhmMGExIn0.c2lnbmF0dXJlc2lnbmF0dXJl"
	hostile := "\x1b]0;x\x07 \u202e `` ``` | <img src=x> AADSTS7000215 " + good.Secret.Reveal() + " alice@contoso.com " +
		entratest.ContosoID + " " + good.ClientID + "\n\n# heading\n| a | b |"
	claims := `{"token_type":"Bearer","expires_in":3599,"access_token":"` + token + `"}`
	faults := map[string]entratest.Fault{
		"all well": nil, "echo": fault.Echo(), "service in trouble": fault.Unavailable(), "captive portal": fault.Portal(),
		"reset": fault.Reset(), "hung up": fault.HangUp(), "cut short": fault.CutShort(), "throttled": fault.Throttle("86400"),
		"throttled without a time": fault.Throttle(""), "clock off": fault.ClockOff(2 * time.Hour), "flood": fault.Flood(2 << 20),
		"gzip bomb": fault.GzipBomb(2 << 20), "redirect": fault.Redirect(http.StatusFound, "https://login.contoso.com/steal"),
		"no JSON": fault.Answer(http.StatusOK, "application/json", "{"), "not found": fault.Answer(http.StatusNotFound, "text/plain", hostile),
		"an odd token": fault.Granting(claims), "hostile texts": fault.Says(hostile), "the tenant as trace ID": fault.Says(entratest.ContosoID),
		"the app as trace ID": fault.Says(good.ClientID), "an address as text": fault.Says("alice@contoso.com"),
	}
	for _, name := range soak.Some(t, 3, slices.Sorted(maps.Keys(faults))) {
		t.Run(name, func(t *testing.T) {
			s, f := newStage(t), faults[name]
			for _, x := range run.PracticeSamples(time.Now(), nil) {
				s.save(x.Values.Name)
			}
			if f != nil {
				s.ms.Fault(entratest.Match{}, f)
			}
			_, text := s.reported("check", "--all", "--timeout", "2m")
			for _, form := range private(t) {
				if found := form.FindString(text); found != "" {
					t.Errorf("holds %q:\n%s", found, text)
				}
			}
			for _, line := range strings.Split(text, "\n") {
				if line != "" && !strings.HasPrefix(line, "|") && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "- ") &&
					!strings.HasPrefix(line, "Root cause: ") && !strings.HasPrefix(line, "Made to be") {
					t.Errorf("a line of no form of ours: %q", line)
				}
			}
			_, text = s.reported("check", "good", "--full", "--timeout", "2m")
			for _, form := range secrets(t) {
				if found := form.FindString(text); found != "" && !strings.Contains(token, found) {
					t.Errorf("in full it holds %q:\n%s", found, text)
				}
			}
		})
	}
}

func TestASavedCredentialIsComparedWithItsLastGoodCheck(t *testing.T) {
	s := newStage(t)
	s.save("expired")
	then := time.Now().AddDate(0, 0, -4)
	p := store.Check{Verification: store.Verification{At: then, Verdict: "pass", Roles: []string{"Mail.Send"}}}
	if err := s.creds.NoteCheck(context.Background(), "expired", p); err != nil {
		t.Fatal(err)
	}
	want := "On " + then.Weekday().String() + " it was still good."
	for range 2 { // a failure does not replace it
		got := reports(t, s.run("check", "expired", "--format", "json")).Reports[0]
		if len(got.Changed) != 1 || got.Changed[0] != want || !strings.Contains(got.Summary, want) {
			t.Errorf("changed %q, summary %q; want %q", got.Changed, got.Summary, want)
		}
	}
	if r := s.run("check", "expired"); strings.Count(strings.Join(strings.Fields(r.out), " "), want) != 2 { // at the check, and at the end
		t.Errorf("%s", r.out)
	}
}

func TestAHarmlessChangeIsReported(t *testing.T) {
	s := newStage(t)
	s.save("good")
	p := store.Check{Verification: store.Verification{At: time.Now().AddDate(0, 0, -30), Verdict: "pass", Roles: []string{"Mail.Send"}}}
	if err := s.creds.NoteCheck(context.Background(), "good", p); err != nil {
		t.Fatal(err)
	}
	r := s.run("check", "good")
	for _, want := range []string{"Changed: ", "(30 days ago): Mail.Send. Today: ", "Proven from this computer."} {
		if out := strings.Join(strings.Fields(r.out), " "); strings.Count(out, strings.TrimSpace(want)) != 1 {
			t.Errorf("%q is not there once:\n%s", want, r.out)
		}
	}
	e, err := s.creds.Find("good")
	if err != nil || e.LastGood == nil || len(e.LastGood.Roles) != 3 || e.LastGood.Tenant != entratest.ContosoID || len(e.LastGood.Mailboxes) != 1 {
		t.Errorf("%+v, %v", e.LastGood, err)
	}
}
