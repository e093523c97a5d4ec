package run

import (
	"strings"
	"testing"

	"mailgrant/flow/value"
)

// sheetOfPaper is a clipboard in memory.
type sheetOfPaper struct {
	text string
	fail error
}

func (p *sheetOfPaper) Write(text string) error {
	if p.fail != nil {
		return p.fail
	}
	p.text = text
	return nil
}

func (p *sheetOfPaper) Read() (string, error) {
	return p.text, nil
}

// A timer clears the secret it was set for, and no later one.
func TestATimerClearsItsOwnSecretOnly(t *testing.T) {
	p := &sheetOfPaper{}
	h := &Clipboard{Tool: p}
	first, second := value.NewSecret("one8Q~"+strings.Repeat("x", 34)), value.NewSecret("two8Q~"+strings.Repeat("x", 34))
	h.HoldSecret(t.Context(), first)
	turn := h.turn
	h.HoldSecret(t.Context(), second)
	h.expire(t.Context(), turn)
	if text, _ := p.Read(); text != second.Reveal() {
		t.Errorf("the clipboard no longer holds the later secret")
	}
	h.Clear(t.Context())
	if text, _ := p.Read(); text != "" {
		t.Errorf("the clipboard still holds a secret at the end")
	}
}
