package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"mailgrant/flow/explain"
	"mailgrant/ui/term"
)

const wrongSecret = `{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app 'a1b2c3d4-1111-2222-3333-444455556666'. Trace ID: 0c1d2e3f-aaaa-4bbb-8ccc-0123456789ab Correlation ID: 9f8e7d6c-1111-4222-8333-abcdefabcdef Timestamp: 2026-03-14 09:26:53Z","error_codes":[7000215]}`

func TestExplanationsAsPeopleReadThem(t *testing.T) {
	tests := map[string][]string{
		"explain-certain":         {"explain", "AADSTS7000222: The provided client secret keys for app 'x' are expired."},
		"explain-several":         {"explain", wrongSecret},
		"explain-family":          {"explain", "AADSTS50126: Error validating credentials due to invalid username or password."},
		"explain-new-number":      {"explain", "AADSTS9999999: Something new."},
		"explain-unknown":         {"explain", "it", "is", "broken"},
		"explain-secret":          {"explain", "client_secret=aB38Q~0123456789abcdefghijklmnopqrstuvw AADSTS700016: Application with identifier 'd3590ed6-52b3-4102-aeff-aad2292ab01c' was not found in the directory 'Contoso'."},
		"explain-json":            {"explain", "--format", "json", wrongSecret},
		"explain-json-nothing":    {"explain", "--format", "json", "it is broken"},
		"explain-reply-certain":   {"explain", "--reply", "AADSTS90094: The grant requires admin permission."},
		"explain-reply-several":   {"explain", "--reply", wrongSecret},
		"explain-reply-unknown":   {"explain", "--reply", "it is broken"},
		"explain-reply-exchange":  {"explain", "--reply", "Blocked by tenant configured AppOnly AccessPolicy settings"},
		"explain-reply-network":   {"explain", "--reply", "getaddrinfo ENOTFOUND login.microsoftonline.com"},
		"explain-reply-microsoft": {"explain", "--reply", "AADSTS90033: A transient error has occurred."},
		"explain-help":            {"explain", "--help"},
	}
	for name, args := range tests {
		t.Run(name, func(t *testing.T) {
			r := newStage(t).run(args...)
			if r.code != 0 {
				t.Errorf("exit %d", r.code)
			}
			golden(t, name, r.out+r.err)
		})
	}
}

func TestATokenIsExplainedAndNotRepeated(t *testing.T) {
	const claims = "eyJhdWQiOiJodHRwczovL2dyYXBoLm1pY3Jvc29mdC5jb20iLCJvaWQiOiJvIiwicm9sZXMiOlsiTWFpbC5TZW5kIl0sImV4cCI6MTc5MDAwMDAwMH0"
	for _, form := range []string{"text", "json"} {
		r := newStage(t).run("explain", "--format", form, "eyJ0eXAiOiJKV1QifQ."+claims+".c2lnbmF0dXJlLWNhbmFyeQ")
		if !strings.Contains(r.out, "Mail.Send") || !strings.Contains(r.out, "2026-09-21T14:13:20Z") {
			t.Errorf("the token's claims are not told:\n%s", r.out)
		}
		if strings.Contains(r.out, "eyJ") || strings.Contains(r.out, "c2lnbmF0dXJl") {
			t.Errorf("the token is repeated:\n%s", r.out)
		}
	}
}

func TestTheSecretIsInNoExplanation(t *testing.T) {
	for _, key := range []string{"good", "good-old-secret"} {
		secret := sample(t, key).Values.Secret.Reveal()
		for _, frame := range []string{
			"client_secret=%s AADSTS7000215: Invalid client secret provided.", `{"clientSecret": "%s"}`, "AADSTS90002: Tenant '%s' not found.", "%s",
			"AADSTS7000215: password=%s", "ErrorInvalidUser %s",
		} {
			for _, flags := range [][]string{{"--format", "text"}, {"--format", "json"}, {"--reply"}} {
				r := newStage(t).run(append(append([]string{"explain"}, flags...), strings.ReplaceAll(frame, "%s", secret))...)
				for _, form := range disguises(secret) {
					if strings.Contains(r.out+r.err, form) {
						t.Errorf("%s of %s in %q:\n%s%s", form, key, frame, r.out, r.err)
					}
				}
			}
		}
	}
}

