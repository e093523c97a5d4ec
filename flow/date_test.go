package flow_test

import (
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
)

func expiring(text string) flow.State {
	return drive(at(guide.StepSecret), obliging, flow.TypedSecret{Secret: value.NewSecret(canary)}, flow.Typed{Field: guide.FieldExpires, Text: text})
}

func TestALifetimeIsReadAndSavedAsADate(t *testing.T) {
	s := expiring("24 months")
	if got := page.Reading(s, guide.FieldExpires); got != "2028-11-21, in 731 days" {
		t.Error(got)
	}
	next := drive(s, obliging, flow.Continue{})
	if kept := next.Values.Kept().Expires; next.At == s.At || kept != "2028-11-21" || next.Values.Expires != "24 months" {
		t.Errorf("at %s: kept %q, typed %q, %v", next.At, kept, next.Values.Expires, next.Problems)
	}
}

func TestALifetimeIsShownWhileItIsTyped(t *testing.T) {
	for _, text := range []string{"24 months", "6mo", "730 days (24 months)", "in 1 year", "2 wks", "5/21/27"} {
		for i := range text {
			if shown := form.Shown(guide.FieldExpires, text[:i+1]); shown != text[:i+1] {
				t.Errorf("%q is shown as %q", text[:i+1], shown)
			}
		}
	}
}

func TestAnAmbiguousDateOffersBothDays(t *testing.T) {
	s := drive(expiring("5/6/2027"), obliging, flow.Continue{})
	p := page.Of(s)
	if s.At != guide.StepSecret || len(s.Problems) != 1 || len(p.Options) < 3 ||
		p.Options[0].Label != "It ends on 2027-05-06" || p.Options[1].Label != "It ends on 2027-06-05" {
		t.Fatalf("at %s: %v, %+v", s.At, s.Problems, p.Options)
	}
	s = drive(s, obliging, p.Options[1].Event, flow.Continue{})
	if s.At == guide.StepSecret || s.Values.Kept().Expires != "2027-06-05" {
		t.Errorf("at %s: %q", s.At, s.Values.Expires)
	}
}
