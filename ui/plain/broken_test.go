package plain

import (
	"slices"
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
)

func broken() flow.State { return flow.Diagnosis(today, []flow.Credential{saved("contoso")}) }

func TestABrokenCredentialIsRepairedLineByLine(t *testing.T) {
	s := newScene("", "", good, "", "", "", "", "", "", "", "", "", "")
	s.kept = expired
	state, err := s.play(t.Context(), broken())
	if err != nil || state.Outcome != flow.Saved || len(s.saved) != 1 || s.saved[0].Secret.Reveal() != good || !s.saved[0].Replace {
		t.Fatalf("ended at %s with %q, %v, saved %+v:\n%s", state.At, state.Outcome, err, s.saved, s.text())
	}
	said(t, s, "The client secret has expired.", "Client secret (not shown as you type, Enter: keep 40 characters, begins exp, which the test refused): ", "Email This Issue (Jira) still holds the old value")
	compareGolden(t, "diagnose.golden", s.text())
}

func TestAKeyringThatCantBeReadIsSaid(t *testing.T) {
	s := newScene("", "steps", "quit", "y") // steps is typed during the wait for the keyring
	f := finding.New(finding.KeyringCheck, finding.KeyringLocked, "The keyring is locked.", "Unlock it.")
	s.keyring = &f
	if _, err := s.play(t.Context(), broken()); err != nil {
		t.Fatal(err)
	}
	said(t, s, "Problem: The keyring is locked.", "To do: Unlock it.", "Choose it again: once the keyring gives the secret")
}

// untyped are the answers that test other values, all of them left empty.
var untyped = []string{"2", "1", "", "", "", "", "", "", ""}

// A report is written whether or not there was a wait before, and its result is
// said.
func TestAReportIsWrittenAndSaid(t *testing.T) {
	for name, script := range map[string][]string{
		"after a wait":   {"1", "write a report"},
		"without a wait": join(untyped, []string{"write a report"}),
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(append(script, "quit", "y")...)
			s.kept = expired
			if _, err := s.play(t.Context(), broken()); err != nil {
				t.Fatalf("%v:\n%s", err, s.text())
			}
			said(t, s, "Wrote the report.")
			if !does(s, isA[flow.WriteReport]) {
				t.Errorf("did %+v:\n%s", s.effects, s.text())
			}
		})
	}
}

// In a diagnosis, Enter skips fields that may stay empty.
func TestEnterPassesWhatMayStayEmpty(t *testing.T) {
	s := newScene(append(slices.Clone(untyped), "quit")...)
	state, err := s.play(t.Context(), broken())
	if err != nil || state.At != guide.StepVerify {
		t.Fatalf("ended at %s, %v:\n%s", state.At, err, s.text())
	}
	if strings.Contains(s.text(), "Problem: ") {
		t.Errorf("something is refused:\n%s", s.text())
	}
}

func TestAMessageOfSeveralLinesIsExplainedWhole(t *testing.T) {
	message := "Caused by:\n\nAADSTS7000222: The provided keys are expired.\nquit\n\tat com.example.Mail"
	s := newScene(join([]string{"3"}, strings.Split(message, "\n"), []string{"end", "", "1", "AADSTS50011", "end", "", "steps", "quit", "y"})...)
	state, err := s.play(t.Context(), broken())
	if err != nil || state.At != guide.StepMessage {
		t.Fatalf("ended at %s, %v:\n%s", state.At, err, s.text())
	}
	var read []string
	for _, e := range s.effects {
		if e, ok := e.(flow.Explain); ok {
			read = append(read, e.Text)
		}
	}
	if len(read) != 2 || read[0] != strings.ReplaceAll(message, "\tat", "at") || read[1] != "AADSTS50011" {
		t.Errorf("read %q", read)
	}
	said(t, s, "Paste the text, then type end on a line of its own.", "Meaning: The client secret has expired.", "Look up: https://login.microsoftonline.com/error?code=7000222")
	text := s.text()
	compareGolden(t, "message.golden", text[strings.Index(text, "What does a message mean?"):])
}

// A second test with the same result is reported again, even if it asked nobody.
func TestATestThatCameToTheSameIsSaid(t *testing.T) {
	s := newScene(append(slices.Clone(untyped), "2", "2", "quit", "y")...)
	if _, err := s.play(t.Context(), broken()); err != nil {
		t.Fatalf("%v:\n%s", err, s.text())
	}
	if n := strings.Count(s.text(), "Result: "); n != 3 {
		t.Errorf("the result was printed %d times, want 3:\n%s", n, s.text())
	}
}
