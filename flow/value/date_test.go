package value_test

import (
	"testing"
	"time"

	"mailgrant/flow/value"
)

func TestALifetimeBeginsToday(t *testing.T) {
	for text, want := range map[string]string{
		"24 months": "2028-11-27", "6 mo": "2027-05-27", "6mo": "2027-05-27", "1 year": "2027-11-27", "2 yrs": "2028-11-27", "180 days": "2027-05-26", "2 weeks": "2026-12-11",
		"in 12 months": "2027-11-27", "24 Months": "2028-11-27", "3m": "2027-02-27", "730 days (24 months)": "2028-11-26", "2027-05-21": "2027-05-21",
		"0 days": "", "24": "", "months": "", "24 mnths": "", "9999 years": "", "5 of them": "",
	} {
		day, _, problem := value.ParseEnd(text, time.Date(2026, 11, 27, 22, 0, 0, 0, time.UTC))
		if got := day.Format(value.DateLayout); problem == nil && got != want || (problem != nil) != (want == "") {
			t.Errorf("%q: %s, %v; want %s", text, got, problem, want)
		}
	}
	for text, want := range map[string]string{"1 month": "2027-02-28", "13 months": "2028-02-29", "2 months": "2027-03-31"} {
		if day, _, _ := value.ParseEnd(text, time.Date(2027, 1, 31, 0, 0, 0, 0, time.UTC)); day.Format(value.DateLayout) != want {
			t.Errorf("%q after January 31: %s, want %s", text, day.Format(value.DateLayout), want)
		}
	}
}

func TestAnAmbiguousDateHasTwoReadings(t *testing.T) {
	for text, want := range map[string][]string{"5/6/2027": {"2027-05-06", "2027-06-05"}, "05/06/27": {"2027-05-06", "2027-06-05"}, "5/21/2027": nil, "5/5/2027": nil, "5.6.2027": nil} {
		_, readings, problem := value.ParseEnd(text, time.Time{})
		if len(readings) != len(want) || (problem == nil) != (want == nil) {
			t.Errorf("%q: %v, %v", text, readings, problem)
			continue
		}
		for i, r := range readings {
			if r.Format(value.DateLayout) != want[i] {
				t.Errorf("%q: %v", text, readings)
			}
		}
	}
}
