package wizard

import (
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"mailgrant/flow"
	"mailgrant/flow/guide"
	"mailgrant/flow/soak"
)

const block = "Hi,\n\nClient ID: " + clientID + "\nTenant ID: " + tenantID + "\nClient secret: " + canary + "\nExpires: 5/21/2027\n\nBest, Kim\n"

var ctrlZ = tea.KeyMsg{Type: tea.KeyCtrlZ}

func TestAPastedBlockIsShownAndOneEnterPutsItInPlace(t *testing.T) {
	for _, size := range sizes {
		s := sit(t, goodWorld()).to(guide.StepClientID)
		s.m.resize(size.w, size.h)
		was := s.m.state.Values
		s.paste(block).sees("Found: client ID, client secret and end date.")
		if size.h > 12 { // there it is read by scrolling
			s.sees("••••, 40 characters", "2027-05-21")
		}
		if got := s.focused(); got != "Put them in place" || !reflect.DeepEqual(s.m.state.Values, was) {
			t.Fatalf("%v: the focus is on %q", size, got)
		}
		s.keys("enter").sees("Pasted: client ID, client secret and end date. ctrl+z undoes it.")
		a := s.m.state.Values
		if a.ClientID != clientID || a.Secret.Reveal() != canary || a.Expires != "2027-05-21" {
			t.Errorf("%+v", a)
		}
		if got := s.focused(); got != "Continue" {
			t.Errorf("%v: the focus is on %q", size, got)
		}
		s.send(ctrlZ)
		if s.sees("Undone."); !reflect.DeepEqual(s.m.state.Values, was) {
			t.Errorf("%+v", s.m.state.Values)
		}
	}
}

func TestAPastedBlockCanBeLeft(t *testing.T) {
	for _, ways := range [][]string{{"esc"}, {"down", "enter"}} {
		s := sit(t, goodWorld()).to(guide.StepSecret).keys("down").paste(block).keys(ways...)
		if s.m.state.Offers() || s.m.state.At != guide.StepSecret || !s.m.state.Values.Secret.Empty() {
			t.Errorf("%q: at %s, %+v", ways, s.m.state.At, s.m.state.Paste)
		}
		if got := s.m.at().field; got != guide.FieldExpires {
			t.Errorf("%q: the focus is on %q", ways, got)
		}
	}
}

func TestOneBlockIsAllThatIDsAndASecretNeed(t *testing.T) {
	for name, at := range map[string]func(*session) *session{
		"at the choice of guides": func(s *session) *session { return s.pick("IDs and a secret") },
		"on the first screen":     func(s *session) *session { return s },
	} {
		s := at(sit(t, goodWorld())).paste(block).keys("enter")
		if s.m.state.Values.ClientID != clientID || !s.m.state.Given {
			t.Fatalf("%s: %+v", name, s.m.state.Values)
		}
		s.pick("Email This Issue (Jira): client")
		for n := 0; !s.m.state.Settled(); n++ { // one to scroll to the button
			if s.keys("enter"); n == 2 {
				t.Fatalf("%s: no test after %d more keys, at %s", name, n, s.m.state.At)
			}
		}
		s.sees("✓")
		if !s.m.state.Verified() {
			t.Errorf("%s: %+v", name, s.m.page.Checks)
		}
	}
}

func TestOnThePageOfValuesTwoEntersStartTheTest(t *testing.T) {
	s := sit(t, goodWorld()).pick("IDs and a secret").pick("Email This Issue (Jira): client").to(guide.StepValues)
	if s.paste(block).keys("enter", "enter"); !s.m.state.Settled() {
		t.Errorf("at %s:\n%s", s.m.state.At, s.m.View())
	}
}

func TestATextWithoutValuesChangesNothingOnTheFirstScreen(t *testing.T) {
	s := sit(t, goodWorld())
	was := s.m.state
	for _, text := range []string{"hello", "two\nlines", clientID, clientID + "\n" + tenantID, "AADSTS7000215: Invalid client secret provided."} {
		if s.paste(text); s.m.state.At != was.At || s.m.state.Offers() || !reflect.DeepEqual(s.m.state.Values, was.Values) {
			t.Errorf("%q:\n%s", text, s.m.View())
		}
	}
}

func TestATerminalThatDoesNotMarkPastesBringsTheSame(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepClientID)
	s.atOnce(`{"appId":"` + clientID + `","password":"` + canary + `","tenant":"` + tenantID + `"}`)
	s.sees("Found: client ID and client secret.").keys("enter")
	if a := s.m.state.Values; a.ClientID != clientID || a.Secret.Reveal() != canary {
		t.Errorf("%+v", a)
	}
}

