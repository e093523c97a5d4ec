package value

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

const askDay = "Write it as 24 months or 2027-11-21."

// ParseDate reads the day on which a secret ends, at midnight UTC: YYYY-MM-DD,
// or the portal's format if only one day can be meant. 03/04/2027 can be two
// days and is refused.
func ParseDate(text string) (time.Time, *finding.Finding) {
	day, _, problem := ParseEnd(text, time.Time{})
	return day, problem
}

// ParseEnd is ParseDate, and takes a length such as 24 months, which begins
// today. readings are the days that an ambiguous date can mean.
func ParseEnd(text string, today time.Time) (day time.Time, readings []time.Time, problem *finding.Finding) {
	text, _ = Clean(text)
	if text == "" {
		return day, nil, dayFault("The end date is missing.")
	}
	if HoldsSecret(text) {
		return day, nil, dayFault("This looks like a client secret, not a date.", PasteSecret)
	}
	if f := notADay(text); f != nil {
		return day, nil, f
	}
	if end, ok := after(text, today); ok {
		day, problem = plausible(end)
		return day, nil, problem
	}
	if strings.Contains(text, ":") {
		if text = timeOfDay().ReplaceAllString(text, ""); strings.Contains(text, ":") {
			return day, nil, dayFault("This is not a date.")
		}
	}
	text = spelled(text)
	for _, layout := range layouts {
		if d, err := time.Parse(layout, text); err == nil {
			day, problem = plausible(d)
			return day, nil, problem
		}
	}
	return slashDay(text)
}

var layouts = []string{
	DateLayout, "2006/1/2", "2006-1-2", "2006.1.2", "2.1.2006", "2. 1. 2006", "2.1.06", "Jan 2, 2006", "Jan 2 2006", "2 Jan 2006", "January 2, 2006", "January 2 2006",
	"2 January 2006", "2. January 2006", "2-Jan-2006", "2-Jan-06", "Monday, January 2, 2006", "Mon, Jan 2, 2006",
}

// timeOfDay is the time after a date, as portals and programs write it.
var timeOfDay = text.Pattern(`(?i)(?:T|,?\s+)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?(?:\s*(?:[ap]\.?\s?m\.?|z|uhr|(?:utc|gmt|[a-z]{3,4})?\s?[+-][0-9]{1,2}(?::?[0-9]{2})?|utc|gmt|[a-z]{1,3}[sd]?t))?$`)

// notADay names other values, which are easily pasted in the wrong field.
func notADay(text string) *finding.Finding {
	switch {
	case IsGUID(text):
		return dayFault("This is a GUID, not a date.")
	case strings.Contains(text, "://"):
		return dayFault("This is a URL, not a date.")
	case strings.Contains(text, "@"):
		return dayFault("This is an e-mail address, not a date.")
	}
	return nil
}

// slashDay reads 11/21/2027, 21/11/2027 and 11/21/27, in which only one number can
// be the month.
func slashDay(text string) (time.Time, []time.Time, *finding.Finding) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '/' || r == '-' })
	if len(parts) != 3 || len(parts[2]) != 4 && (len(parts[2]) != 2 || strings.Contains(text, "-")) {
		return time.Time{}, nil, dayFault("This is not a date.")
	}
	var n [3]int
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil {
			return time.Time{}, nil, dayFault("This is not a date.")
		}
		n[i] = v
	}
	if len(parts[2]) == 2 {
		n[2] += 2000
	}
	var readings []time.Time
	for _, r := range [][2]int{{n[0], n[1]}, {n[1], n[0]}} { // month, day
		made := time.Date(n[2], time.Month(r[0]), r[1], 0, 0, 0, 0, time.UTC)
		if int(made.Month()) == r[0] && made.Day() == r[1] && !slices.Contains(readings, made) {
			readings = append(readings, made)
		}
	}
	switch len(readings) {
	case 0:
		return time.Time{}, nil, dayFault("There is no such day in the calendar.")
	case 1:
		day, problem := plausible(readings[0])
		return day, nil, problem
	}
	if _, problem := plausible(readings[0]); problem != nil {
		return time.Time{}, nil, problem
	}
	return time.Time{}, readings, found(finding.ExpiryMalformed, "This date can mean two days: which number is the month?",
		"Choose "+readings[0].Format(DateLayout)+" or "+readings[1].Format(DateLayout)+".")
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
