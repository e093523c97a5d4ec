package plain

import (
	"slices"
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/guide"
)

const compact = `{"appId":"` + clientID + `","password":"` + good + `","tenant":"` + tenantID + `"}`

var mail = []string{"Hi,", "", "Client ID: " + clientID, "Tenant ID: " + tenantID, "Client secret: " + good, "Expires: 2027-05-21", "", "Kim"}

// piped plays a script whose lines are all there at once, as from a file.
func (s *scene) piped(t *testing.T, state flow.State, start bool) flow.State {
	t.Helper()
	state, _ = Run(t.Context(), Terminal{In: s.in, Out: s, Echo: true, Secret: s.secret, More: func() bool { return true }}, Config{State: state, Do: s.do, Start: start})
	return state
}

func atClientID(more ...string) []string {
	return join([]string{"1"}, tenantPage, notedPage, more)
}

func TestAPastedLineWithValuesIsOfferedAndPutInPlace(t *testing.T) {
	for _, yes := range []string{"", "y", "Yes"} {
		s := newScene(atClientID(compact, yes, "quit", "y")...)
		state, _ := s.play(t.Context(), begin())
		holds(t, s, "Found: client ID and client secret.", "Client ID: "+clientID, "Client secret: not shown, 40 characters",
			"Put them in place? (Enter: yes, n: no):", "Pasted: client ID and client secret. Type undo to take it back.")
		if state.Values.ClientID != clientID || state.Values.Secret.Reveal() != good {
			t.Errorf("%+v", state.Values)
		}
		silent(t, s, compact, good, "the client ID")
	}
}

func TestAPastedLineCanBeLeftOrTakenBack(t *testing.T) {
	for _, script := range [][]string{{compact, "maybe", "n"}, {compact, "", "undo"}} {
		s := newScene(atClientID(append(script, "quit", "y")...)...)
		state, _ := s.play(t.Context(), begin())
		if state.Values.ClientID != "" || !state.Values.Secret.Empty() {
			t.Errorf("%q: %+v", script, state.Values)
		}
	}
}

func TestSeveralPastedLinesAreOnePaste(t *testing.T) {
	labelled := mail[2:6]
	for name, script := range map[string][]string{
		"at a field":     atClientID(slices.Concat(labelled, []string{"y", "quit", "y"})...),
		"at the secret":  join(atClientID(endpoint1...), allowPage, consentPage, labelled, []string{"", "quit", "y"}),
		"at a choice":    join(atClientID(), []string{"back"}, labelled, []string{"", "quit", "y"}),
		"pretty JSON":    atClientID("{", ` "appId": "`+clientID+`",`, ` "password": "`+good+`",`, ` "endDateTime": "2027-05-21",`, ` "tenant": "`+tenantID+`"`, "}", "", "quit", "y"),
		"labels above":   atClientID("Application (client) ID", clientID, "Value", good, "Expires", "2027-05-21", "y", "quit", "y"),
		"a broken value": atClientID("Client ID: "+clientID[:20], clientID[20:], "Client secret: "+good, "Expires: 2027-05-21", "y", "quit", "y"),
	} {
		s := newScene(script...)
		state := s.piped(t, begin(), false)
		if a := state.Values; a.ClientID != clientID || a.Secret.Reveal() != good || a.Expires != "2027-05-21" {
			t.Errorf("%s: %q, %d, %q in:\n%s", name, a.ClientID, a.Secret.Len(), a.Expires, s.text())
		}
		silent(t, s, name, good, name)
	}
}

// On a terminal a paste may begin with lines that name nothing.
func TestOnATerminalAllLinesOfAPasteAreRead(t *testing.T) {
	script := atClientID(mail...)
	s := newScene(append(script, "", "quit", "y")...)
	left := 0
	in := &countedLines{s.in.(*strings.Reader), &left}
	state, _ := Run(t.Context(), Terminal{In: in, Out: s, Secret: s.secret, More: func() bool {
		return left >= len(script)-len(mail)+1 && left < len(script)
	}}, Config{State: begin(), Do: s.do})
	if a := state.Values; a.ClientID != clientID || a.Secret.Reveal() != good {
		t.Errorf("%+v in:\n%s", a, s.text())
	}
	holds(t, s, "your terminal showed it as you pasted it")
}

// countedLines counts the lines that were read.
type countedLines struct {
	*strings.Reader
	lines *int
}

func (c *countedLines) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	*c.lines += strings.Count(string(b[:n]), "\n")
	return n, err
}

func TestLinesThatNameNothingStayAnswers(t *testing.T) {
	script := join(atClientID(endpoint1...), allowPage, consentPage, []string{good, "2027-10-01", "quit", "y"})
	s := newScene(script...)
	if a := s.piped(t, begin(), false).Values; a.ClientID != clientID || a.Secret.Reveal() != good || a.Expires != "2027-10-01" {
		t.Errorf("%+v in:\n%s", a, s.text())
	}
}

func TestTwoIDsWithoutALabelAreNotGuessed(t *testing.T) {
	s := newScene(atClientID(clientID+" "+tenantID, "quit", "y")...)
	if state, _ := s.play(t.Context(), begin()); state.Values.ClientID != "" {
		t.Errorf("%q", state.Values.ClientID)
	}
	holds(t, s, "several IDs without labels")
}

