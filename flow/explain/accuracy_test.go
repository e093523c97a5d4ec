package explain

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"mailgrant/flow/finding"
)

// score counts how well the explanations of a set agree with its labels.
type score struct {
	texts                 int
	decided, first, third int // of the texts that decide or suggest one cause
	pointed               int
	certain               int // certain as expected
	undecidable, open     int // left open as expected
	remedied, helped      int // with the labelled remedy
	wrong                 []string
	hasty                 []string // certain of the right cause, though the text leaves others
	confused              map[string]int
	missed                []string
}

func scored(t testing.TB, file string) score {
	s := score{confused: map[string]int{}}
	for _, l := range labels(t, file) {
		s.add(l, Explain(l.text))
	}
	return s
}

func (s *score) add(l labelled, x Explanation) {
	s.texts++
	got := x.Candidates[0].Cause
	listed := func(c finding.Cause) bool {
		return slices.ContainsFunc(x.Candidates[:min(3, len(x.Candidates))], func(k Candidate) bool { return k.Cause == c })
	}
	switch {
	case x.Certain && (l.kind == "open" || got != l.wants[0]):
		s.wrong = append(s.wrong, l.name+": "+string(got))
	case x.Certain && l.kind == "likely":
		s.hasty = append(s.hasty, l.name)
	}
	if len(l.remedies) > 0 {
		s.remedied++
		if slices.ContainsFunc(l.remedies, func(id string) bool { return remedies()[id].among(x) }) {
			s.helped++
		} else {
			s.missed = append(s.missed, fmt.Sprintf("%s: should advise %s, says %q", l.name, l.remedies, x.Candidates[0].Do))
		}
	}
	if l.kind == "open" {
		s.undecidable++
		among := 0
		for _, c := range l.wants {
			if listed(c) {
				among++
			}
		}
		enough := min(3, len(l.wants))
		if len(l.remedies) > 0 {
			enough = 1 // two people listed what could be meant
		}
		if !x.Certain && x.Ask != "" && among >= enough && slices.Contains(l.wants, got) {
			s.open++
		} else {
			s.missed = append(s.missed, fmt.Sprintf("%s: should be left open among %v, is %v", l.name, l.wants, causesOf(x)))
		}
		return
	}
	s.pointed++
	if l.kind == "decided" {
		s.decided++
		if x.Certain && got == l.wants[0] {
			s.certain++
		} else {
			s.missed = append(s.missed, fmt.Sprintf("%s: should be certain of %s, is %v, certain %t", l.name, l.wants[0], causesOf(x), x.Certain))
		}
	}
	if listed(l.wants[0]) {
		s.third++
	}
	if got == l.wants[0] {
		s.first++
		return
	}
	s.confused[fmt.Sprintf("%-34s taken for %s", l.wants[0], got)]++
	if l.kind == "likely" {
		s.missed = append(s.missed, fmt.Sprintf("%s: should point to %s, is %v", l.name, l.wants[0], causesOf(x)))
	}
}

func causesOf(x Explanation) []finding.Cause {
	var list []finding.Cause
	for _, k := range x.Candidates {
		list = append(list, k.Cause)
	}
	return list
}

func (s score) String() string {
	var b strings.Builder
	part := func(what string, n, of int) {
		low, high := interval(n, of)
		fmt.Fprintf(&b, "  %-36s %3d of %3d  %5.1f %%  (95 %%: %.0f to %.0f)\n", what, n, of, 100*float64(n)/float64(max(of, 1)), low, high)
	}
	part("cause first (top-1)", s.first, s.pointed)
	part("cause among the first three (top-3)", s.third, s.pointed)
	part("certain where it should be", s.certain, s.decided)
	part("left open where it should be", s.open, s.undecidable)
	if s.remedied > 0 {
		part("remedy right", s.helped, s.remedied)
	}
	fmt.Fprintf(&b, "  %-36s %3d\n", "claimed certain but wrong", len(s.wrong))
	for _, w := range s.wrong {
		fmt.Fprintf(&b, "    %s\n", w)
	}
	fmt.Fprintf(&b, "  %-36s %3d\n", "right, but certain too early", len(s.hasty))
	if len(s.confused) > 0 {
		b.WriteString("  Confusion:\n")
	}
	for _, k := range slices.SortedFunc(maps.Keys(s.confused), func(a, b string) int { return cmp.Or(s.confused[b]-s.confused[a], strings.Compare(a, b)) }) {
		fmt.Fprintf(&b, "    %3d  %s\n", s.confused[k], k)
	}
	for _, m := range s.missed {
		fmt.Fprintf(&b, "    - %s\n", m)
	}
	return b.String()
}

// interval is Wilson's for n of all, at 95 %, in percent.
func interval(n, of int) (low, high float64) {
	const z = 1.96
	all := float64(max(of, 1))
	p := float64(n) / all
	middle, spread := p+z*z/(2*all), z*math.Sqrt(p*(1-p)/all+z*z/(4*all*all))
	return 100 * max(0, middle-spread) / (1 + z*z/all), 100 * min(1+z*z/all, middle+spread) / (1 + z*z/all)
}

func TestAccuracy(t *testing.T) {
	aside, tuned := scored(t, "aside.txt"), scored(t, "tuned.txt")
	if testing.Verbose() {
		fmt.Printf("Kept aside, %d texts:\n%v\nTuned on, %d texts:\n%v", aside.texts, aside, tuned.texts, tuned)
	}
	if n := aside.texts + tuned.texts; n < 240 || aside.texts < 80 {
		t.Errorf("%d texts, %d of them kept aside; want 240, 80 of them aside", n, aside.texts)
	}
	for name, s := range map[string]score{"kept aside": aside, "tuned": tuned} {
		if s.first*100 < s.pointed*95 {
			t.Errorf("%s: top-1 is %d of %d; want 95 %%", name, s.first, s.pointed)
		}
		if len(s.wrong) > 0 || len(s.hasty) > 0 {
			t.Errorf("%s: claimed certain but wrong: %q, or too early: %q", name, s.wrong, s.hasty)
		}
		if s.open != s.undecidable {
			t.Errorf("%s: %d of %d are left open", name, s.open, s.undecidable)
		}
	}
}
