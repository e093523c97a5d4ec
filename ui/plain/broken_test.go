package plain

import (
	"strings"
	"testing"

	"mailgrant/flow"
)

func broken() flow.State { return flow.Diagnosis(today, []flow.Credential{saved("contoso")}) }

func TestABrokenCredentialIsRepairedLineByLine(t *testing.T) {
	s := newScene("", "", good, "", "", "", "", "", "", "", "", "", "")
	s.kept = expired
	state, err := s.play(t.Context(), broken())
	if err != nil || state.Outcome != flow.Saved || len(s.saved) != 1 || s.saved[0].Secret.Reveal() != good || !s.saved[0].Replace {
		t.Fatalf("ended at %s with %q, %v, saved %+v:\n%s", state.At, state.Outcome, err, s.saved, s.text())
	}
	said(t, s, "The client secret has expired.", "begins exp", "The product still holds the old value")
	compareGolden(t, "diagnose.golden", s.text())
}

func TestAKeyringThatCantBeReadIsSaid(t *testing.T) {
	s := newScene("", "quit", "y")
	f := flow.Found(flow.KeyringCheck, flow.KeyringLocked, "The keyring is locked.", "Unlock it.")
	s.keyring = &f
	if _, err := s.play(t.Context(), broken()); err != nil {
		t.Fatal(err)
	}
}

func TestAMessageOfSeveralLinesIsExplainedWhole(t *testing.T) {
	message := "Caused by:\n\nAADSTS7000222: The provided keys are expired.\nquit\n\tat com.example.Mail"
	s := newScene(join([]string{"3"}, strings.Split(message, "\n"), []string{"end", "", "1", "AADSTS50011", "end", "", "steps", "quit", "y"})...)
	state, err := s.play(t.Context(), broken())
	if err != nil || state.At != flow.StepMessage {
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
