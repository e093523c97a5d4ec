package report

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

func TestATableFitsTheTerminal(t *testing.T) {
	const slug = "email-this-issue-client-credentials"
	rows := []tableRow{
		{[]string{"contoso", "fail, secret-expired, 2026-11-27", slug}, "waiting for admin consent."},
		{[]string{"a name that is as long as some administrator likes it to be", "never checked", slug}, ""},
	}
	for name, tt := range map[string]struct {
		columns int
		table   bool
		has     string
	}{
		"there is no terminal":         {0, false, ""},
		"too narrow for a few words":   {60, false, ""},
		"wide names are broken":        {80, true, "a name that is as long"},
		"a date stays whole":           {90, true, "2026-11-27"},
		"the remark is below":          {90, true, "\n  waiting for admin consent.\n"},
		"all fits":                     {160, true, "contoso" + strings.Repeat(" ", 54) + "fail, secret-expired, 2026-11-27  " + slug + "\n"},
		"what is wider is not used up": {400, true, "contoso" + strings.Repeat(" ", 54) + "fail"},
	} {
		var out bytes.Buffer
		got := NewWriter(&out, false, 60).Tables(tt.columns).table([]string{"Name", "Last check", "Guide"}, rows)
		widest := 0
		for line := range strings.Lines(out.String()) {
			widest = max(widest, len(strings.TrimRight(line, "\n")))
		}
		if got != tt.table || !strings.Contains(out.String(), tt.has) || widest > tt.columns || !got && out.Len() > 0 {
			t.Errorf("%s: %v, %d cells wide:\n%s", name, got, widest, out.String())
		}
	}
}

func TestWordsBreakAtAHyphenOnlyWhereTheyAreTooLong(t *testing.T) {
	for text, want := range map[string][]string{
		"pass, 2026-11-27":          {"pass,", "2026-11-27"},
		"client-credentials":        {"client-", "credentials"},
		"0123456789012345 6":        {"012345678901", "2345 6"},
		"  spaces   are one space ": {"spaces are", "one space"},
		"":                          {""},
	} {
		if got := broken(text, 12); !slices.Equal(got, want) {
			t.Errorf("%q: %q", text, got)
		}
	}
}
