package value

import (
	"strconv"
	"strings"
	"time"

	"mailgrant/flow/text"
)

// lifetime is a length such as 24 months, also as the portal lists it: 730 days (24
// months).
var lifetime = text.Pattern(`(?i)^(?:in\s+)?([0-9]{1,4})\s*([a-z]+)\.?(?:\s*\([0-9]{1,4}\s+[a-z]+\))?$`)

// after is the day on which a secret with that lifetime ends if it is made today.
func after(text string, today time.Time) (time.Time, bool) {
	m := lifetime().FindStringSubmatch(text)
	if m == nil || today.IsZero() {
		return time.Time{}, false
	}
	n, _ := strconv.Atoi(m[1])
	today = time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, time.UTC)
	switch unitOf(m[2]) {
	case "days":
		return today.AddDate(0, 0, n), n > 0
	case "weeks":
		return today.AddDate(0, 0, 7*n), n > 0
	case "months":
		return monthsOn(today, n), n > 0
	case "years":
		return monthsOn(today, 12*n), n > 0
	}
	return time.Time{}, false
}

// unitOf is the unit for its name, complete, shortened, or only started.
func unitOf(name string) string {
	name = strings.ToLower(name)
	for short, unit := range map[string]string{"mos": "months", "mths": "months", "wk": "weeks", "wks": "weeks", "yr": "years", "yrs": "years"} {
		if name == short {
			return unit
		}
	}
	for _, unit := range []string{"days", "weeks", "months", "years"} {
		if strings.HasPrefix(unit, name) {
			return unit
		}
	}
	return ""
}

// monthsOn is the same day of a later month, or the month's last.
func monthsOn(day time.Time, n int) time.Time {
	later := day.AddDate(0, n, 0)
	if later.Day() != day.Day() {
		later = later.AddDate(0, 0, -later.Day())
	}
	return later
}

// IsLifetime reports a text that has the form of a lifetime.
func IsLifetime(text string) bool {
	_, ok := after(text, time.Unix(0, 0))
	return ok
}
