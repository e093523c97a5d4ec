package plain

import (
	"io"
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/guide"
)

// signIn are the answers from the choice of a guide to the choice of a sign-in.
func signIn(more ...string) []string {
	return join(registered("2", neededPage, endpoints2), secretPage, more)
}

func TestASignInThatGoesWrongIsExplainedAndPastedAnew(t *testing.T) {
	for name, c := range map[string]struct {
		pasted []string
		want   string
	}{
		"an answer of another visit": {[]string{callback + "?code=c0de&state=another"}, "does not belong to the sign-in mailgrant began"},
		"the page's own address":     {[]string{"https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=1"}, "before the sign-in"},
		"a page's text":              {[]string{"Sorry, but we're having trouble signing you in.", "", "AADSTS50011: The redirect URI does not match.", "End"}, "redirect URI"},
		"text of another kind":       {[]string{"good morning", "end"}, "neither an answer nor an error code"},
		"nothing":                    {[]string{"", ""}, "Nothing was pasted yet."},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(signIn(join([]string{"1"}, c.pasted, []string{"", "step 8", "step 7", "step 8", "quit", "y"})...)...)
			state, err := s.play(t.Context(), begin())
			if err != nil || state.At != guide.StepSignIn || does(s, isA[flow.RedeemCode]) {
				t.Fatalf("ended at %s, %v:\n%s", state.At, err, s.text())
			}
			said(t, s, "Address or message: ", "Problem: ", c.want)
		})
	}
}

// A redirect address is accepted in the forms in which people copy it, and its
// code is not repeated.
func TestAnAnswerIsTakenAsItIsCopied(t *testing.T) {
	for name, pasted := range map[string][]string{
		"escaped for HTML": {strings.ReplaceAll(cameBack, "&", "&amp;")},
		"the values alone": {"code=c0de-CanaryDoNotPrint&state=st4te"},
		"over two lines":   {callback + "?code=c0de-Canary", "DoNotPrint&state=st4te", "end"},
		"encoded":          {strings.NewReplacer("?", "%3F", "&", "%26", "=", "%3D").Replace(cameBack)},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(signIn(join([]string{"1"}, pasted, []string{""}, provePage, sheetPage)...)...)
			state, err := s.play(t.Context(), begin())
			if err != nil || !does(s, isA[flow.RedeemCode]) {
				t.Fatalf("ended at %s, %v:\n%s", state.At, err, s.text())
			}
			if strings.Contains(s.text(), "c0de") {
				t.Errorf("the code is repeated:\n%s", s.text())
			}
		})
	}
}

func TestAWaitForABrowserIsStoppedByItsWord(t *testing.T) {
	s := newScene()
	r, w := io.Pipe()
	s.in = r
	go func() {
		_, _ = io.WriteString(w, strings.Join(signIn("2"), "\n")+"\n")
		<-s.asked // the tenant
		<-s.asked // the browser
		_, _ = io.WriteString(w, "stop\n\n\n3\n3\n\n\n")
		w.Close()
	}()
	state, err := s.play(t.Context(), begin())
	if err != nil || state.Outcome != flow.Saved {
		t.Fatalf("ended at %s, %v:\n%s", state.At, err, s.text())
	}
	said(t, s, "Waiting for the sign-in in your browser, five minutes at most. Type stop to", "Nobody signed in")
}

func TestTheWaitForConsentSaysWhenItAsksAgain(t *testing.T) {
	s := newScene(join([]string{"3"}, tenantPage, neededPage, endpoints2, allowPage, secretPage, []string{"1"}, provePage, sheetPage)...)
	s.pending = 3
	state, err := s.play(t.Context(), begin())
	if err != nil || state.Outcome != flow.Saved {
		t.Fatalf("ended at %s, %v:\n%s", state.At, err, s.text())
	}
	said(t, s, "Asking for a new token in 5 seconds, try 2.", "Asking for a new token in 10 seconds, try 3.", "Asking for a new token in 15 seconds, try 4.")
}
