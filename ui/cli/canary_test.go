package cli

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/flow/soak"
	"mailgrant/store"
)

// disguises are the forms in which a secret could appear.
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

func TestSoakTheSecretIsInNoOutput(t *testing.T) {
	t.Parallel()
	type row struct {
		key, command, fault string
		args                []string
	}
	var rows []row
	faults := map[string]entratest.Fault{
		"all well": nil, "echo": fault.Echo(), "service in trouble": fault.Unavailable(),
		"captive portal": fault.Portal(), "reset": fault.Reset(), "cut short": fault.CutShort(),
		"redirect":     fault.Redirect(http.StatusTemporaryRedirect, "https://login.microsoftonline.us/steal"),
		"hostile text": fault.Says("\x1b]0;x\x07 \u202e AADSTS7000215"), "throttled": fault.Throttle("86400"),
		"hung up": fault.HangUp(), "no JSON": fault.Answer(http.StatusOK, "application/json", "{"),
	}
	for _, key := range []string{"good", "good-old-secret"} {
		secret := sample(t, key).Values.Secret.Reveal()
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
		for _, command := range slices.Sorted(maps.Keys(commands)) {
			for _, fault := range slices.Sorted(maps.Keys(faults)) {
				rows = append(rows, row{key, command, fault, commands[command]})
			}
		}
	}
	for _, r := range soak.Some(t, 200, rows) {
		t.Run(r.key+"/"+r.command+"/"+r.fault, func(t *testing.T) {
			secret := sample(t, r.key).Values.Secret.Reveal()
			s := newStage(t)
			s.save(r.key)
			if f := faults[r.fault]; f != nil {
				s.ms.Fault(entratest.Match{}, f)
			}
			s.in = secret + "\n"
			if r.command != "from a file" && r.command != "from stdin" && r.command != "as file" {
				s.env[secretVariable] = secret
			}
			got := s.run(r.args...)
			for _, form := range disguises(secret) {
				if strings.Contains(got.out+got.err, form) {
					t.Errorf("mailgrant %s prints %q:\n%s%s", r.command, form, got.out, got.err)
				}
			}
		})
	}
}