func TestOnePasteIsAllForIDsAndASecretInPlainMode(t *testing.T) {
	s := newScene(compact, "", "1")
	state := s.piped(t, begin(), true)
	if !state.Given || state.Values.Guide == "" || state.Values.ClientID != clientID {
		t.Errorf("%+v in:\n%s", state.Values, s.text())
	}
	s = newScene(compact, "n", "quit", "y")
	if state := s.piped(t, begin(), true); state.Given || state.At != guide.StepStart || state.Values.ClientID != "" {
		t.Errorf("%+v in:\n%s", state.Values, s.text())
	}
}

func TestAPastedMailboxIsTestedLineByLine(t *testing.T) {
	s := newScene("", "1", "quit", "y")
	labelled := slices.Insert(slices.Clone(mail[2:6]), 0, "Mailbox: help@contoso.com")
	s.in = strings.NewReader(strings.Join(append(labelled, "", "1", "", "", "", "", "", "1", "quit", "y"), "\n") + "\n")
	state := s.piped(t, begin(), true)
	if got := state.Values.MailboxesFor(state.Guide()); !slices.Equal(got, []string{"help@contoso.com"}) {
		t.Errorf("%q in:\n%s", got, s.text())
	}
}

// asOnATerminal plays a paste that came at the first question, and then answers.
func (s *scene) asOnATerminal(t *testing.T, state flow.State, paste []string, answers ...string) flow.State {
	t.Helper()
	s.in = strings.NewReader(strings.Join(append(slices.Clone(paste), answers...), "\n") + "\n")
	left := 0
	in := &countedLines{s.in.(*strings.Reader), &left}
	state, _ = Run(t.Context(), Terminal{In: in, Out: s, Secret: s.secret, More: func() bool { return left < len(paste) }}, Config{State: state, Do: s.do, Start: true})
	return state
}

func TestNoLineOfAPasteChooses(t *testing.T) {
	for _, paste := range [][]string{{"", "Dear all,", "", "1"}, {"1", "", "2"}, {"Hello", "", "", "Kim"}} {
		s := newScene()
		if state := s.asOnATerminal(t, begin(), paste, "quit"); state.At != guide.StepStart {
			t.Errorf("%q: at %s in:\n%s", paste, state.At, s.text())
		}
		holds(t, s, "That is several lines, and nothing in them can be filled in.")
	}
	s := newScene()
	if state := s.asOnATerminal(t, begin(), append([]string{""}, mail...), "", "quit", "y"); state.Values.ClientID != clientID || !state.Given {
		t.Errorf("%+v in:\n%s", state.Values, s.text())
	}
}

func TestASecondPasteAddsToTheOfferLineByLine(t *testing.T) {
	s := newScene("Client ID: "+clientID, compact, "good morning", "", "quit", "y")
	if state, _ := s.play(t.Context(), begin().AtStart()); state.Values.ClientID != clientID || state.Values.Secret.Reveal() != good {
		t.Errorf("%+v in:\n%s", state.Values, s.text())
	}
	holds(t, s, "Found: tenant ID, client ID and client secret.", "Press Enter for yes, or type n.")
}

func TestTheOtherChoiceOfGuidesIsReadAndLeft(t *testing.T) {
	s := newScene("6", "back", "quit")
	if state, _ := s.play(t.Context(), begin()); state.Given || state.At != guide.StepGuide {
		t.Errorf("at %s", state.At)
	}
	holds(t, s, "Which product are the values for?")
	if strings.Count(s.text(), "Which product, and which way?") != 2 {
		t.Errorf("in:\n%s", s.text())
	}
}

func TestAMailFromAPipeIsReadAtAChoice(t *testing.T) {
	s := newScene(append(slices.Clone(mail[:6]), "", "quit", "y")...)
	if state := s.piped(t, begin(), true); state.Values.ClientID != clientID || state.Values.Expires != "2027-05-21" || state.At != guide.StepGuide {
		t.Errorf("at %s: %+v in:\n%s", state.At, state.Values, s.text())
	}
}

func TestANumberIsNoChoiceWhereNothingIsNumbered(t *testing.T) {
	s := newScene(atClientID("back", "", "1", "quit", "y")...)
	_, _ = s.play(t.Context(), begin())
	if !strings.Contains(s.text(), "Press Enter, or type help.") && !strings.Contains(s.text(), "Press Enter, or type change, or help.") {
		t.Errorf("in:\n%s", s.text())
	}
}

func TestEnterTakesAWrongOptionalValueAway(t *testing.T) {
	s := newScene(join(atClientID(endpoint1...), allowPage, consentPage, []string{good, "gestern", "", "quit", "y"})...)
	if state, _ := s.play(t.Context(), begin()); state.Values.Expires != "" {
		t.Errorf("%q", state.Values.Expires)
	}
	said(t, s, "This is not a date.", "Expires (optional, Enter: leave it empty): ")
	if strings.Contains(s.text(), "could be a secret") {
		t.Errorf("in:\n%s", s.text())
	}
}

func TestASecretInAnotherFieldIsWarnedOfThoughItIsInPlace(t *testing.T) {
	s := newScene(atClientID(clientID, "", "back", "Client secret: "+good, "", "Client secret: "+good, "quit", "y")...)
	_, _ = Run(t.Context(), Terminal{In: s.in, Out: s, Secret: s.secret}, Config{State: begin(), Do: s.do})
	if n := strings.Count(flat(s.text()), "your terminal showed it"); n != 2 {
		t.Errorf("%d in:\n%s", n, s.text())
	}
}

func flat(text string) string { return strings.Join(strings.Fields(text), " ") }
