package cli

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"mailgrant/flow"
	"mailgrant/flow/soak"
	"mailgrant/store"
	"mailgrant/ui/palettetest"
	"mailgrant/ui/run"
)

// onTerminal has credentials of every kind, and stdout is a terminal.
func onTerminal(t *testing.T, columns int) *stage {
	t.Helper()
	s := newStage(t)
	s.env["LANG"] = "en_US.UTF-8"
	s.save("good", "expired", "expiring", "no-consent")
	c := flow.CredentialOf(sample(t, "delegated").Values)
	c.Unverified, c.ResumeAt = true, "consent"
	must(t, s.creds.SaveWaiting(context.Background(), run.EntryOf(c), false))
	s.columns = columns
	return s
}

// printed are command lines that print texts for people.
var printed = [][]string{
	{"--help"}, {"help", "check"}, {"setup", "--help"}, {"version"}, {"guides"}, {"guides", practiceGuide},
	{"list"}, {"list", "--practice"}, {"show", "good"}, {"show", "delegated"},
	{"check", "good"}, {"check", "expired"}, {"check", "--all"}, {"check", "--practice", "--plan"}, {"check", "--practice", "good", "no-such"},
	{"check", "--practice", "--must-refuse", "support@contoso.com"}, {"check", "--practice", "--offline", "good"},
	{"explain", "AADSTS7000222"}, {"explain", "535 5.7.3 Authentication unsuccessful"}, {"explain", "nothing known"},
	{"remove", "good", "--yes"}, {"list", "--format", "nosuch"}, {"nosuch"}, {"check", "--nosuch"}, {"check", "--client-id"}, {"setup"}, {"list", "x"},
}

func TestAllThatIsPrintedCanBeReadInEveryPalette(t *testing.T) {
	t.Parallel()
	signs := 0
	check := func(args []string) {
		r := onTerminal(t, 100).run(args...)
		signs += strings.Count(r.out, "\x1b[3")
		for _, c := range palettetest.Complaints(r.out + r.err) {
			t.Errorf("mailgrant %s: %s", strings.Join(args, " "), c)
		}
	}
	for _, args := range printed {
		check(args)
	}
	for _, s := range soak.Some(t, 12, run.PracticeSamples(onTerminal(t, 100).world(nil, nil).Now(), nil)) {
		check([]string{"check", "--practice", s.Values.Name})
	}
	if signs < 20 {
		t.Errorf("only %d coloured signs: are there colours at all?", signs)
	}
}

func TestSoakWhereNoColourIsAllowedNoneIsPrinted(t *testing.T) {
	t.Parallel()
	for name, env := range map[string][2]string{"NO_COLOR": {"NO_COLOR", "1"}, "a dumb terminal": {"TERM", "dumb"}, "no TERM": {"TERM", ""}} {
		for _, args := range soak.Some(t, 5, printed) {
			s := onTerminal(t, 100)
			s.env[env[0]] = env[1]
			if r := s.run(args...); strings.Contains(r.out+r.err, "\x1b") {
				t.Errorf("%s: mailgrant %s: %q", name, strings.Join(args, " "), r.out+r.err)
			}
		}
	}
}

func TestATerminalWithoutUTF8GetsASCII(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		env   map[string]string
		ascii bool
	}{
		"LANG is UTF-8":              {map[string]string{"LANG": "de_DE.UTF-8"}, false},
		"LANG is utf8":               {map[string]string{"LANG": "C.utf8"}, false},
		"LC_ALL wins":                {map[string]string{"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, true},
		"LC_CTYPE wins over LANG":    {map[string]string{"LANG": "C", "LC_CTYPE": "en_US.UTF-8"}, false},
		"another character set":      {map[string]string{"LANG": "de_DE.ISO-8859-1"}, true},
		"a console with few glyphs":  {map[string]string{"LANG": "en_US.UTF-8", "TERM": "linux"}, true},
		"an empty LC_ALL is not set": {map[string]string{"LANG": "en_US.UTF-8", "LC_ALL": ""}, false},
	} {
		s := onTerminal(t, 100)
		for k, v := range tt.env {
			s.env[k] = v
		}
		out := s.run("check", "--all").out
		if got := strings.IndexFunc(out, func(r rune) bool { return r > '~' }) < 0; got != tt.ascii {
			t.Errorf("%s: ASCII alone: %v\n%s", name, got, out)
		}
	}
}

// oneWord matches a label with one word, such as an ID, which stays whole.
var oneWord = regexp.MustCompile(`^ *([\w ]+: +)?\S+$`)

func TestSoakTablesUseTheTerminalsWidth(t *testing.T) {
	t.Parallel()
	long := "a name of the length that an administrator of many tenants gives, with all that helps to find it again"
	for _, columns := range soak.Some(t, 3, []int{40, 60, 80, 100, 120, 160, 240}) {
		s := onTerminal(t, columns)
		s.change("expired", func(e *store.Entry) { e.Name = long })
		for _, args := range [][]string{{"list"}, {"check", "--all"}} {
			out := ansi.Strip(s.run(args...).out)
			widest := 0
			for line := range strings.Lines(out) {
				line = strings.TrimRight(line, "\n")
				if w := ansi.StringWidth(line); w > columns && !oneWord.MatchString(line) {
					t.Errorf("%d columns, %s: %d cells: %s", columns, args[0], w, line)
				} else {
					widest = max(widest, w)
				}
			}
			if columns >= 120 && widest <= 100 {
				t.Errorf("%d columns, %s: only %d are used:\n%s", columns, args[0], widest, out)
			}
		}
		out := ansi.Strip(s.run("check", "--all").out)
		for _, name := range []string{"good", "expiring"} {
			row := regexp.MustCompile(`(?m)^. \w+ +(` + name + `) +`).FindStringIndex(out)
			if row == nil {
				t.Errorf("%d columns: no row of %s:\n%s", columns, name, out)
			}
		}
	}
}

func TestAPipeGetsNoTable(t *testing.T) {
	s := onTerminal(t, 0)
	if out := s.run("list").out; !strings.Contains(out, "\n  Tenant:     contoso.com\n") {
		t.Error(out)
	}
	if out := s.run("check", "--all").out; !strings.Contains(out, "ok      good: The credential works") {
		t.Error(out)
	}
}
