package wizard

import (
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/guide"
)

// A value pasted while an option has the focus is answered, too.
func TestAPasteBesideTheFieldsIsAnswered(t *testing.T) {
	at := func() *session { return sit(t, goodWorld()).to(guide.StepSecret).toOptions() }
	s := at().paste(canary).keys("enter")
	if got := s.m.state.Values.Secret.Reveal(); got != canary {
		t.Errorf("the secret: focus on %q", s.focused())
	}
	if s.toOptions().paste("2027-05-21"); s.m.state.Values.Expires != "2027-05-21" || s.m.state.Values.Secret.Reveal() != canary {
		t.Errorf("the date: %q", s.m.state.Values.Expires)
	}
	at().paste("0f9e8d7c-6b5a-4938-8271-605f4e3d2c1b").sees("Not pasted: this is an ID, and nothing says which.")
	at().paste("nothing that fits").sees("Not pasted: choose its field first.")
	sit(t, goodWorld()).to(guide.StepConsent).paste("nothing that fits").sees("Nothing to fill in")
}

func TestANameThatIsTakenIsSaidInItsField(t *testing.T) {
	w := goodWorld()
	s := sit(t, w)
	s = s.to(guide.StepVerify)
	s.m.driver.Send(flow.Typed{Field: guide.FieldName, Text: "x"}) // so that the state is the driver's
	s = sitAt(t, w, Config{State: func() flow.State { st := s.m.state; st.Taken = []string{"contoso"}; return st }(), Do: w.do})
	s.pick("Save it")
	if s.m.at().field != guide.FieldName {
		t.Errorf("the focus is on %q", s.focused())
	}
	s.sees("Choose another name.")
}

func TestAShortSecretIsDoubtedOnceItIsLeft(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepSecret).keys("a", "b", "c")
	s.lacks("does not look like")
	s.keys("down").sees("This does not look like the client secrets")
}

// The second tenant has short pages, until a test fails.
func TestShortPagesSayHowToGetTheRestAndEndWithAFailedTest(t *testing.T) {
	w := goodWorld()
	s := sit(t, w).to(guide.StepHandoff).pick("Onboard another tenant").paste("support@contoso.com").keys("enter", "enter")
	s.to(guide.StepRegister).lacks("b shows every step").keys("down").sees("Short pages: b shows every step.")
	w.grant.Roles = nil
	s.to(guide.StepVerify).keys("esc").lacks("Short pages")
	if s.m.brief {
		t.Error("the pages stay short after a failed test")
	}
}

// A wait for a consent can be left with the credential saved, where that is possible.
func TestAWaitForConsentCanBeSavedAsWaiting(t *testing.T) {
	w := goodWorld()
	w.grant.Roles = nil
	s := sit(t, w).to(guide.StepVerify)
	s.hold = true
	s.pick("Wait for it")
	if !s.m.state.Busy() {
		t.Fatalf("nothing is waited for:\n%s", s.m.View())
	}
	s.keys("ctrl+c").sees("Save it as waiting")
	s.keys("esc", "esc")
	if s.m.at().option == nil {
		t.Errorf("esc leaves the focus on %q", s.focused())
	}
}

func TestARequestInPracticeSaysThatItsLinksEnd(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepRegister).m.state
	if strings.Contains(s.Request(), "Practice:") {
		t.Error("said outside practice")
	}
	if s.Practice = true; !strings.Contains(s.Request(), "work only while mailgrant runs") {
		t.Error("not said in practice")
	}
}

func TestTheSelectedPracticeAppStaysInSight(t *testing.T) {
	var cast []flow.Sample
	for _, label := range strings.Fields("a b c d e f g h i j k l m n o p q r s t u v w x y z") {
		cast = append(cast, flow.Sample{Label: "App " + label, Story: "Story of " + label + "."})
	}
	s := sit(t, goodWorld(), cast...).to(guide.StepClientID).keys("f8")
	for range 20 {
		s.keys("down")
	}
	s.sees("App u", "Story of u.", "Made up for practice")
}
