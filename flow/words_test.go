package flow_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"mailgrant/flow"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
)

// mostWords is what the good path of a guide may have to read.
const mostWords = 750

// TestTheGoodPathIsShort counts what a person reads who never goes wrong and opens no
// fold. A line that stays while the page is filled in counts once.
func TestTheGoodPathIsShort(t *testing.T) {
	for _, g := range guide.All() {
		read := map[string]bool{}
		total, here, at := 0, 0, ""
		next := func(s flow.State) {
			if p := page.Of(s); string(p.Step) != at {
				if at != "" {
					t.Logf("%-40s %-12s %4d", g.ID, at, here)
				}
				at, here = string(p.Step), 0
				clear(read)
			}
		}
		s := chosen(g)
		for s.Phase != flow.Over {
			next(s)
			events := passing(s)
			for _, line := range inView(s) {
				if !read[line] {
					read[line] = true
					here, total = here+wordsIn(line), total+wordsIn(line)
				}
			}
			s = drive(s, obliging, events[0])
			for _, e := range events[1:] {
				if string(s.At) != at {
					break
				}
				for _, line := range inView(s) {
					if !read[line] {
						read[line] = true
						here, total = here+wordsIn(line), total+wordsIn(line)
					}
				}
				s = drive(s, obliging, e)
			}
		}
		t.Logf("%-40s %-12s %4d", g.ID, at, here)
		t.Logf("%-40s %-12s %4d", g.ID, "in all", total)
		if total > mostWords {
			t.Errorf("%s: %d words on the good path; at most %d", g.ID, total, mostWords)
		}
	}
}

// chosen is a session at the first step of a guide.
func chosen(g guide.Guide) flow.State {
	return drive(flow.Begin(today, nil), obliging, flow.ChoseGuide{ID: g.ID})
}

// inView are the lines of a page that show without opening a fold.
func inView(s flow.State) []string {
	p := page.Of(s)
	lines := slices.Concat([]string{p.Title}, p.Lead, []string{p.Path}, p.Do, p.Sketch, []string{p.See}, p.Notes, p.After, []string{p.Waiting})
	for _, id := range p.Fields {
		f := s.Guide().Field(id)
		lines = append(lines, f.Label, p.Where(f))
	}
	for _, perm := range p.Permissions {
		lines = append(lines, perm.Name+" "+page.Needed(perm))
	}
	for _, l := range p.Sheet {
		v, note := page.Entered(l, value.Mask)
		lines = append(lines, l.Label+" "+v+" "+note)
	}
	if v := p.Verdict; v != nil { // the checks by name; what each found is behind a key
		lines = append(append(lines, v.Title), slices.Concat(v.Says, v.Do)...)
		for _, c := range v.Checks {
			lines = append(lines, string(c.Check))
		}
	}
	lines = append(lines, p.Place)
	for _, o := range p.Options {
		lines = append(lines, o.Label+" "+o.Note)
	}
	return lines
}

// TestOneWordForOneThing holds the pages and the guides to the words of a saved
// credential, and a page to its owner's name.
func TestOneWordForOneThing(t *testing.T) {
	other := regexp.MustCompile(`(?i)\b(parked|set aside|pending|unproven|has to be)\b|\bthe page (says|shows|asks|names|calls|lists)\b`)
	for _, v := range slices.Concat(happy(), troubled(), awaitingOthers()) {
		for line := range strings.Lines(dumped(page.Of(v.state))) {
			if found := other.FindString(line); found != "" {
				t.Errorf("%s: %q in %s", v.name, found, line)
			}
		}
	}
	for _, g := range guide.All() {
		for line := range strings.Lines(g.Text) {
			if found := other.FindString(line); found != "" {
				t.Errorf("%s: %q in %s", g.ID, found, line)
			}
		}
	}
}

// wordsIn counts the words of a line; signs alone are none.
func wordsIn(line string) int {
	n := 0
	for word := range strings.FieldsSeq(line) {
		if strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			n++
		}
	}
	return n
}
