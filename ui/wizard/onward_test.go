package wizard

import (
	"strconv"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/guide"
)

// TestAWarningNamesTheButtonThatIsThere: what accepts it, by its label.
func TestAWarningNamesTheButtonThatIsThere(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepSecret).paste(canary).keys("enter").paste("2020-01-01").keys("enter")
	s.sees("The end date 2020-01-01 has passed.", `If it is right, choose "It really ended then: go on".`).pick("It really ended then")
	if s.m.state.At == guide.StepSecret {
		t.Errorf("stays:\n%s", s.m.View())
	}
}

// TestACopyIsToldWhereItWasAskedFor: the pane with the request stays, and says how
// it went; esc closes the pane, not the page.
func TestACopyIsToldWhereItWasAskedFor(t *testing.T) {
	w := goodWorld()
	s := sit(t, w).to(guide.StepConsent)
	at := s.m.state.At
	s.keys("f7", "enter")
	if s.m.pane != requestPane {
		t.Fatalf("the pane is closed:\n%s", s.m.View())
	}
	s.sees(s.m.notice)
	s.send(happened{event: flow.Told{Says: "There is no clipboard here.", Failed: true}})
	s.sees("There is no clipboard here.").keys("esc")
	if s.m.pane != noPane || s.m.state.At != at {
		t.Errorf("pane %d, at %s", s.m.pane, s.m.state.At)
	}
}

// TestACopyThatFailedTicksNothing, and the focus stays.
func TestACopyThatFailedTicksNothing(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepHandoff)
	at, line := s.m.focus, *s.m.at().line
	s.send(happened{event: flow.Told{Says: "There is no clipboard here.", Failed: true}, line: &line, moveOn: true})
	if s.m.focus != at || s.m.copied[line] {
		t.Errorf("focus %d, ticked %t", s.m.focus, s.m.copied[line])
	}
	s.send(happened{event: flow.Told{Says: "Copied."}, line: &line, moveOn: true})
	if s.m.focus != at+1 || !s.m.copied[line] {
		t.Errorf("focus %d, ticked %t", s.m.focus, s.m.copied[line])
	}
}

// TestALinkThatDidNotOpenIsShown in full: it is needed elsewhere.
func TestALinkThatDidNotOpenIsShown(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepRegister)
	if link := s.m.page.Link; link == "" || s.m.page.Whole {
		t.Fatal(link)
	}
	s.send(happened{event: flow.Told{Says: "There is no desktop.", Failed: true}, opens: true})
	if !s.m.page.Whole {
		t.Errorf("%s", s.m.View())
	}
	if s.to(guide.StepClientID); s.m.page.Whole {
		t.Error("the next page's, too")
	}
}

// TestListsHaveEnds: home and end lead there, pgdn goes on, and what is said of more
// is true.
func TestListsHaveEnds(t *testing.T) {
	w := goodWorld()
	var all []flow.Credential
	for i := range 40 {
		all = append(all, saved("tenant-"+strconv.Itoa(i)))
	}
	s := sitAt(t, w, Config{State: flow.Diagnosis(today, all)})
	if at := s.m.page.Options[1].Event; at != (flow.StartSetup{Given: true}) {
		t.Errorf("other values are not within reach: %+v", at)
	}
	last := len(s.m.items) - 1
	s.sees("more: down").keys("end").sees("An error message", "more: up").lacks("more: up, down")
	if s.m.focus != last {
		t.Errorf("end leads to %d of %d", s.m.focus, last)
	}
	if s.keys("home").sees("more: down"); s.m.focus != 0 {
		t.Errorf("home leads to %d", s.m.focus)
	}
	if s.keys("pgdn", "pgdn").sees("more: up, down"); s.m.focus < 5 {
		t.Errorf("pgdn leads to %d", s.m.focus)
	}
	for range 20 {
		s.keys("pgdn")
	}
	if s.m.focus != last {
		t.Errorf("pgdn ends at %d of %d", s.m.focus, last)
	}
}

// TestBackLeadsToTheChoiceThatWasMade: the focus is where it was, in the same order.
func TestBackLeadsToTheChoiceThatWasMade(t *testing.T) {
	s := sit(t, goodWorld()).found().pick("I may do neither").keys("esc")
	if s.sees("I may register and consent"); s.m.at().option == nil || s.m.at().option.Event != (flow.ChoseRights{Rights: flow.CanNeither}) {
		t.Errorf("%s", s.m.View())
	}
	s = sit(t, goodWorld()).keys("down", "enter", "esc")
	if o := s.m.at().option; o == nil || o.Event != (flow.StartSetup{Given: true}) {
		t.Errorf("%s", s.m.View())
	}
}

// TestAnUnfinishedOrganizationIsJudgedWhenItIsLeft, not at each key.
func TestAnUnfinishedOrganizationIsJudgedWhenItIsLeft(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepTenant).keys("c", "o", "n")
	s.lacks("A name alone").keys("enter").sees("A name alone does not name a tenant.")
}
