package plain

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// onward are the answers from the choice of a guide to the client secret.
var onward = registered("", notedPage, endpoint1)

func TestAWholeWalk(t *testing.T) {
	s := newScene(join(onward, secretPage, provePage, []string{"copy client id", "copy"}, sheetPage)...)
	state, err := s.play(t.Context(), begin())
	if err != nil || state.Phase != flow.Over || state.Outcome != flow.Saved || len(s.saved) != 1 {
		t.Fatalf("ended at %s %s with %q, %v, saved %d:\n%s", state.At, state.Phase, state.Outcome, err, len(s.saved), s.text())
	}
	if c := s.saved[0]; c.Secret.Reveal() != good || c.Credential.Unverified || c.Credential.Name != "contoso" {
		t.Errorf("saved %+v", c.Credential)
	}
	wellSpoken(t, s.text())
}

// TestAPageReadOut keeps a made-up guide's pages of the portal, and its sheet.
func TestAPageReadOut(t *testing.T) {
	file, err := os.ReadFile("../wizard/testdata/contoso-desk.md")
	if err != nil {
		t.Fatal(err)
	}
	own, problems := guide.Read("contoso-desk.md", string(file))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	s, state := newScene(join(registered("1", appPage, endpoint1), secretPage, provePage, []string{"copy client s", "copy"}, sheetPage)...), begin()
	state.Own = &own
	if state, err = s.play(t.Context(), state); err != nil || state.Outcome != flow.Saved {
		t.Fatalf("ended at %s with %q, %v:\n%s", state.At, state.Outcome, err, s.text())
	}
	wellSpoken(t, s.text())
	text := s.text()
	compareGolden(t, "portal.golden", text[strings.Index(text, "Page 2 of 9"):strings.Index(text, "Page 6 of 9")])
	compareGolden(t, "sheet.golden", text[strings.Index(text, "Page 9 of 9"):])
}

func TestAFailedProofIsRepairedAndSaved(t *testing.T) {
	s := newScene(join(onward, []string{expired, "", ""}, []string{"1", good, "", "step 8"}, provePage, sheetPage)...)
	state, err := s.play(t.Context(), begin())
	if err != nil || state.Outcome != flow.Saved {
		t.Fatalf("ended at %s with %q, %v:\n%s", state.At, state.Outcome, err, s.text())
	}
	wellSpoken(t, s.text())
	text := s.text()
	compareGolden(t, "repair.golden", text[strings.Index(text, "Page 8 of 9"):])
}

func TestPracticeFillsInSteps(t *testing.T) {
	bad := practice()
	bad.Label, bad.Cause, bad.Values.Secret = "an expired secret", finding.SecretExpired, value.NewSecret(expired)
	s := newScene("", "samples", "fill", "", "", "", "fill", "", "fill", "", "", "", "fill 2", "", "quit", "y")
	state, err := s.play(t.Context(), begin(), practice(), bad)
	if err != nil || state.Values.Secret.Reveal() != expired {
		t.Fatalf("ended at %s, %v:\n%s", state.At, err, s.text())
	}
	for _, want := range []string{"PRACTICE", "Sample 2: an expired secret. The client secret has expired.", "From sample 2, an expired secret:", "Client secret: 40 characters, begins exp"} {
		if !strings.Contains(s.text(), want) {
			t.Errorf("nothing of %q in:\n%s", want, s.text())
		}
	}
	wellSpoken(t, s.text())
}

func TestWords(t *testing.T) {
	for name, c := range map[string]struct {
		script []string
		want   []string
	}{
		"quitting with nothing typed does not ask":    {[]string{"quit"}, nil},
		"quitting asks where something would be lost": {[]string{"", "contoso.com", "quit", "n", "quit", "y"}, []string{"What you typed is lost"}},
		"a question mark says where to find a value":  {[]string{"", "?", "quit"}, []string{"Any mailbox of your organization", "Example: support@contoso.com"}},
		"a wrong number is asked again":               {[]string{"", "contoso.com", "9", "x", "quit", "y"}, []string{"Press Enter, or type change, or help."}},
		"back goes to the step before":                {join([]string{""}, tenantPage, []string{"back", "quit", "y"}), []string{"Page 1 of 9: Which organization?"}},
		"there is nothing before the first question":  {[]string{"back", "quit"}, []string{"You can't go there"}},
		"a step not reached can't be gone to":         {[]string{"", "step 9", "steps", "quit"}, []string{"You can't go there", "Page 7: Client secret, not reached yet"}},
		"a step reached can":                          {join([]string{""}, tenantPage, []string{"step 1", "quit", "y"}), []string{"Page 1 of 9"}},
		"help lists the words":                        {[]string{"", "contoso.com", "", "help", "quit", "y"}, []string{"back: the page before", "quit: end here"}},
		"without practice there is nothing to fill":   {[]string{"", "fill", "quit"}, []string{"samples in practice only"}},
		"open opens the step's link":                  {join([]string{""}, tenantPage, []string{"", "open", "copy", "quit", "y"}), []string{"Opened\nhttps://entra.microsoft.com/", "Link: copied."}},
		"a word in quotes is a value":                 {[]string{"", "\"back\"", "quit", "y"}, []string{"Problem: "}},
		"a value refused is asked for again":          {[]string{"", "not a place", "contoso.com", "quit", "y"}, []string{"Problem: ", "Mailbox address: contoso.com"}},
		"what was cleaned is said":                    {[]string{"", "<support@contoso.com>", "quit", "y"}, []string{"Cleaned: "}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(c.script...)
			state, err := s.play(t.Context(), begin())
			if err != nil || state.Outcome != "" {
				t.Fatalf("ended with %v:\n%s", err, s.text())
			}
			for _, want := range c.want {
				if !strings.Contains(s.text(), want) {
					t.Errorf("nothing of %q in:\n%s", want, s.text())
				}
			}
			wellSpoken(t, s.text())
		})
	}
}