// A proxy returns what it receives in any form and place, on a real connection.
func TestAProxyThatRepeatsItsPasswordGivesNothingAway(t *testing.T) {
	t.Parallel()
	login := "jim:" + proxyPassword
	secret := sample(t, "good").Values.Secret.Reveal()
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

// Invalid proxy addresses, on the command line and in the environment.
func TestASecretInThePlaceOfAProxyIsNotRepeated(t *testing.T) {
	for _, secret := range []string{sample(t, "good").Values.Secret.Reveal(), "Sup3rSecretWithoutSigns", "p@ss/w0rd?x#y", "http://user:Sup3r?Secret@proxy:80"} {
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

func TestAPanicIsReportedWithoutItsText(t *testing.T) {
	secret := sample(t, "good").Values.Secret.Reveal()
	s := newStage(t)
	var out, errs bytes.Buffer
	w := s.world(&out, &errs)
	w.Env = func(string) (string, bool) { panic("the secret is " + secret) }
	code := Run(context.Background(), []string{"check", "--practice"}, w)
	if code != exitOurs || strings.Contains(errs.String()+out.String(), secret) || !strings.Contains(errs.String(), "report this problem") {
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

// strays are client secrets given in the wrong place: of Entra's current and
// old forms, and one of only letters and digits.
var strays = []string{
	"ur28Q~" + "vma8uWq2pBn7K7G9ovniBjHMbhdsTo2gMS", "qWnT7Zp0xV5cR2uKfE8hYbLmJ4sGdA1oNiXvCe9QtM0=",
	"wT7:Zp[0xV5?cR2uKf~8hYbL]m4sGd=1", "vma8uWq2pBn7K7G9ovniBjHMbhdsTo2gMS4xKd9e",
}

// giving is a run that receives a secret in one way.
type giving struct {
	args []string
	in   string
	env  string // value of the secret's variable
	f    entratest.Fault
}

// ways are the ways in which the program can receive a secret.
var ways = map[string]func(t *testing.T, secret string) []giving{
	"typed": func(t *testing.T, secret string) []giving { return typedIn(t, secret) },
	"pasted": func(t *testing.T, secret string) []giving {
		return append(typedIn(t, `{"appId":"0b7c54d2-3f1a-4c7e-8a56-91d0e2f4a601","password":"`+secret+`","tenant":"x"}`),
			typedIn(t, "Value: "+secret+" Secret ID: 1f2e3d4c-1111-4222-8333-444455556666")...)
	},
	"encoded": func(t *testing.T, secret string) (all []giving) {
		for _, form := range []string{"client_secret=" + url.QueryEscape(secret) + "&x=y", base64.StdEncoding.EncodeToString([]byte(secret))} {
			all = append(append(all, typedIn(t, form)...), asValues(t, form)...)
		}
		return all
	},
	"as a value": asValues,
	"echoed": func(t *testing.T, secret string) []giving {
		return []giving{
			{args: values(t, "good"), env: secret, f: fault.Echo()},
			{args: values(t, "good", "--format", "json"), env: secret, f: fault.Says("AADSTS7000215: Invalid client secret provided: " + secret)},
		}
	},
	"inherited": func(t *testing.T, secret string) (all []giving) {
		for _, args := range everyCommand(t) {
			all = append(all, giving{args: args, env: secret})
		}
		return append(all, giving{args: values(t, "good", "--hint"), env: secret}, giving{args: values(t, "good", "--plan"), env: secret})
	},
}

// everyCommand is each command with its minimum arguments.
func everyCommand(t *testing.T) [][]string {
	t.Helper()
	var all [][]string
	eachCommand(new(app).root(), func(c *cobra.Command) {
		args := strings.Fields(c.CommandPath())[1:]
		switch c.Name() {
		case "mailgrant", "setup", "diagnose":
			args = append(args, "--plain")
		case "check", "show", "copy", "remove":
			args = append(args, "good")
		}
		all = append(all, args)
	})
	if len(all) < 10 {
		t.Fatalf("there are only %d commands: %q", len(all), all)
	}
	return all
}

func eachCommand(c *cobra.Command, do func(*cobra.Command)) {
	do(c)
	for _, sub := range c.Commands() {
		eachCommand(sub, do)
	}
}

// asValues use a text as the value of every flag, as a name, a command and an
// unknown flag.
func asValues(t *testing.T, text string) (all []giving) {
	t.Helper()
	commands := everyCommand(t)
	i := 0
	eachCommand(new(app).root(), func(c *cobra.Command) {
		least := commands[i]
		i++
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			args := least
			if c.Name() == "check" {
				args = values(t, "good") // if a flag is repeated, the last one counts
			}
			all = append(all, giving{args: append(append([]string{}, args...), "--"+f.Name+"="+text)})
		})
		for _, more := range []string{text, "--client-secret=" + text, "--secret=" + text, "--" + text, "-" + text, "-x" + text} {
			all = append(all, giving{args: append(append([]string{}, strings.Fields(c.CommandPath())[1:]...), more)})
		}
	})
	for _, format := range [][]string{{"--format", "json"}, {"--format", "ndjson"}, {"--plan"}, {"--offline"}, {"--strict"}} {
		for _, flag := range []string{"client-id", "tenant", "mailbox", "must-refuse", "token-endpoint", "auth-endpoint", "redirect-uri", "expires", "guide", "use"} {
			all = append(all, giving{args: append(values(t, "good", format...), "--"+flag+"="+text)})
		}
		all = append(all, giving{args: append([]string{"check", "--guide", practiceGuide, "--client-id", "x", "--mailbox", text}, format...)})
	}
	return append(all, giving{args: []string{"check", "--practice", "--format", "json", "--client-id", text, "--must-refuse", text}},
		giving{args: []string{"check", "--practice", "--plan", "--tenant", text, "--must-refuse", text}})
}

// typedIn answers the questions of a session, one of them with a text.
func typedIn(t *testing.T, text string) (all []giving) {
	t.Helper()
	script := slices.Concat([]string{"1"}, toSecret(sample(t, "good").Values.ClientID), []string{"x", "2027-10-01"})
	for at := range script {
		lines := append([]string{}, script...)
		lines[at] = text
		in := strings.Join(append(lines, "request", "request file", "request keep"), "\n") + "\n"
		all = append(all, giving{args: []string{"setup", "--plain"}, in: in})
	}
	return append(all, giving{args: []string{"diagnose", "--plain"}, in: text + "\n" + text + "\n"},
		giving{args: []string{"explain"}, in: text + "\n"}, giving{args: []string{"explain", "--format", "json"}, in: text + "\n"},
		giving{args: []string{"explain", "--reply"}, in: text + "\n"})
}

// part is eight characters of a secret in a text, plain or in a form in which
// it was given: fewer may be the beginning of anything, and three are its hint.
func part(text, secret string) string {
	for _, form := range []string{secret, url.QueryEscape(secret), base64.StdEncoding.EncodeToString([]byte(secret))} {
		for i := 0; i+8 <= len(form); i++ {
			if strings.Contains(text, form[i:i+8]) || strings.Contains(text, strings.ToLower(form[i:i+8])) {
				return form[i : i+8]
			}
		}
	}
	return ""
}

func TestSoakNoCommandRepeatsKeepsOrSendsASecretHoweverItCame(t *testing.T) {
	for way, of := range ways {
		t.Run(way, func(t *testing.T) {
			for _, secret := range strays {
				t.Chdir(t.TempDir())
				s := newStage(t)
				s.ms.Watch(secret)
				for _, g := range soak.Some(t, 12, of(t, secret)) {
					s.env = map[string]string{"TERM": "xterm", secretVariable: g.env}
					if g.env == "" {
						delete(s.env, secretVariable)
					}
					s.memory = store.NewMemory()
					s.creds = store.OpenMemory(s.memory)
					s.save("good")
					s.ms.Forget()
					if s.in = g.in; g.f != nil {
						s.ms.Fault(entratest.Match{}, g.f)
					}
					r := s.run(g.args...)
					if p := part(r.out+r.err, secret); p != "" {
						t.Errorf("mailgrant %q with %q prints %q:\n%s%s", g.args, g.in, p, r.out, r.err)
					}
					if p := part(filesHere(t), secret); p != "" {
						t.Fatalf("mailgrant %q with %q leaves %q in a file", g.args, g.in, p)
					}
					entries, _ := s.creds.List()
					if p := part(fmt.Sprintf("%+v", entries), secret); p != "" {
						t.Fatalf("mailgrant %q with %q keeps %q", g.args, g.in, p)
					}
					for _, sent := range s.ms.Requests() {
						if g.env == "" && (sent.Seen > 0 || part(sent.Host+sent.Path, secret) != "") {
							t.Errorf("mailgrant %q with %q sends it to %s", g.args, g.in, sent.Host)
						}
					}
				}
			}
		})
	}
}

// filesHere are the texts of the files in the current directory.
func filesHere(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	names, err := filepath.Glob("*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	return all.String()
}
