package cli

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"mailgrant/flow"
)

// playing runs a command with lines typed to it.
func (s *stage) playing(lines []string, args ...string) result {
	s.in = strings.Join(lines, "\n") + "\n"
	return s.run(args...)
}

// All addresses of pages that practice says are its own, so that it can be
// practised where a browser here is not before the person.
func TestPracticeSaysItsOwnAddresses(t *testing.T) {
	s := newStage(t)
	r := s.playing([]string{"2", "", "", "fill", "", "", "request", "", "fill", "", "fill", "", "all", "", "", "", "fill", "", "", "", "", "", "quit", "y"},
		"setup", "--practice", "--plain")
	links := regexp.MustCompile(`Link: (\S+)`).FindAllStringSubmatch(r.out, -1)
	for _, l := range links {
		if !strings.HasPrefix(l[1], "http://127.0.0.1:") {
			t.Errorf("it says %s", l[1])
		}
	}
	if len(links) < 4 || strings.Contains(r.out, "<https://") {
		t.Errorf("%d links said; exit %d, %s:\n%s", len(links), r.code, r.err, r.out)
	}
}

// What is copied in practice leads there too, but a value does not.
func TestPracticeCopiesItsOwnAddresses(t *testing.T) {
	rig, err := newStage(t).world(&bytes.Buffer{}, &bytes.Buffer{}).practise(t.Context(), wiring{practice: true})
	must(t, err)
	defer rig.close()
	p := &paper{}
	rig.clip = &holder{board: p}
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
		rig.hands().do(t.Context(), c.copied)
		if p.text != c.want {
			t.Errorf("%s: %q is copied, want %q", name, p.text, c.want)
		}
	}
}

func TestPracticeNamesItsOwnList(t *testing.T) {
	s := newStage(t)
	for _, args := range [][]string{{"check", "--practice", "nobody"}, {"diagnose", "--practice", "--plain", "nobody"}} {
		if r := s.run(args...); !strings.Contains(r.err, "Try: mailgrant list --practice\n") {
			t.Errorf("%v: %s", args, r.err)
		}
	}
}

// The reports of a diagnosis, and a dry run that saves nothing, on practice itself.
func TestADiagnosisInPracticeSaysWhereItsReportWouldBe(t *testing.T) {
	s := newStage(t)
	for name, c := range map[string]struct{ lines, args []string }{
		"after a wait":   {[]string{"4", "quit", "y"}, []string{"diagnose", "--practice", "--plain", "no-consent"}},
		"without a wait": {[]string{"24", "1", "1", "", "1", "", "", "", "", "", "1", "3", "quit", "y"}, []string{"diagnose", "--practice", "--plain"}},
	} {
		if r := s.playing(c.lines, c.args...); !strings.Contains(r.out, "For real, this makes mailgrant-report.md") {
			t.Errorf("%s: exit %d, %s:\n%s", name, r.code, r.err, r.out)
		}
	}
}
