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
	"strconv"
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

// What a proxy is told comes back from it in any form and place, on a real
// connection.
func TestAProxyThatRepeatsItsPasswordGivesNothingAway(t *testing.T) {
	login := "jim:" + proxyPassword
	secret := sample(t, "good").Answers.Secret.Reveal()
	for name, said := range map[string]string{
		"as it is": login, "the password alone": proxyPassword, "as the header": "Basic " + base64.StdEncoding.EncodeToString([]byte(login)),
		"for a URL": url.QueryEscape(login), "in hex": hex.EncodeToString([]byte(login)), "reversed": disguises(login + "xxxxxxxxxxxxxxxxxxx")[5],
		"within base64": base64.RawURLEncoding.EncodeToString([]byte("proxy login " + login + " refused")), "in HTML": strings.ReplaceAll(login, "0", "&#48;"),
		"its first half": proxyPassword[:12],
	} {
		for _, format := range []string{"text", "json"} {
			t.Run(name+"/"+format, func(t *testing.T) {
				answer := "HTTP/1.1 407 " + said + "\r\nProxy-Authenticate: Basic realm=\"ask for " + said + "\"\r\nProxy-Authenticate: " + said +
					"\r\nX-Said: " + said + "\r\nContent-Length: " + strconv.Itoa(len(said)) + "\r\n\r\n" + said
				report := filepath.Join(t.TempDir(), "report.md")
				args := append(values(t, "good", "--format", format, "--report", report, "--full"), through(replying(t, answer))...)
				cmd, out := itself(t, []string{secretVariable + "=" + secret}, args...)
				_ = cmd.Run()
				written, err := os.ReadFile(report)
				if err != nil || cmd.ProcessState.ExitCode() != exitUndecided {
					t.Errorf("exit %d, %v\n%s", cmd.ProcessState.ExitCode(), err, out)
				}
				for _, form := range append(disguises(proxyPassword + strings.Repeat(" ", 30))[5:6], said, proxyPassword[:8], "UGFzc3dvcmRE") {
					if text := out.String() + string(written); strings.Contains(text, strings.TrimSpace(form)) {
						t.Errorf("it prints %q:\n%s", form, text)
					}
				}
			})
		}
	}
}

// A proxy's address that is none, on the command line and in the environment.
func TestASecretInThePlaceOfAProxyIsNotRepeated(t *testing.T) {
	for _, secret := range []string{sample(t, "good").Answers.Secret.Reveal(), "Sup3rSecretWithoutSigns", "p@ss/w0rd?x#y", "http://user:Sup3r?Secret@proxy:80"} {
		for _, args := range [][]string{
			values(t, "good", "--proxy", secret), values(t, "good", "--proxy", secret, "--format", "json"), {"check", "--practice", "--proxy", secret},
			{"diagnose", "--plain", "--proxy", secret}, {"setup", "--plain", "--proxy=" + secret}, values(t, "good", "--timeout", "9s"),
		} {
			cmd, out := itself(t, []string{"HTTPS_PROXY=" + secret}, args...)
			_ = cmd.Run()
			if strings.Contains(out.String(), secret) || strings.Contains(out.String(), "Sup3r") || strings.Contains(out.String(), "w0rd") {
				t.Errorf("mailgrant %s prints it:\n%s", strings.Join(args, " "), out)
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
