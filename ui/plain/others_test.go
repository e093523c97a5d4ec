package plain

import (
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// saved is a saved credential.
func saved(name string) flow.Credential {
	return flow.Credential{
		Registration: form.Registration{
			Name: name, Guide: "email-this-issue-client-credentials", ClientID: clientID, Tenant: tenantID,
			Domain: name + ".com", TokenEndpoint: endpoint, Mailboxes: []string{"support@" + name + ".com"},
		},
		Use:   value.Both,
		Cloud: value.Global,
	}
}

func waiting() flow.State {
	c := saved("fabrikam")
	c.ResumeAt, c.Rights = guide.StepConsent, flow.CanRegister
	s := begin()
	s.Pending = []flow.Credential{c}
	return s
}

func TestTheRequestIsAWordAway(t *testing.T) {
	for name, c := range map[string]struct {
		script []string
		want   []string
		does   func(flow.Effect) bool
	}{
		"it is read out":         {[]string{"", "request"}, []string{"The request:", "Request: register an app for mail", "What to send back"}, nil},
		"it is copied":           {[]string{"", "request copy"}, []string{"Request: copied."}, isA[flow.CopyText]},
		"it is written":          {join([]string{""}, tenantPage, []string{"REQUEST  file"}), []string{"Wrote contoso-request.md."}, isA[flow.WriteFile]},
		"not before a guide":     {[]string{"request"}, []string{"Choose a guide first."}, nil},
		"nothing to keep yet":    {[]string{"", "request keep"}, []string{"There is nothing to keep yet"}, nil},
		"help tells of the word": {[]string{"", "help"}, []string{"request: hear the request for someone who may do what you can't"}, nil},
		"what it is not for":     {[]string{"", "contoso.com", "", "request back"}, []string{"type a number from 1 to"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(append(c.script, "quit", "y")...)
			if _, err := s.play(t.Context(), begin()); err != nil {
				t.Fatalf("%v:\n%s", err, s.text())
			}
			said(t, s, c.want...)
			if c.does != nil && !does(s, c.does) {
				t.Errorf("did %+v", s.effects)
			}
		})
	}
}

func isA[E flow.Effect](e flow.Effect) bool { _, ok := e.(E); return ok }

func does(s *scene, is func(flow.Effect) bool) bool {
	for _, e := range s.effects {
		if is(e) {
			return true
		}
	}
	return false
}

// said requires texts in the output, and checks all of it with wellSpoken.
func said(t *testing.T, s *scene, texts ...string) {
	t.Helper()
	holds(t, s, texts...)
	wellSpoken(t, s.text())
}

// holds requires texts in the output, however they are broken into lines.
func holds(t *testing.T, s *scene, texts ...string) {
	t.Helper()
	one := strings.Join(strings.Fields(s.text()), " ")
	for _, want := range texts {
		if !strings.Contains(one, want) {
			t.Errorf("nothing of %q in:\n%s", want, s.text())
		}
	}
}

// asked are the answers of someone who can do neither, to the request.
var asked = []string{"", "support@contoso.com", "", "3", ""} // neither; it fetches and sends

func TestWhoCanDoNeitherSendsTheRequestAndComesBackWithTheAnswer(t *testing.T) {
	s := newScene(join(asked, []string{"", "1", "4", clientID, good, "", "", ""}, provePage, sheetPage)...)
	state, err := s.play(t.Context(), begin())
	if err != nil || state.Outcome != flow.Saved || !does(s, isA[flow.CopyText]) {
		t.Fatalf("ended at %s with %q, %v:\n%s", state.At, state.Outcome, err, s.text())
	}
	said(t, s, "Page 3 of 6: Ask someone who can", "Page 4 of 6: Enter what you were given")
	text := s.text()
	compareGolden(t, "request.golden", text[strings.Index(text, "Page 3 of 6"):strings.Index(text, "Page 5 of 6")])
}

func TestWhatWaitsIsKeptAndGoneOnWith(t *testing.T) {
	s := newScene(join(asked, []string{"request keep"})...)
	state, err := s.play(t.Context(), begin())
	if err != nil || state.Outcome != flow.SavedWaiting || len(s.saved) != 1 || s.saved[0].Credential.ResumeAt != guide.StepValues {
		t.Fatalf("ended at %s with %q, %v:\n%s", state.At, state.Outcome, err, s.text())
	}
	said(t, s)
	s = newScene("1", "steps", "quit", "y")
	s.kept = good
	if state, err = s.play(t.Context(), waiting()); err != nil || state.Values.Secret.Reveal() != good {
		t.Errorf("%v:\n%s", err, s.text())
	}
	said(t, s, "1) Go on with fabrikam: Waiting for admin consent", "Page 6 of 9: Grant admin consent")
}

func TestTheFirstScreensChoicesAreOfferedLineByLine(t *testing.T) {
	for answer, want := range map[string]string{
		"":  "Grant admin consent",
		"2": "Which product, and which way?",
		"3": "Which product are the values for?",
		"4": "What stopped working?",
		"5": "What does a message mean?",
	} {
		s := newScene(answer, "steps", "quit", "y")
		s.kept = good
		_, err := Run(t.Context(), Terminal{In: s.in, Out: s, Echo: true, Secret: s.secret}, Config{State: waiting(), Do: s.do, Start: true})
		if err != nil {
			t.Errorf("%v:\n%s", err, s.text())
		}
		said(t, s, "1) fabrikam: waiting for admin consent", "2) Set up another", want)
	}
}

// TestNoRequestWhereItIsThePersonsOwnMove: after a test that failed for a reason
// that nobody else can fix, asking for consent would be of no use.
func TestNoRequestWhereItIsThePersonsOwnMove(t *testing.T) {
	s := newScene(join(onward, []string{expired, "", "", "request", "request file", "quit", "y"})...)
	if _, err := s.play(t.Context(), begin()); err != nil {
		t.Fatalf("%v:\n%s", err, s.text())
	}
	said(t, s, "The client secret has expired.", "There is nothing to ask of others here")
	if does(s, isA[flow.WriteFile]) {
		t.Error("a request was written")
	}
}
