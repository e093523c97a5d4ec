package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/wire"
	"mailgrant/store"
	"mailgrant/ui/run"
)

// example is the guide in WRITING-A-GUIDE.md, in its own file.
func example(t *testing.T, name string, changes ...string) string {
	t.Helper()
	text, err := os.ReadFile("../../.github/WRITING-A-GUIDE.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "````markdown\n")
	shown, _, ok := strings.Cut(rest, "````\n")
	if !ok {
		t.Fatal("it shows no guide")
	}
	return guideFile(t, name, strings.NewReplacer(changes...).Replace(shown))
}

func guideFile(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTheGuideThatIsShownHasNoProblem(t *testing.T) {
	path := example(t, "contoso-desk.md")
	r := newStage(t).run("guides", "--lint", path)
	if r.code != exitGood || r.err != "" || r.out != path+" has no problems: 15 steps for Contoso Desk.\n" {
		t.Errorf("%+v", r)
	}
}

func TestLintNamesEachProblemWithItsLine(t *testing.T) {
	path := example(t, "contoso-desk.md", "grant: client-credentials", "grant: magic", "{secret}", "{password}", "- In Contoso", "In \x1b[31mContoso")
	r := newStage(t).run("guides", "--lint", path)
	lines := strings.Split(strings.TrimSuffix(r.out, "\n"), "\n")
	form := regexp.MustCompile(`^` + regexp.QuoteMeta(path) + `:\d+: .+\.$`)
	for _, l := range lines {
		if !form.MatchString(l) {
			t.Errorf("%q", l)
		}
	}
	if r.code != exitUsage || len(lines) < 4 || r.err != "" {
		t.Errorf("%+v", r)
	}
}

func TestAGuideFileThatCanNotBeUsedIsRefused(t *testing.T) {
	good := example(t, "contoso-desk.md")
	for name, c := range map[string]struct {
		args []string
		says string
	}{
		"no such file":             {[]string{"guides", "--lint", good + ".txt"}, "can't be opened"},
		"a directory":              {[]string{"guides", "--lint", filepath.Dir(good)}, "can't be read"},
		"lint and an ID":           {[]string{"guides", "--lint", good, practiceGuide}, "only one of"},
		"another ending":           {[]string{"guides", "--lint", example(t, "contoso-desk.txt")}, ""},
		"a file with problems":     {[]string{"check", "--practice", "--guide-file", example(t, "contoso-desk.md", "grant: client", "grant: lient")}, "grant can't be"},
		"the ID of another":        {[]string{"check", "--practice", "--guide-file", example(t, practiceGuide+".md")}, "built-in guide " + practiceGuide},
		"a malformed ID":           {[]string{"check", "--practice", "--guide-file", example(t, "Contoso Desk.md")}, "is the guide's ID"},
		"--guide beside it":        {[]string{"check", "--practice", "--guide", practiceGuide, "--guide-file", good}, "not both"},
		"setup, --guide beside it": {[]string{"setup", "--plain", "--guide", practiceGuide, "--guide-file", good}, "not both"},
		"setup, no such file":      {[]string{"setup", "--plain", "--guide-file", good + ".txt"}, "can't be opened"},
		"beside a saved name":      {[]string{"check", "good", "--guide-file", good}, "remove --guide-file"},
	} {
		t.Run(name, func(t *testing.T) {
			r := newStage(t).run(c.args...)
			if r.code != exitUsage || !strings.Contains(r.err, c.says) {
				t.Errorf("%+v", r)
			}
		})
	}
}

func TestOnesOwnGuideIsPrinted(t *testing.T) {
	r := newStage(t).run("guides", "--guide-file", example(t, "contoso-desk.md"))
	for _, want := range []string{"# Contoso Desk\n", "Application (client) ID", "Contoso Desk asks for the end date too", "| Directory ID | Directory (tenant) ID (step 3) |", "| Worldwide or GCC High |", "## Source", "--guide-file contoso-desk.md"} {
		if !strings.Contains(strings.ReplaceAll(r.out, "| Cloud ", ""), want) {
			t.Errorf("it lacks %q", want)
		}
	}
	if r.code != exitGood || strings.Contains(r.out, "{") || strings.Contains(r.out, "--guide contoso-desk") {
		t.Errorf("%+v", r)
	}
}

func TestCheckGoesByOnesOwnGuide(t *testing.T) {
	path := example(t, "contoso-desk.md")
	r := newStage(t).run("check", "--practice", "--guide-file", path, "--format", "json")
	var all struct {
		Reports []struct {
			Guide, Verdict string
			Permissions    struct{ Granted []string }
		}
	}
	if err := json.Unmarshal([]byte(r.out), &all); err != nil || r.code != exitGood || all.Reports[0].Guide != "contoso-desk" || all.Reports[0].Verdict != "pass" || len(all.Reports[0].Permissions.Granted) != 2 {
		t.Errorf("%v: %+v", err, r)
	}
	// An app with less than the guide needs fails.
	r = newStage(t).run("check", "--practice", "--guide-file", path, "--client-id", sample(t, "one-of-three").Values.ClientID)
	if r.code != exitBroken {
		t.Errorf("%+v", r)
	}
}

// TestACredentialKeepsItsGuide saves a credential with the user's own guide and
// then deletes the guide's file: everything done with the credential uses the
// saved copy.
func TestACredentialKeepsItsGuide(t *testing.T) {
	s := newStage(t)
	s.creds = store.OpenDir(t.TempDir(), s.memory)
	for name, label := range map[string]string{"first": "Directory ID", "second": "Tenant number"} {
		path := example(t, "contoso-desk.md", "Directory ID", label)
		g, err := (&app{World: s.world(nil, nil)}).ownGuide(context.Background(), path, "")
		must(t, err)
		must(t, os.Remove(path))
		a := sample(t, "robot").Values
		a.Guide, a.Own, a.Name = g.ID, g, name
		must(t, s.creds.Save(t.Context(), run.EntryOf(flow.CredentialOf(a)), a.Secret.Reveal(), false))
	}
	for name, label := range map[string]string{"first": "Directory ID", "second": "Tenant number"} {
		if r := s.run("show", name); r.code != exitGood || !strings.Contains(r.out, "Contoso Desk, hand-off sheet") || !strings.Contains(r.out, label) {
			t.Errorf("%+v", r)
		}
		if r := s.run("check", name); r.code != exitGood {
			t.Errorf("%+v", r)
		}
	}
	if r := s.run("list"); r.code != exitGood || strings.Count(r.out, "contoso-desk") != 2 {
		t.Errorf("%+v", r)
	}
	var out, errs bytes.Buffer
	rig, err := s.world(&out, &errs).connect(t.Context(), wiring{limit: time.Minute})
	must(t, err)
	defer rig.close()
	if saved := rig.saved(); len(saved) != 2 || saved[0].Own == nil || saved[0].Procedure().Sheet[3].Label != "Directory ID" || saved[1].Procedure().Sheet[3].Label != "Tenant number" {
		t.Errorf("%+v", saved)
	}
}

// A saved guide that is missing or changed is reported, and no other is used
// instead.
func TestAMissingSavedGuideIsReported(t *testing.T) {
	s, dir := newStage(t), t.TempDir()
	s.creds = store.OpenDir(dir, s.memory)
	g, err := (&app{World: s.world(nil, nil)}).ownGuide(context.Background(), example(t, "contoso-desk.md"), "")
	must(t, err)
	a := sample(t, "robot").Values
	a.Guide, a.Own, a.Name = g.ID, g, "mine"
	must(t, s.creds.Save(t.Context(), run.EntryOf(flow.CredentialOf(a)), a.Secret.Reveal(), false))
	must(t, filepath.WalkDir(filepath.Join(dir, "guides"), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		return os.WriteFile(path, []byte("changed"), 0o600)
	}))
	for _, args := range [][]string{{"check", "mine"}, {"show", "mine"}} {
		if r := s.run(args...); !strings.Contains(strings.Join(strings.Fields(r.out), " "), "the saved copy is missing or unreadable") {
			t.Errorf("%+v", r)
		}
	}
}

// TestPracticeHasARightAppForEachGuide checks that a new guide needs no app of
// its own.
func TestPracticeHasARightAppForEachGuide(t *testing.T) {
	for _, g := range guide.All() {
		r := newStage(t).run("check", "--practice", "--guide", g.ID, "--format", "json")
		if r.code != exitGood || !strings.Contains(r.out, `"verdict": "pass"`) {
			t.Errorf("%s: %+v", g.ID, r)
		}
		samples := run.PracticeSamples(time.Now(), nil)
		if s := samples[flow.SampleFor(samples, g.ID)]; s.Values.Guide != g.ID || s.Cause != "" {
			t.Errorf("%s: %+v", g.ID, s)
		}
	}
}

// TestEachGuideOfPeopleIsVerifiedByASignIn signs in to practice's app for the
// guide, whatever its permissions allow in Graph.
func TestEachGuideOfPeopleIsVerifiedByASignIn(t *testing.T) {
	for _, g := range guide.All() {
		if !g.Delegated() {
			continue
		}
		t.Run(g.ID, func(t *testing.T) {
			samples := run.PracticeSamples(time.Now(), nil)
			s := newStage(t)
			ms, err := entratest.Start(run.PracticeTenant(time.Now(), nil))
			must(t, err)
			t.Cleanup(ms.Close)
			s.ms = ms
			o := goOut(t, s, samples[flow.SampleFor(samples, g.ID)].Values.Name, guide.StepSignIn, flow.SignIn{Method: wire.Loopback}, 0)
			o.get(t, o.lands(t, s))
			if end := o.end(t); !end.Verified() || check.ReportOf(end.AsCase()).Verdict != finding.Pass {
				t.Errorf("it ends in %+v", standing(end))
			}
		})
	}
}

// TestOnesOwnGuideIsWalkedInPractice goes through it line by line, with the
// values of practice's app for it.
func TestOnesOwnGuideIsWalkedInPractice(t *testing.T) {
	s := newStage(t)
	s.in = strings.Repeat("more\nfill\n\n", 40)
	r := s.run("setup", "--plain", "--practice", "--guide-file", example(t, "contoso-desk.md"))
	for _, want := range []string{"Contoso Desk mail", "Contoso Desk asks for the end date too", "Contoso Desk, hand-off sheet", "\nDirectory ID: ", "Worldwide"} {
		if !strings.Contains(r.out, want) {
			t.Errorf("it lacks %q", want)
		}
	}
	if r.code != exitGood || strings.Contains(r.out, "FAIL") {
		t.Errorf("it ends with %d: %s\n%s", r.code, r.err, r.out[max(0, len(r.out)-4000):])
	}
}

// A secret in a guide's text or as its file's name is not repeated.
func TestLintRepeatsNoSecret(t *testing.T) {
	const secret = "ur28Q~" + "vma8uWq2pBn7K7G9ovniBjHMbhdsTo2gMS"
	s := newStage(t)
	file := example(t, "my-desk.md", "grant: client-credentials", "grant: "+secret)
	named := guideFile(t, secret, "nothing")
	for _, args := range [][]string{{"guides", "--lint", file}, {"guides", "--lint", named}, {"guides", "--guide-file", file}, {"check", "--practice", "--guide-file", file}} {
		if r := s.run(args...); r.code != exitUsage || strings.Contains(r.out+r.err, secret[6:14]) {
			t.Errorf("%v: %+v", args, r)
		}
	}
}