func TestAValueBrokenOverTwoLinesIsJoinedAndSaidSo(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepClientID).paste(clientID[:17] + "\n  " + clientID[17:] + "\n")
	s.sees("Two lines of the client ID were joined.", "well-formed")
	if s.m.state.Values.ClientID != clientID {
		t.Errorf("%q", s.m.state.Values.ClientID)
	}
}

func TestAPasteOverATypedValueIsUndone(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepSecret).keys("down").paste("2027-05-21").paste("2028-01-01")
	s.send(ctrlZ)
	if s.sees("Undone."); s.m.state.Values.Expires != "2027-05-21" {
		t.Errorf("%q", s.m.state.Values.Expires)
	}
}

func TestALongPasteIsRefusedUnlessItHoldsValues(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepClientID)
	s.paste(strings.Repeat("x", longest+1)).sees("Not pasted: that is longer than any value asked for here.")
	s.paste(block + strings.Repeat("words and words\n", 300)).sees("Found: client ID, client secret and end date.")
}

// TestSoakNoFrameHoldsASecretOfAPastedText pastes what people paste on each page
// that asks for something and some that don't, and takes every way on.
func TestSoakNoFrameHoldsASecretOfAPastedText(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../../flow/intake/testdata/pastes.txt")
	if err != nil {
		t.Fatal(err)
	}
	secret := canaries[0].secret
	fill := strings.NewReplacer("%CLIENT%", clientID, "%TENANT%", tenantID, "%OBJECT%", "0a1b2c3d-aaaa-4bbb-8ccc-111111111111", "%KEYID%", "22222222-3333-4444-8555-777777777777", "%SECRET%", secret)
	texts := strings.Split(fill.Replace(string(data)), "\n=== ")[1:]
	states := asking(t)
	for _, step := range guide.All()[0].Pages {
		if step.ID != guide.StepHandoff {
			states["at "+string(step.ID)] = in(t, goodWorld(), "Email This Issue (Jira): client").to(step.ID).m.state
		}
	}
	type row struct{ place, text string }
	var rows []row
	for _, place := range slices.Sorted(maps.Keys(states)) {
		for _, text := range texts {
			_, text, _ = strings.Cut(text, "\n")
			rows = append(rows, row{place, text})
		}
	}
	for _, r := range soak.Some(t, 60, rows) {
		s := sitAt(t, goodWorld(), Config{State: states[r.place]})
		for _, act := range []func(){func() { s.paste(r.text) }, func() { s.keys("enter") }, func() { s.send(ctrlZ) }, func() { s.paste(r.text) }, func() { s.keys("esc") }, func() { s.keys("enter") }} {
			act()
			if part := gives(s.frame, secret, 7); part != "" {
				t.Fatalf("%s, %q: a frame holds %q:\n%s", r.place, r.text, part, s.frame)
			}
		}
		for _, e := range s.w.effects {
			if _, read := e.(flow.Explain); read { // inside this program only
				continue
			}
			if part := gives(fmt.Sprintf("%+v", e), secret, 7); part != "" {
				t.Errorf("%s, %q: %T holds %q", r.place, r.text, e, part)
			}
		}
	}
}

func TestASecondPasteDoesNotCloseTheOffer(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepSecret).keys("down")
	s.paste("Client ID: " + tenantID[:35] + "9").paste(block)
	s.sees("Found: client ID, client secret and end date").paste("good morning").sees("Nothing new in that.")
	if s.keys("esc"); s.m.state.Offers() || s.m.state.At != guide.StepSecret || s.m.at().field != guide.FieldExpires {
		t.Errorf("at %s, %s", s.m.state.At, s.m.at().field)
	}
}

func TestUndoSaysWhenThereIsNothingToUndo(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepSecret)
	s.send(ctrlZ)
	s.sees("Nothing to undo here.")
}

func TestEveryPasteOnTheFirstScreenIsAnswered(t *testing.T) {
	for text, want := range map[string]string{clientID: "nothing says which", clientID + "\n" + tenantID: "several IDs", "good morning": "Nothing to fill in"} {
		s := sit(t, goodWorld())
		s.paste(text).sees(want)
	}
}

func TestOnlyASecretThatWasMadeHereIsShownOnce(t *testing.T) {
	s := sit(t, goodWorld()).pick("IDs and a secret").pick("Email This Issue (Jira): client").to(guide.StepValues).paste(block).keys("enter", "ctrl+c")
	if s.sees("Leave now?"); strings.Contains(s.m.View(), "shows the client secret only") {
		t.Errorf("a given secret:\n%s", s.m.View())
	}
	sit(t, goodWorld()).to(guide.StepSecret).paste(canary).keys("ctrl+c").sees("shows the client secret only")
}
