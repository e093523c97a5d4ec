package cli

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mailgrant/flow/entra/entratest"
	"mailgrant/store"
)

// disguises are the forms a secret could show up in.
func disguises(secret string) []string {
	var reversed strings.Builder
	for i := len(secret) - 1; i >= 0; i-- {
		reversed.WriteByte(secret[i])
	}
	return []string{
		secret, url.QueryEscape(secret), base64.StdEncoding.EncodeToString([]byte(secret)),
		base64.RawURLEncoding.EncodeToString([]byte(secret)), hex.EncodeToString([]byte(secret)), reversed.String(), secret[4:30],
	}
}

func TestTheSecretIsInNoOutput(t *testing.T) {
	faults := map[string]entratest.Fault{
		"all well": nil, "echo": entratest.Echo(), "service in trouble": entratest.Unavailable(),
		"captive portal": entratest.Portal(), "reset": entratest.Reset(), "cut short": entratest.CutShort(),
		"redirect":     entratest.Redirect(http.StatusTemporaryRedirect, "https://login.microsoftonline.us/steal"),
		"hostile text": entratest.Says("\x1b]0;x\x07 \u202e AADSTS7000215"), "throttled": entratest.Throttle("86400"),
		"hung up": entratest.HangUp(), "no JSON": entratest.Answer(http.StatusOK, "application/json", "{"),
	}
	for _, key := range []string{"good", "good-old-secret"} {
		secret := sample(t, key).Answers.Secret.Reveal()
		file := filepath.Join(t.TempDir(), "secret.txt")
		if err := os.WriteFile(file, []byte(secret+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		commands := map[string][]string{
			"from the environment": values(t, key), "as JSON": values(t, key, "--format", "json", "--hint"),
			"from a file": values(t, key, "--secret-file", file), "from stdin": values(t, key, "--secret-stdin"),
			"a saved one": {"check", key}, "all as lines": {"check", "--all", "--format", "ndjson"},
			"planned": values(t, key, "--plan"), "offline": values(t, key, "--offline"),
			"as client ID": {"check", "--guide", practiceGuide, "--client-id", secret, "--tenant", "contoso.com", "--format", "json"},
			"as tenant":    {"check", "--guide", practiceGuide, "--client-id", "x", "--tenant", secret, "--format", "json"},
			"as mailbox":   {"check", "--guide", practiceGuide, "--client-id", "x", "--mailbox", secret},
			"as endpoint":  {"check", "--guide", practiceGuide, "--client-id", "x", "--token-endpoint", secret, "--format", "json"},
			"as date":      values(t, key, "--expires", secret), "as redirect": values(t, key, "--redirect-uri", secret),
			"as name": {"check", secret}, "as command": {secret}, "as flag": {"check", "--" + secret}, "as short flag": {"check", "-" + secret},
			"as file": values(t, key, "--secret-file", secret), "as CA file": values(t, key, "--ca-file", secret), "as use": values(t, key, "--use", secret),
			"as format": values(t, key, "--format", secret), "as proxy": values(t, key, "--proxy", secret),
			"list": {"list"}, "show": {"show", key}, "show as JSON": {"show", key, "--format", "json"},
			"show it": {"show", secret}, "remove": {"remove", key, "--yes"}, "guides": {"guides", secret},
		}
		for command, args := range commands {
			for name, f := range faults {
				t.Run(key+"/"+command+"/"+name, func(t *testing.T) {
					s := newStage(t)
					s.save(key)
					if f != nil {
						s.ms.Fault(entratest.Match{}, f)
					}
					s.in = secret + "\n"
					if command != "from a file" && command != "from stdin" && command != "as file" {
						s.env[secretVariable] = secret
					}
					r := s.run(args...)
					for _, form := range disguises(secret) {
						if strings.Contains(r.out+r.err, form) {
							t.Errorf("mailgrant %s prints %q:\n%s%s", command, form, r.out, r.err)
						}
					}
				})
			}
		}
	}
}

func TestAPanicIsSaidWithoutItsText(t *testing.T) {
	secret := sample(t, "good").Answers.Secret.Reveal()
	s := newStage(t)
	var out, errs bytes.Buffer
	w := s.world(&out, &errs)
	w.Env = func(string) (string, bool) { panic("the secret is " + secret) }
	code := Run(context.Background(), []string{"check", "--practice"}, w)
	if code != exitOurs || strings.Contains(errs.String()+out.String(), secret) || !strings.Contains(errs.String(), "report it") {
		t.Errorf("exit %d: %s%s", code, out.String(), errs.String())
	}
}

func TestAKeyringThatFailsIsFourAndSaysWhatToDo(t *testing.T) {
	tests := map[store.Kind]string{
		store.Unavailable: "keyring-unavailable", store.Locked: "keyring-locked", store.Timeout: "keyring-timeout",
		store.Crashed: "keyring-unavailable", store.TooLarge: "keyring-too-large",
	}
	for kind, cause := range tests {
		t.Run(string(kind), func(t *testing.T) {
			s := newStage(t)
			s.save("good")
			failRead(s, func(string) error { return &store.Error{Kind: kind, Op: store.Read} })
			r := s.run("check", "good", "--format", "json")
			got := reports(t, r).Reports[0]
			if r.code != exitKeyring || string(*got.Cause) != cause || string(*got.Owner) != "this-computer" || len(got.Findings[0].Do) == 0 {
				t.Errorf("exit %d, %+v", r.code, got)
			}
			if len(s.ms.Requests()) > 0 {
				t.Error("something was sent")
			}
		})
	}
}
