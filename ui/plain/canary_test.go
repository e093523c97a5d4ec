package plain

import (
	"encoding/base64"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/soak"
)

// canaries are client secrets in the forms that Entra makes now and made before,
// and one with only letters and digits.
var canaries = []string{
	"ur28Q~" + "vma8uWq2pBn7K7G9ovniBjHMbhdsTo2gMS", "qWnT7Zp0xV5cR2uKfE8hYbLmJ4sGdA1oNiXvCe9QtM0=",
	"wT7:Zp[0xV5?cR2uKf~8hYbL]m4sGd=1", "vma8uWq2pBn7K7G9ovniBjHMbhdsTo2gMS4xKd9e",
}

// disguised are the texts in which a secret may be pasted.
func disguised(secret string) []string {
	return []string{
		secret,
		`{"appId":"0b7c54d2-3f1a-4c7e-8a56-91d0e2f4a601","password":"` + secret + `","tenant":"x"}`,
		"Value: " + secret + " Secret ID: 1f2e3d4c-1111-4222-8333-444455556666",
		"client_secret=" + secret + "&x=y", "client_secret=" + url.QueryEscape(secret), base64.StdEncoding.EncodeToString([]byte(secret)),
		"https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token?client_secret=" + url.QueryEscape(secret),
		clientID + " " + secret, "support@contoso.com " + secret, callback + "?code=" + secret + "&state=st4te",
	}
}

// gives returns eight characters of a secret in a text, plain or in a pasted
// form. Plain mode sees whole lines, so it never needs to tell part of a secret
// from a name. Of a secret itself it prints three characters at most.
func gives(text, secret string) string {
	for _, form := range []string{secret, url.QueryEscape(secret), base64.StdEncoding.EncodeToString([]byte(secret))} {
		for i := 0; i+8 <= len(form); i++ {
			if strings.Contains(text, form[i:i+8]) {
				return form[i : i+8]
			}
		}
	}
	return ""
}

// talks are scripts that reach every question.
func talks() map[string][]string {
	values := []string{"support@contoso.com", clientID, good, "2027-10-01", endpoint}
	all := walks()
	all["IDs and a secret"] = join([]string{"6", "1"}, values, []string{""}, provePage, sheetPage)
	all["diagnosis"] = join([]string{"2", "1"}, values, []string{"support@contoso.com", "", ""})
	all["an error message"] = []string{"3", "AADSTS7000222", "end", "", "1", "quit", "y"}
	return all
}

func TestSoakNothingThatIsWrittenHoldsASecretThatCameAtAnotherQuestion(t *testing.T) {
	t.Parallel()
	type row struct {
		talk         string
		at           int
		secret, text string
	}
	var rows []row
	scripts := talks()
	for _, name := range slices.Sorted(maps.Keys(scripts)) {
		for at := range scripts[name] {
			for i, secret := range canaries {
				for j, text := range disguised(secret) {
					if i == 0 || j < 3 { // flow's own test covers all
						rows = append(rows, row{name, at, secret, text})
					}
				}
			}
		}
	}
	for _, r := range soak.Some(t, 60, rows) {
		s := newScene(append(replaced(scripts[r.talk], r.at, r.text), "request", "request copy", "request file", "steps", "read", "request keep", "quit", "y")...)
		begins := begin()
		if r.talk == "diagnosis" || r.talk == "an error message" {
			begins = broken()
		}
		_, _ = s.play(t.Context(), begins)
		silent(t, s, r.text, r.secret, r.talk+", line "+strconv.Itoa(r.at+1))
	}
}

func replaced(script []string, at int, text string) []string {
	lines := slices.Clone(script)
	lines[at] = text
	return lines
}

func silent(t *testing.T, s *scene, text, secret, where string) {
	t.Helper()
	if part := gives(s.text(), secret); part != "" {
		t.Fatalf("%q at %s: %q is written:\n%s", text, where, part, s.text())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, e := range s.effects {
		if _, read := e.(flow.Explain); read { // inside this program only
			continue
		}
		if part := gives(fmt.Sprintf("%+v", e), secret); part != "" {
			t.Errorf("%q at %s: %T holds %q: %+v", text, where, e, part, e)
		}
	}
}

func TestAMaskedValueIsKeptAndSaidToBeOnTheTerminal(t *testing.T) {
	for _, echo := range []bool{true, false} {
		s := newScene(join([]string{"1"}, tenantPage, notedPage, []string{canaries[1], "quit", "y"})...)
		state, _ := Run(t.Context(), Terminal{In: s.in, Out: s, Echo: echo, Secret: s.secret}, Config{State: begin(), Do: s.do})
		if state.Values.ClientID != canaries[1] {
			t.Errorf("the field holds %q", state.Values.ClientID)
		}
		holds(t, s, "This looks like the client secret", "Paste it in the Client secret field.")
		if shown := strings.Contains(s.text(), "your terminal showed it"); shown == echo {
			t.Errorf("echo %v, said to be on the terminal: %v", echo, shown)
		}
	}
}