// outputs are all output forms of an explanation.
func outputs(t *testing.T, text string) map[string]string {
	t.Helper()
	all := map[string]string{"screen": fmt.Sprintf("%+v", explain.Explain(text))}
	for name, flags := range map[string][]string{"text": nil, "json": {"--format", "json"}, "reply": {"--reply"}} {
		s := newStage(t)
		s.in = text
		r := s.run(append([]string{"explain", "-"}, flags...)...)
		all[name] = r.out + r.err
	}
	return all
}

func TestNoLeakIsInAnyOutputAndEachIsWarnedOf(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("..", "..", "flow", "explain", "testdata", "leaks.txt"))
	if err != nil {
		t.Fatal(err)
	}
	secretOfToday := sample(t, "good").Values.Secret.Reveal()
	blocks := strings.Split(strings.ReplaceAll(string(raw), "{{secret}}", secretOfToday), "\n== ")[1:]
	if len(blocks) < 60 {
		t.Errorf("only %d leaks", len(blocks))
	}
	for _, block := range blocks {
		name, rest, _ := strings.Cut(block, "\n")
		secret, text, _ := strings.Cut(rest, "\n")
		text = strings.ReplaceAll(text, "§", secret)
		for _, around := range []string{"%s", "AADSTS9999999: Request %s failed", "%s ErrorSendAsDenied: no", "ErrorSendAsDenied: it was %s"} {
			for output, said := range outputs(t, strings.ReplaceAll(around, "%s", text)) {
				folded := strings.Join(strings.Fields(said), "")
				for _, form := range []string{secret, secret[:6], secret[len(secret)-6:]} {
					if strings.Contains(said, form) || strings.Contains(folded, strings.ReplaceAll(form, " ", "")) {
						t.Errorf("%s: the %s shows %q for %q:\n%s", name, output, form, around, said)
					}
				}
				if warned := strings.Contains(folded, "sendthistexton"); warned == strings.HasPrefix(name, "unwarned: ") {
					t.Errorf("%s: the %s warns %t for %q", name, output, warned, around)
				}
			}
		}
	}
}

func TestNobodyIsNamedForAnUnknownCause(t *testing.T) {
	for _, text := range []string{"it is broken", "AADSTS9999999: Something new."} {
		all := outputs(t, text)
		if !strings.Contains(all["json"], `"owner": ""`) {
			t.Errorf("%q: the owner is not empty:\n%s", text, all["json"])
		}
		if strings.Contains(all["text"], "Who can fix it") || strings.Contains(all["reply"], "What to do, for") {
			t.Errorf("%q: somebody is named:\n%s%s", text, all["text"], all["reply"])
		}
	}
}

func TestWhereTheTextToExplainComesFrom(t *testing.T) {
	tests := map[string]struct {
		args []string
		in   string
		code int
		says string
	}{
		"words without quotes are one text":    {[]string{"explain", "AADSTS", "7000222"}, "", 0, "(secret-expired)"},
		"a dash reads stdin":                   {[]string{"explain", "-"}, "AADSTS7000222\n", 0, "(secret-expired)"},
		"without a terminal stdin is read":     {[]string{"explain"}, "AADSTS7000222\n", 0, "(secret-expired)"},
		"a large log, its end":                 {[]string{"explain", "-"}, strings.Repeat("a line of a log\n", 30_000) + "AADSTS7000222\n", 0, "(secret-expired)"},
		"a large log, its middle":              {[]string{"explain", "-"}, strings.Repeat("a line of a log\n", 150_000) + "AADSTS7000222\n" + strings.Repeat("a line of a log\n", 150_000), 0, "(secret-expired)"},
		"a large log, its beginning":           {[]string{"explain", "-"}, "AADSTS7000222\n" + strings.Repeat("a line of a log\n", 30_000), 0, "(secret-expired)"},
		"an empty text is wrong usage":         {[]string{"explain", ""}, "", exitUsage, "is empty"},
		"an empty stdin is wrong usage":        {[]string{"explain"}, " \n", exitUsage, "is empty"},
		"an unknown format is wrong usage":     {[]string{"explain", "--format", "xml", "x"}, "", exitUsage, "no format"},
		"a reply in JSON is wrong usage":       {[]string{"explain", "--reply", "--format", "json", "x"}, "", exitUsage, "--reply prints text"},
		"what is not recognized is no failure": {[]string{"explain", "it is broken"}, "", 0, "does not recognize"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.in = tt.in
			r := s.run(tt.args...)
			if r.code != tt.code || !strings.Contains(r.out+r.err, tt.says) {
				t.Errorf("exit %d, %s%s; want %d and %q", r.code, r.out, r.err, tt.code, tt.says)
			}
			if len(s.ms.Requests()) > 0 {
				t.Error("something was sent")
			}
		})
	}
}

