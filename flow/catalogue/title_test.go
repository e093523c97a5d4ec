package catalogue

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// TestEveryCauseHasAHeadline: the screen shows it in place of the cause's name.
func TestEveryCauseHasAHeadline(t *testing.T) {
	seen := map[string]Cause{}
	for _, c := range Causes() {
		title := c.Title()
		first, _ := utf8.DecodeRuneInString(title)
		switch {
		case title == "":
			t.Errorf("%s has no title", c)
		case utf8.RuneCountInString(title) > 45:
			t.Errorf("%s: %q has %d characters", c, title, utf8.RuneCountInString(title))
		case !unicode.IsUpper(first), strings.HasSuffix(title, "."), strings.Contains(title, string(c)) && strings.Contains(string(c), "-"), strings.Contains(title, "AADSTS"):
			t.Errorf("%s: %q is no headline", c, title)
		case seen[title] != "":
			t.Errorf("%s and %s share the title %q", c, seen[title], title)
		}
		seen[title] = c
	}
}
