package plain

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"mailgrant/flow/catalogue"
	"mailgrant/flow/finding"
)

// complaints is what a test complains to.
type complaints interface {
	Helper()
	Errorf(format string, args ...any)
}

// heard counts complaints.
type heard int

func (*heard) Helper()                 {}
func (h *heard) Errorf(string, ...any) { *h++ }

// wellSpoken checks what plain mode promises of its output: nothing but ASCII, no
// line too long, no drawing, addresses alone on their line, numbers in front of
// choices only, no name of a cause, and no secret.
func wellSpoken(t complaints, text string) {
	t.Helper()
	choice := 0
	for _, line := range strings.Split(text, "\n") {
		prompt := isPrompt.MatchString(line)
		if len(line) > 78 && !prompt && len(strings.Fields(line)) > 2 {
			t.Errorf("%d characters: %q", len(line), line)
		}
		for _, r := range line {
			if r < ' ' || r > '~' {
				t.Errorf("%q in %q", r, line)
			}
		}
		if drawn := signs.FindString(line); drawn != "" && !prompt {
			t.Errorf("%q is drawn in %q", drawn, line)
		}
		if words := strings.Fields(line); len(words) > 1 && !prompt && slices.ContainsFunc(words, isAddress) {
			t.Errorf("an address within a line: %q", line)
		}
		choice = counted(t, line, choice)
	}
	for _, name := range hyphened.FindAllString(text, -1) {
		if slices.Contains(catalogue.Causes(), finding.Cause(name)) {
			t.Errorf("the name of a cause is said: %s", name)
		}
	}
	if strings.Contains(text, "CanaryDoNotPrint") {
		t.Errorf("the secret is shown:\n%s", text)
	}
}

var (
	isPrompt = regexp.MustCompile(`\): |type change: |^[A-Z][\w ]{1,30}: (?:$|\S+$)|^Address or message: |^The message: `)
	signs    = regexp.MustCompile(`->|<-|=>|--(?:[^a-z]|$)|\+-|\^|\[[ x]\]|\([o ]\) \w| > |\|`)
	number   = regexp.MustCompile(`^\s*(\d+)(\)|[.:])(?: |$)`)
	hyphened = regexp.MustCompile(`[a-z]+(?:-[a-z]+)+`)
	asks     = regexp.MustCompile(`[Cc]hoose 1 to (\d+)`)
)

// counted follows the numbers in front of lines: they count the choices of the
// next question. It returns the number of the latest choice.
func counted(t complaints, line string, choice int) int {
	t.Helper()
	if q := asks.FindStringSubmatch(line); q != nil {
		if q[1] != strconv.Itoa(choice) {
			t.Errorf("%q follows choice %d", line, choice)
		}
		return choice
	}
	n := number.FindStringSubmatch(line)
	switch {
	case n == nil:
	case n[2] == ")" && (n[1] == strconv.Itoa(choice+1) || n[1] == "1"):
		choice, _ = strconv.Atoi(n[1])
	default:
		t.Errorf("a number that is no choice: %q", line)
	}
	return choice
}

// What would be drawn is found.
func TestWhatIsNotWellSpokenIsFound(t *testing.T) {
	for _, line := range []string{"1. Press Add.", "2) Press Add.", "Value   <- this one", "[x] Mail.Read", "Apps > New", "see https://entra.microsoft.com/#view now", "Cause: secret-expired.", "\u2502 box", "\x1b[1m"} {
		var h heard
		if wellSpoken(&h, line); h == 0 {
			t.Errorf("%q passes", line)
		}
	}
}
