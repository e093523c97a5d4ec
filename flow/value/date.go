package value

import (
	"strconv"
	"strings"
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

const askDay = "Write it as YYYY-MM-DD, such as 2027-11-21."

// ParseDate reads the day on which a secret ends, at midnight UTC: YYYY-MM-DD,
// or the portal's format if only one day can be meant. 03/04/2027 can be two
// days and is refused.
func ParseDate(text string) (time.Time, *finding.Finding) {
	text, _ = Clean(text)
	if text == "" {
		return time.Time{}, dayFault("The end date is missing.")
	}
	if HoldsSecret(text) {
		return time.Time{}, dayFault("This looks like a client secret, not a date.", PasteSecret)
	}
	if strings.Contains(text, ":") {
		if text = timeOfDay().ReplaceAllString(text, ""); strings.Contains(text, ":") {
			return time.Time{}, dayFault("This is not a date.")
		}
	}
	for _, layout := range []string{
		DateLayout, "2006/1/2", "2006-1-2", "2006.1.2", "2.1.2006", "Jan 2, 2006", "Jan 2 2006", "2 Jan 2006", "January 2, 2006", "January 2 2006",
		"2 January 2006", "2-Jan-2006", "Monday, January 2, 2006", "Mon, Jan 2, 2006",
	} {
		if day, err := time.Parse(layout, text); err == nil {
			return plausible(day)
		}
	}
	return slashDay(text)
}

// timeOfDay is the time after a date, as portals and programs write it.
var timeOfDay = text.Pattern(`(?i)(?:T|,?\s+)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?(?:\s*(?:[ap]\.?\s?m\.?|z|uhr|(?:utc|gmt|[a-z]{3,4})?\s?[+-][0-9]{1,2}(?::?[0-9]{2})?|utc|gmt|[a-z]{1,3}[sd]?t))?$`)

// slashDay reads 11/21/2027 and 21/11/2027, in which only one number can be the
// month.
func slashDay(text string) (time.Time, *finding.Finding) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '/' || r == '-' })
	if len(parts) != 3 || len(parts[2]) != 4 {
		return time.Time{}, dayFault("This is not a date.")
	}
	var n [3]int
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil {
			return time.Time{}, dayFault("This is not a date.")
		}
		n[i] = v
	}
	month, day := n[0], n[1]
	if month > 12 {
		month, day = day, month
	} else if day <= 12 && day != month {
		return time.Time{}, dayFault("This date can mean two days: which number is the month?")
	}
	made := time.Date(n[2], time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if int(made.Month()) != month || made.Day() != day {
		return time.Time{}, dayFault("There is no such day in the calendar.")
	}
	return plausible(made)
}

func plausible(day time.Time) (time.Time, *finding.Finding) {
	if day.Year() < 2010 || day.Year() > 2299 {
		return time.Time{}, dayFault("The year of this date can't be right.")
	}
	return day, nil
}

func dayFault(says string, do ...string) *finding.Finding {
	return found(finding.ExpiryMalformed, says, append(do, askDay)...)
}

// DateLayout is how a date is kept and shown.
const DateLayout = "2006-01-02"