func TestTheInputEnds(t *testing.T) {
	full := join(onward, secretPage, provePage)
	for n := range len(full) {
		s := newScene(full[:n]...)
		state, err := s.play(t.Context(), begin())
		if !errors.Is(err, ErrInputEnded) || len(s.saved) > 0 {
			t.Errorf("after %d lines, at %s: %v, saved %d", n, state.At, err, len(s.saved))
		}
	}
}

func TestInputThatEndsOnTheSheetEndsWell(t *testing.T) {
	s := newScene(join(onward, secretPage, provePage)...)
	if state, err := s.play(t.Context(), begin()); err != nil || state.Outcome != flow.Saved {
		t.Errorf("ended with %q, %v:\n%s", state.Outcome, err, s.text())
	}
}

func TestAWaitCanBeStopped(t *testing.T) {
	s := newScene("", "contoso.com", "", "stop", "quit", "y")
	s.hang = true
	state, err := s.play(t.Context(), begin())
	if err != nil || state.Busy() || state.Discovered {
		t.Errorf("ended with %v at %s, %s:\n%s", err, state.At, state.Phase, s.text())
	}
}

func TestTheContextEndsAWaitAndAQuestion(t *testing.T) {
	killed := errors.New("killed")
	for name, script := range map[string]string{"a wait": "\ncontoso.com\n\n", "a question": "\n", "a secret": strings.Join(onward, "\n") + "\n"} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(t.Context())
			r, w := io.Pipe()
			defer w.Close()
			s := newScene()
			s.in, s.hang = r, name == "a wait"
			go func() {
				_, _ = io.WriteString(w, script)
				if s.hang {
					<-s.asked
				}
				cancel(killed)
			}()
			state, err := s.play(ctx, begin())
			if !errors.Is(err, killed) || state.Busy() || len(s.saved) > 0 {
				t.Errorf("ended with %v at %s, %s", err, state.At, state.Phase)
			}
		})
	}
}

func compareGolden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("MAILGRANT_GOLDEN") == "update" {
		if err := errors.Join(os.MkdirAll("testdata", 0o755), os.WriteFile(path, []byte(got), 0o644)); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v: run make golden", err)
	}
	if string(want) != got {
		t.Errorf("%s differs: run make golden and review the diff. Got:\n%s", path, got)
	}
}

func TestADateThatHasPassedIsWarnedOf(t *testing.T) {
	s := newScene(join(onward, []string{good, "2020-01-01", "", "steps", "quit", "y"})...)
	if _, err := s.play(t.Context(), begin()); err != nil {
		t.Fatalf("%v:\n%s", err, s.text())
	}
	said(t, s, "Warning: The end date 2020-01-01 has passed.")
}

func TestAnAmbiguousDateIsChosenByItsNumber(t *testing.T) {
	s := newScene(join(onward, []string{good, "5/6/2027", "2", "quit", "y"})...)
	state, err := s.play(t.Context(), begin())
	if err != nil {
		t.Fatalf("%v:\n%s", err, s.text())
	}
	said(t, s, "This date can mean two days", "1) It ends on 2027-05-06", "2) It ends on 2027-06-05")
	if state.Values.Expires != "2027-06-05" {
		t.Errorf("%q:\n%s", state.Values.Expires, s.text())
	}
}

// The list does not show a step as done if its test failed.
func TestTheListOfStepsTellsWhatFailed(t *testing.T) {
	s := newScene(join(onward, []string{expired, "", "", "back", "back", "steps", "quit", "y"})...)
	if _, err := s.play(t.Context(), begin()); err != nil {
		t.Fatalf("%v:\n%s", err, s.text())
	}
	said(t, s, "Page 4: Client ID, done", "Page 7: Client secret, refused", "Page 8: Prove, refused", "Page 9: Hand-off sheet, not reached yet")
}
