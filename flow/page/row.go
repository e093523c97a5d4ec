package page

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// BarCells is the length of a full bar of days left.
const BarCells = 8

// Row is one saved credential in the list of the first screen.
type Row struct {
	Name    string
	Testing bool // its result is awaited
	Tested  bool // it came, while others are awaited
	Status  finding.Status
	State   string // the last verdict, or what it waits for
	When    string // when it was tested; "" if that is not known
	Dated   bool   // the end date is known, and Bar counts
	Bar     int    // cells of the bar that are full; a year or more fills all
	Days    string // the days left in words; "" where they do not matter
	Soon    bool   // they are few
	Act     string // what Enter leads to
	Event   flow.Event
}

// Words is the row in words, without its name.
func (r Row) Words() string {
	parts := []string{r.State}
	for _, part := range []string{r.When, r.Days} {
		if part != "" && part != ended {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

// row is the line of a saved credential.
func (s view) row(c flow.Credential) Row {
	r := Row{Name: c.Name, Act: "test", Event: flow.ShowSaved{Name: c.Name}}
	if !c.Verification.At.IsZero() {
		r.When = "tested " + ago(c.Verification.At, s.Home.Now)
	}
	r.Status, r.State = s.standing(c)
	if s.Need(c) == flow.NeedsRepair {
		r.Act = "find out"
	}
	if s.IsPending(c.Name) {
		r.When, r.Act, r.Event = "", "go on", flow.Resume{Name: c.Name}
	} else {
		r = s.dated(r, c)
	}
	if s.Phase == flow.Testing && slices.Contains(s.Home.Untested, c.Name) {
		r.Testing, r.State, r.When = true, "testing", ""
	}
	r.Tested = s.Phase == flow.Testing && c.HasSecret() && !r.Testing
	return r
}

// dated adds the days left to a row.
func (s view) dated(r Row, c flow.Credential) Row {
	left := s.DaysLeft(c)
	switch {
	case finding.Cause(c.Verification.Cause) == finding.SecretExpired: // whatever the date says
		r.Dated, r.Days = true, ended
		return r
	case left == nil:
		r.Days = "no end date"
		return r
	}
	const year = 365
	r.Dated, r.Days, r.Soon = true, daysLeft(*left), s.Need(c) == flow.NeedsSecret
	r.Bar = max(0, min(BarCells, (*left*BarCells+year-1)/year))
	return r
}

// ended are the days left of a secret that has expired.
const ended = "ended"

// daysLeft says how many days are left.
func daysLeft(n int) string {
	switch {
	case n < 0:
		return ended
	case n == 0:
		return "ends today"
	}
	return text.Count(n, "day") + " left"
}

// standing is how a saved credential is, with its status.
func (s view) standing(c flow.Credential) (finding.Status, string) {
	left, v := s.DaysLeft(c), c.Verification
	says := inShort(finding.Cause(v.Cause))
	switch verdict := finding.Status(v.Verdict); {
	case c.ResumeAt != "":
		return finding.Warn, c.Awaits()
	case c.Trouble != "":
		return finding.Fail, c.Trouble
	case verdict == finding.Fail && says != "":
		return finding.Fail, says
	case verdict == finding.Fail:
		return finding.Fail, "failed its test"
	case left != nil && *left < 0 && !testedSince(c):
		return finding.Fail, inShort(finding.SecretExpired)
	case verdict == finding.Undecided && says != "":
		return finding.Undecided, says
	case verdict == finding.Undecided:
		return finding.Undecided, "could not be tested"
	case verdict == "":
		return finding.Skip, "never tested"
	case left != nil && *left < 0:
		return finding.Warn, "works, but past its end date"
	}
	return finding.Pass, "works"
}

// testedSince reports a test after the day on which the secret should have ended.
func testedSince(c flow.Credential) bool {
	return c.Verification.At.UTC().Format(value.DateLayout) > c.Expires
}

// inShort is the headline of a cause for a line of a list: without the article, and
// in lower case unless it begins with a name.
func inShort(c finding.Cause) string {
	title := strings.TrimPrefix(c.Title(), "The ")
	switch first, _, _ := strings.Cut(title, " "); strings.TrimSuffix(first, "'s") {
	case "", "Microsoft", "Exchange", "Graph", "IMAP":
		return title
	}
	return strings.ToLower(title[:1]) + title[1:]
}

// ago is the time since then, in the shortest words.
func ago(then, now time.Time) string {
	const day = 24 * time.Hour
	switch d := now.Sub(then); {
	case d < time.Minute:
		return "now"
	case d < time.Hour:
		return strconv.Itoa(int(d/time.Minute)) + " min ago"
	case d < day:
		return strconv.Itoa(int(d/time.Hour)) + " h ago"
	case d < 60*day:
		return text.Count(int(d/day), "day") + " ago"
	}
	return "on " + then.UTC().Format(value.DateLayout)
}
