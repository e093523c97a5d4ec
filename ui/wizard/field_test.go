package wizard

import (
	"strings"
	"testing"

	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/wire"
)

func TestAPasteIsCleanedAndSaysSo(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepClientID)
	s.paste("  " + strings.ToUpper(clientID) + "\r\n")
	s.sees("Pasted; ")
	if got := form.Judge(s.m.state.Values, guide.FieldClientID).Value; got != clientID {
		t.Errorf("client ID is %q", got)
	}
}

func TestAPasteOfSeveralLinesIsRefusedWhole(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepClientID)
	s.paste(clientID + "\n" + tenantID)
	s.sees("Not pasted", "several IDs without labels")
	if s.m.state.Values.ClientID != "" {
		t.Errorf("took %q", s.m.state.Values.ClientID)
	}
}

func TestTheSecretIsTypedBlindAndErasedFromTheEnd(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepSecret).keys("a", "b", "c", "backspace", "d")
	if got := s.m.state.Values.Secret.Reveal(); got != "abd" {
		t.Errorf("secret is %q", got)
	}
	one := s.m.value(guide.FieldSecret, true, 40)
	s.paste(canary)
	if s.m.value(guide.FieldSecret, true, 40) != one {
		t.Error("the mask shows how long the secret is")
	}
	if s.keys("ctrl+u"); !s.m.state.Values.Secret.Empty() {
		t.Error("ctrl+u leaves the secret")
	}
}

func TestARefusalStandsAtItsFieldAndKeepsTheFocus(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepSecret)
	s.paste("1f2e3d4c-1111-4222-8333-444455556666").keys("enter", "enter")
	s.sees("Secret ID", "If it is right, choose")
	if s.m.at().field != guide.FieldSecret {
		t.Errorf("the focus is on %q", s.m.at().field)
	}
	s.paste(canary)
	if s.m.state.Values.Secret.Reveal() != canary {
		t.Error("the next paste went elsewhere")
	}
}

func TestAnEmptyFieldIsRefusedInSight(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepClientID)
	s.m.resize(60, 20)
	for range 6 {
		s.keys("enter")
	}
	s.sees("✗")
	if s.m.state.At != guide.StepClientID {
		t.Errorf("went on to %s", s.m.state.At)
	}
}

func TestADateIsTickedOnlyWhereItIsFar(t *testing.T) {
	for date, says := range map[string]string{
		"2020-01-01": "! The end date 2020-01-01 has passed.",
		"2026-11-30": "! The secret ends on 2026-11-30, in ",
		"2027-10-01": "ends on 2027-10-01, in 314 days ✓",
	} {
		s := sit(t, goodWorld()).to(guide.StepSecret).paste(canary).keys("enter").paste(date)
		s.sees(says)
		if ticked := strings.Contains(s.m.View(), " days ✓"); ticked != (date == "2027-10-01") {
			t.Errorf("%s is ticked: %v", date, ticked)
		}
	}
}

func TestAnAmbiguousDateIsChosenFromTwo(t *testing.T) {
	sit(t, goodWorld()).to(guide.StepSecret).paste(canary).keys("enter").paste("24 months").sees("ends on 2028-11-2", "in 731 days ✓")
	s := sit(t, goodWorld()).to(guide.StepSecret).paste(canary).keys("enter").paste("5/6/2027").keys("enter")
	s.sees("can mean two days", "❯ It ends on 2027-05-06")
	if s.keys("down", "enter"); s.m.state.Values.Expires != "2027-06-05" {
		t.Errorf("%q:\n%s", s.m.state.Values.Expires, s.m.View())
	}
}

func TestAFailedTestIsNotTickedOnTheWayBack(t *testing.T) {
	s := screens["12-prove-expired"](t)
	s.keys("esc", "esc")
	s.sees("✗ Prove", "✗ Client secret")
	if s = screens["12-prove"](t); s.m.state.Verified() {
		s.keys("esc", "esc").sees("✓ Prove", "✓ Client secret")
	}
}

func TestAnEndDateThatHasPassedIsSaidAtItsField(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepSecret).paste(canary).keys("enter").paste("2020-01-01").keys("enter")
	s.sees("The end date 2020-01-01 has passed", "If it is right, choose")
	if s.m.at().field != guide.FieldExpires {
		t.Errorf("the focus is on %q", s.m.at().field)
	}
	if s.keys("enter", "enter"); s.m.state.At == guide.StepSecret {
		t.Error("insisting does not go on")
	}
}

func TestAnOrganizationThatIsNotFoundIsSaidInSight(t *testing.T) {
	w := goodWorld()
	w.tenant = wire.Discovery{Reply: refused(400, 90002, "AADSTS90002: no such tenant").Reply}
	for _, size := range sizes {
		s := sit(t, w).to(guide.StepTenant)
		s.m.resize(size.w, size.h)
		s.paste("nobody@nowhere.example").keys("enter")
		s.sees("✗", "knows no organization")
	}
}
