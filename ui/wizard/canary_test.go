package wizard

import (
	"encoding/base64"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/soak"
)

// canaries are client secrets in the forms that Entra makes now and made before,
// and one with only letters and digits. Each has the longest part of it that may
// be drawn while it is typed: the sixth character gives today's away, the others
// need up to 14 to differ from an invented name.
var canaries = []struct {
	kind, secret string
	bound        int
}{
	{"today's", "ur28Q~" + "vma8uWq2pBn7K7G9ovniBjHMbhdsTo2gMS", 7},
	{"44 in base64", "qWnT7Zp0xV5cR2uKfE8hYbLmJ4sGdA1oNiXvCe9QtM0=", 13},
	{"32 with punctuation", "wT7:Zp[0xV5?cR2uKf~8hYbL]m4sGd=1", 13},
	{"letters and digits", "vma8uWq2pBn7K7G9ovniBjHMbhdsTo2gMS4xKd9e", 13},
}

// disguised are the texts in which a secret may be pasted.
func disguised(secret string) []string {
	packed := base64.StdEncoding.EncodeToString([]byte(secret))
	return []string{
		secret,
		`{"appId":"0b7c54d2-3f1a-4c7e-8a56-91d0e2f4a601","password":"` + secret + `","tenant":"x"}`,
		"Value: " + secret + " Secret ID: 1f2e3d4c-1111-4222-8333-444455556666",
		"client_secret=" + secret + "&x=y", "client_secret=" + url.QueryEscape(secret), url.QueryEscape(secret), packed,
		"https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token?client_secret=" + url.QueryEscape(secret),
		clientID + " " + secret, "support@contoso.com " + secret, redirect + "?code=" + secret + "&state=st4te",
	}
}

// gives returns the longest part of a secret in a text, plain or in a pasted
// form, that is longer than the bound.
func gives(text, secret string, bound int) string {
	text = strings.Join(strings.Fields(strings.ReplaceAll(text, "│", " ")), " ")
	for _, form := range []string{secret, url.QueryEscape(secret), base64.StdEncoding.EncodeToString([]byte(secret))} {
		for i := 0; i+bound < len(form); i++ {
			if part := form[i : i+bound+1]; strings.Contains(text, part) {
				return part
			}
		}
	}
	return ""
}

// asking are sessions at every page that asks for something: each step of each
// guide, and the entry points that are not a guide.
func asking(t *testing.T) map[string]flow.State {
	states := map[string]flow.State{}
	for _, g := range guide.All() {
		for _, step := range g.Pages {
			if len(step.Fields) > 0 && step.ID != guide.StepSignIn {
				states[g.ID+"/"+string(step.ID)] = in(t, goodWorld(), g.Product+": "+g.Grant.Words()).to(step.ID).m.state
			}
		}
	}
	states["sign-in"] = pasting(t, goodWorld()).m.state
	states["diagnosis"] = typedValues(t, goodWorld()).m.state
	states["IDs and a secret"] = sit(t, goodWorld()).pick("IDs and a secret").pick("Email This Issue (Jira): client").to(guide.StepValues).m.state
	states["an error message"] = sit(t, goodWorld()).pick("An error message").m.state
	return states
}

func TestSoakNoFrameAndNoEffectHoldsASecretInWhateverFieldItLands(t *testing.T) {
	t.Parallel()
	type row struct {
		place, text, secret string
		field               finding.FieldID
		bound               int
		pasted              bool
	}
	var rows []row
	states := asking(t)
	for _, place := range slices.Sorted(maps.Keys(states)) {
		for _, id := range page.Of(states[place]).Fields {
			for i, c := range canaries {
				typed := c.secret
				if i > 0 { // enough to pass its bound
					typed = typed[:c.bound+6]
				}
				rows = append(rows, row{place, typed, c.secret, id, c.bound, false})
				for j, text := range disguised(c.secret) {
					if i == 0 || j < 3 { // flow's own test covers all
						rows = append(rows, row{place, text, c.secret, id, c.bound, true})
					}
				}
			}
		}
	}
	for _, r := range soak.Some(t, 30, rows) {
		attack(t, states[r.place], r.field, r.text, r.pasted).holds(r.secret, r.bound)
	}
}

// attacked is what a session drew and did after a text was entered in a field.
type attacked struct {
	*session
	field  finding.FieldID
	text   string
	frames []string
}

// attack pastes or types a text, then takes every way on.
func attack(t *testing.T, state flow.State, id finding.FieldID, text string, pasted bool) *attacked {
	w := goodWorld()
	a := &attacked{session: sitAt(t, w, Config{State: state}), field: id, text: text}
	for a.m.at().field != id && a.m.focus+1 < len(a.m.items) {
		a.m.focus++
	}
	a.m.refresh()
	for _, r := range text {
		if pasted {
			a.paste(text)
		} else {
			a.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
		}
		if a.see(); pasted {
			break
		}
	}
	for _, k := range []string{"backspace", "f3", "f7", "esc", "enter", "ctrl+c", "esc"} {
		a.keys(k)
		a.see()
	}
	for _, e := range []flow.Event{flow.AskOthers{}, flow.AskOthers{File: true}, flow.RequestReport{}, flow.SaveWaiting{}} {
		a.run(a.m.apply(e))
		a.frames = append(a.frames, a.m.View())
	}
	return a
}

func (a *attacked) see() { a.frames = append(a.frames, a.frame) }

func (a *attacked) holds(secret string, bound int) {
	a.Helper()
	for _, f := range a.frames {
		if part := gives(f, secret, bound); part != "" {
			a.Errorf("%q in %s: a frame holds %q:\n%s", a.text, a.field, part, f)
			return
		}
	}
	for _, e := range a.w.effects {
		if _, read := e.(flow.Explain); read { // inside this program only
			continue
		}
		if part := gives(fmt.Sprintf("%+v", e), secret, bound); part != "" {
			a.Errorf("%q in %s: %T holds %q: %+v", a.text, a.field, e, part, e)
		}
	}
}

func TestWhatIsMaskedIsKeptAndCanBeEdited(t *testing.T) {
	secret := canaries[0].secret
	s := sit(t, goodWorld()).to(guide.StepClientID)
	for _, r := range secret {
		s.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
	s.sees("looks like the client secret", "Client secret field", "••••")
	if got := s.m.state.Values.ClientID; got != secret {
		t.Fatalf("the field holds %q", got)
	}
	s.send(tea.KeyMsg{Type: tea.KeyHome})
	for range len(secret) - 8 { // what is left can look like anything
		s.send(tea.KeyMsg{Type: tea.KeyDelete})
		if part := gives(s.m.View(), secret, 7); part != "" {
			t.Fatalf("%q is drawn", part)
		}
	}
	if got := s.m.state.Values.ClientID; got != secret[len(secret)-8:] {
		t.Errorf("the field holds %q", got)
	}
	s.send(tea.KeyMsg{Type: tea.KeyEnd})
	s.keys("ctrl+u").paste(clientID).sees(clientID, "well-formed")
}