func TestTheKeysOfAnExplanationAreAlwaysThere(t *testing.T) {
	for _, text := range []string{"it is broken", wrongSecret, "secret-expired", "AADSTS9999999"} {
		r := newStage(t).run("explain", "--format", "json", text)
		var got map[string]any
		if err := json.Unmarshal([]byte(r.out), &got); err != nil {
			t.Fatal(err)
		}
		for _, key := range []string{"schema", "certain", "explanations", "ask", "codes", "evidence", "token", "warnings"} {
			if _, ok := got[key]; !ok {
				t.Errorf("%q lacks %s", text, key)
			}
		}
		if got["schema"] != "mailgrant.explanation/1" || strings.Contains(strings.ReplaceAll(r.out, `"token": null`, ""), "null") {
			t.Errorf("%q: %s", text, r.out)
		}
	}
}

func TestAPasteEndsAtAnEmptyLineAfterWhichNothingComes(t *testing.T) {
	now := make(chan time.Time, 1)
	tests := map[string]struct {
		lines []string
		want  string
	}{
		"an empty line ends it":               {[]string{"a", "b", ""}, "a\nb\n\n"},
		"one within a paste does not":         {[]string{"a", "", "b", ""}, "a\n\nb\n\n"},
		"empty lines in front do not":         {[]string{"", "", "a", ""}, "\n\na\n\n"},
		"what is past the bound is taken too": {[]string{"a", strings.Repeat("x", longestPaste), ""}, "a\n\n"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			left := tt.lines
			got := term.GatherLines(longestPaste, func() (string, error) {
				if len(left) == 0 {
					now <- time.Time{}
					<-t.Context().Done()
					return "", io.EOF
				}
				line := left[0]
				left = left[1:]
				return line, nil
			}, func() <-chan time.Time { return now })
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	if got := term.GatherLines(longestPaste, func() (string, error) { return "", io.EOF }, nil); got != "" {
		t.Errorf("got %q from nothing", got)
	}
}

// deaf is a stdin that never delivers anything.
type deaf struct{ begun chan struct{} }

func (d deaf) Read([]byte) (int, error) {
	close(d.begun)
	select {}
}

func TestASignalEndsTheWaitForAText(t *testing.T) {
	s := newStage(t)
	var out, errs bytes.Buffer
	w := s.world(&out, &errs)
	in := deaf{make(chan struct{})}
	w.In = in
	ctx, cancel := context.WithCancelCause(context.Background())
	go func() { <-in.begun; cancel(term.Interruption{Signal: syscall.SIGINT}) }()
	if code := Run(ctx, []string{"explain"}, w); code != 130 {
		t.Errorf("exit %d; want 130", code)
	}
}

func TestAStdinThatFailsIsWrongUsage(t *testing.T) {
	s := newStage(t)
	var out, errs bytes.Buffer
	w := s.world(&out, &errs)
	w.In = io.MultiReader(strings.NewReader("AADSTS"), failingReader{})
	if code := Run(context.Background(), []string{"explain", "-"}, w); code != exitUsage || !strings.Contains(errs.String(), "can't be read") {
		t.Errorf("exit %d, %s", code, errs.String())
	}
}

type failingReader struct{}

func (failingReader) Read([]byte) (int, error) { return 0, syscall.EIO }
