package cli

import (
	"bytes"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/value"
	"mailgrant/store"
	"mailgrant/ui/run"
)

// playing runs a command with lines typed to it.
func (s *stage) playing(lines []string, args ...string) result {
	s.in = strings.Join(lines, "\n") + "\n"
	return s.run(args...)
}

// toSecret are the lines that lead through the pages of practiceGuide to its
// secret: organization, what to have ready, registration, client ID, permissions,
// consent.
func toSecret(clientID string) []string {
	return slices.Concat([]string{"support@contoso.com", "", ""}, []string{""}, []string{"", ""}, []string{clientID, "", ""}, []string{""}, []string{""})
}

// All addresses of pages that practice says are its own, so that it can be
// practised where a browser here is not before the person.
func TestPracticeSaysItsOwnAddresses(t *testing.T) {
	s := newStage(t)
	r := s.playing([]string{"2", "fill", "", "", "", "link", "", "link", "", "link", "", "link", "", "link", "quit", "y"},
		"setup", "--practice", "--plain")
	links := regexp.MustCompile(`\n(https?://\S+)\n`).FindAllStringSubmatch(r.out, -1)
	for _, l := range links {
		if !strings.HasPrefix(l[1], "http://127.0.0.1:") {
			t.Errorf("it says %s", l[1])
		}
	}
	if len(links) < 4 || strings.Contains(r.out, "\nhttps://entra.microsoft.com") {
		t.Errorf("%d links said; exit %d, %s:\n%s", len(links), r.code, r.err, r.out)
	}
}

// What is copied in practice leads there too, but a value does not.
func TestPracticeCopiesItsOwnAddresses(t *testing.T) {
	rig, err := newStage(t).world(&bytes.Buffer{}, &bytes.Buffer{}).practise(t.Context(), wiring{practice: true})
	must(t, err)
	defer rig.close()
	p := &paper{}
	rig.clip = &run.Clipboard{Tool: p}
	const page = "https://login.microsoftonline.com/contoso.com/oauth2/v2.0/authorize?client_id=1"
	at := rig.page(page)
	for name, c := range map[string]struct {
		copied flow.CopyText
		want   string
	}{
		"the link":              {flow.CopyText{Label: "The link", Text: page, Page: true}, at},
		"the link, as it shows": {flow.CopyText{Label: "The link", Text: at, Page: true}, at},
		"the request":           {flow.CopyText{Label: "The request", Text: "Open <" + page + ">, `" + page + "`"}, "Open <" + at + ">, `" + page + "`"},
		"a line of the sheet":   {flow.CopyText{Label: "Auth Endpoint URL", Text: page}, page},
	} {
		rig.hands().Do(t.Context(), c.copied)
		if p.text != c.want {
			t.Errorf("%s: %q is copied, want %q", name, p.text, c.want)
		}
	}
}

// Every command that a run in practice names is practice's too.
func TestPracticeNamesItsOwnCommands(t *testing.T) {
	s := newStage(t)
	s.save("good")
	for line, want := range map[string]string{
		"check --practice nobody":                     "Try: mailgrant list --practice\n",
		"check --practice nobody --format json":       "Run mailgrant list --practice.",
		"check --practice nobody --plan":              "Try: mailgrant list --practice\n",
		"check --practice x*":                         "Try: mailgrant list --practice\n",
		"check --practice good nosuchx":               "Do: Run mailgrant list --practice to see the saved credentials.",
		"check --practice good nosuchx --format json": "Run mailgrant list --practice to see the saved credentials.",
		"check --practice good x*":                    "Do: Run mailgrant list --practice to see the saved credentials.",
		"diagnose --practice --plain nobody":          "Try: mailgrant list --practice\n",
		"diagnose --practice --plain good expired":    "Try: mailgrant list --practice\n",
		"setup --practice":                            "mailgrant check --practice to test a credential",
		"--practice":                                  "mailgrant check --practice to test a credential",
		"diagnose --practice":                         "mailgrant check --practice to test a credential",
		"check good nosuchx":                          "Do: Run mailgrant list to see the saved credentials.",
		"setup":                                       "mailgrant check to test a credential",
	} {
		if r := s.run(strings.Fields(line)...); !strings.Contains(r.err+r.out, want) {
			t.Errorf("%s: %s%s; want %s", line, r.out, r.err, want)
		}
	}
}

// So is every one that a problem names to a session.
func TestAProblemInPracticeNamesPracticesCommands(t *testing.T) {
	live, practice := wording{}, wording{run.Wording{Practice: true}}
	for _, c := range []struct{ got, want string }{
		{live.Finding(&store.Error{Kind: store.Exists, Op: store.Save}).Do[0], "mailgrant diagnose."},
		{practice.Finding(&store.Error{Kind: store.Exists, Op: store.Save}).Do[0], "mailgrant diagnose --practice."},
		{practice.Finding(&store.Error{Kind: store.NotFound, Op: store.Read}).Do[0], "mailgrant list --practice to see"},
		{practice.Finding(&store.Error{Kind: store.Ambiguous, Op: store.Read}).Do[0], "mailgrant list --practice shows"},
		{live.NoListener(80, fs.ErrPermission).Do[0], "mailgrant setup --port 8400."},
		{practice.NoListener(8400, fs.ErrPermission).Do[0], "mailgrant setup --port 8401 --practice."},
	} {
		if !strings.Contains(c.got, c.want) {
			t.Errorf("%q; want %q", c.got, c.want)
		}
	}
}

// What practice keeps is gone when it ends, so no later command knows of it.
func TestASaveThatIsUnsureInPracticeNamesNoCommandThatCanNotKnowIt(t *testing.T) {
	for practice, want := range map[bool]string{
		true:  "Save again under the same name.",
		false: "Save again under the same name, or run mailgrant check contoso-mail to find out.",
	} {
		s := newStage(t)
		s.memory.FailWith(func(op store.Op, _ string) error { return &store.Error{Kind: store.Timeout, Op: op, Unsure: true} })
		h := &run.Runner{OpenStore: func() (*store.Store, error) { return s.creds, nil }, Limit: time.Minute, Practice: practice}
		c := sampleCredential(t, "good")
		c.Name = "contoso-mail"
		seen := h.Do(t.Context(), flow.SaveCredential{Credential: c, Secret: value.NewSecret("x")}).(flow.SaveSeen)
		if do := seen.Problem.Do; !seen.Unsure || do[len(do)-1] != want {
			t.Errorf("practice %v: %+v", practice, seen)
		}
	}
}

// The reports of a diagnosis, and a dry run that saves nothing, on practice itself.
func TestADiagnosisInPracticeSaysWhereItsReportWouldBe(t *testing.T) {
	s := newStage(t)
	for name, c := range map[string]struct{ lines, args []string }{
		"after a wait":   {[]string{"5", "quit", "y"}, []string{"diagnose", "--practice", "--plain", "no-consent"}},
		"without a wait": {[]string{"24", "1", "1", "", "1", "", "", "", "", "", "1", "3", "quit", "y"}, []string{"diagnose", "--practice", "--plain"}},
	} {
		if r := s.playing(c.lines, c.args...); !strings.Contains(r.out, "Otherwise this creates mailgrant-report.md") {
			t.Errorf("%s: exit %d, %s:\n%s", name, r.code, r.err, r.out)
		}
	}
}
