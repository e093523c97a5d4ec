package explain

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"mailgrant/flow/finding"
)

// everything is the whole content of an explanation, for tests that look for
// what it must not contain.
func everything(x Explanation) string {
	text, err := json.Marshal(x)
	if err != nil {
		return err.Error()
	}
	return string(text) + fmt.Sprintf("%+v", x)
}

func TestNoSecretAndNoTokenIsRepeated(t *testing.T) {
	old := "aB3+/dEf" + "Gh1JkLmN0pQrStUvWxYz0123456789abcdE="
	tests := map[string]string{
		"a form body":            "client_secret=" + canary + "&grant_type=client_credentials AADSTS7000215: Invalid client secret provided.",
		"an encoded form body":   "client_secret=" + strings.ReplaceAll(canary, "~", "%7E") + "&x=1 AADSTS7000215: Invalid",
		"JSON":                   `{"client_secret":"` + canary + `","error":"AADSTS7000215: x"}`,
		"JSON escaped twice":     `"{\\\"clientSecret\\\":\\\"` + canary + `\\\"}" AADSTS7000222`,
		"a secret by its form":   "I used " + canary + " and got AADSTS7000215",
		"the secret alone":       canary,
		"a secret in the tenant": "AADSTS90002: Tenant '" + canary + "' not found.",
		"a secret in the ID":     "AADSTS700016: Application with identifier '" + canary + "' was not found in the directory 'x'.",
		"a secret in Graph":      `{"error":{"code":"ErrorInvalidUser","message":"The requested user '` + canary + `' is invalid."}}`,
		"an old secret":          "client_secret=" + old + " AADSTS7000215: Invalid client secret provided.",
		"an old secret, echoed":  "AADSTS7000215: Invalid client secret " + old + " provided.",
		"an old secret in words": "ErrorInvalidUser: The requested user " + old + " is invalid.",
		"a password":             "password: 'hunter2hunter2' AADSTS50126: wrong",
		"a bearer token":         "Authorization: Bearer " + token(`{"aud":"x"}`) + " ErrorAccessDenied",
		"a token alone":          token(`{"aud":"` + canary + `","roles":["` + canary + `"],"tid":"` + canary + `","appid":"` + canary + `"}`),
		"a wrapped token":        strings.Join(strings.SplitAfter(token(`{"aud":"https://graph.microsoft.com"}`), "Q"), "\n"),
		"a refresh token":        "refresh_token=0.AXoAcanary-canary-canary-Canary0123456789&x AADSTS70008: expired",
		"UTF-16":                 strings.Join(strings.Split("client_secret="+canary, ""), "\x00"),
		"a terminal's colours":   "client_secret=\x1b[1m" + canary + "\x1b[0m AADSTS7000215",
		"behind a Graph error":   "ErrorSendAsDenied client_secret=" + old,
		"before a Graph error":   "client_secret=" + old + " ErrorSendAsDenied",
		"a second secret":        "secret=" + canary + " secret=" + canary + " AADSTS7000222: x " + canary,
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			said := everything(Explain(text))
			for _, form := range []string{canary, canary[4:30], canary[:12], old, old[4:24], "hunter2", tokenMark, tokenMark[:20], "0.AXoA", "eyJ"} {
				if strings.Contains(said, form) {
					t.Errorf("%q is repeated:\n%s", form, said)
				}
			}
		})
	}
}

func TestASecretInTheTextIsWarnedOf(t *testing.T) {
	tests := map[string]struct {
		text     string
		warnings int
	}{
		"a client secret":                  {"client_secret=" + canary, 1},
		"a secret by its form":             {"see " + canary, 1},
		"a token":                          {token(`{"aud":"x"}`), 1},
		"both":                             {"client_secret=" + canary + " Bearer " + token(`{"aud":"x"}`), 2},
		"a placeholder is none":            {"client_secret=<your secret value> client_secret=********", 0},
		"a Secret ID is none":              {"client_secret=8c6f2a34-5b1d-4c77-9a6e-0d1c2b3a4f5e", 0},
		"Microsoft's own sentence is none": {"AADSTS7000218: The request body must contain the following parameter: 'client_assertion' or 'client_secret'.", 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := Explain(tt.text).Warnings; len(got) != tt.warnings {
				t.Errorf("warnings %q; want %d", got, tt.warnings)
			}
		})
	}
}

func TestATokenIsReadForDiagnosis(t *testing.T) {
	x := Explain(token(`{"aud":"https://graph.microsoft.com","tid":"t","appid":"a","oid":"o","roles":["Mail.Send"],"scp":"x y","exp":1790000000}`))
	want := Token{Audience: "https://graph.microsoft.com", Tenant: "t", App: "a", Roles: []string{"Mail.Send"}, Scopes: []string{"x", "y"}, Ends: "2026-09-21T14:13:20Z"}
	if x.Token == nil || fmt.Sprint(*x.Token) != fmt.Sprint(want) {
		t.Errorf("token %+v; want %+v", x.Token, want)
	}
}

func TestEvidenceIsTakenFromThePlaceThatCounts(t *testing.T) {
	const id, other = "0c1d2e3f-aaaa-4bbb-8ccc-0123456789ab", "9f8e7d6c-1111-4222-8333-abcdefabcdef"
	tests := map[string]struct {
		text string
		want finding.Evidence
	}{
		"in a description": {
			"AADSTS700016: No such app. Trace ID: " + id + " Correlation ID: " + other + " Timestamp: 2026-03-14 09:26:53Z",
			finding.Evidence{TraceID: id, CorrelationID: other, Timestamp: "2026-03-14 09:26:53Z", ServerText: "AADSTS700016: No such app."},
		},
		"in JSON": {
			`{"error_description":"AADSTS7000222: Expired.\r\nTrace ID: ` + id + `\r\n","timestamp":"2026-03-14 09:26:53Z","trace_id":"` + id + `","correlation_id":"` + other + `"}`,
			finding.Evidence{TraceID: id, CorrelationID: other, Timestamp: "2026-03-14 09:26:53Z", ServerText: "AADSTS7000222: Expired."},
		},
		"behind the last of two": {
			"AADSTS90002: a Trace ID: " + other + "\n\nAADSTS7000222: b Trace ID: " + id,
			finding.Evidence{TraceID: id, ServerText: "AADSTS7000222: b"},
		},
		"in Graph's error": {
			`{"error":{"code":"ErrorInvalidUser","message":"no","innerError":{"date":"2026-04-01T10:00:00","request-id":"` + id + `","client-request-id":"` + other + `"}}}`,
			finding.Evidence{CorrelationID: other, RequestID: id, Timestamp: "2026-04-01T10:00:00"},
		},
		"cut by a line wrap": {
			"AADSTS50000: x\nTrace ID: " + id[:20] + "\n" + id[20:],
			finding.Evidence{TraceID: id, ServerText: "AADSTS50000: x"},
		},
		"of a policy": {
			`{"error":"invalid_grant","error_description":"AADSTS53003: Access has been blocked.","claims":"{\"access_token\":{\"capolids\":{\"essential\":true,\"values\":[\"` + id + `\",\"` + other + `\"]}}}"}`,
			finding.Evidence{PolicyIDs: []string{id, other}, ServerText: "AADSTS53003: Access has been blocked."},
		},
		"of no policy": {
			`AADSTS53003: Access has been blocked. capolids values`,
			finding.Evidence{ServerText: "AADSTS53003: Access has been blocked. capolids values"},
		},
		"in a redirect": {
			"error_description=AADSTS65004%3a+User+declined+to+consent.%0d%0aTrace+ID%3a+" + id + "%0d%0a",
			finding.Evidence{TraceID: id, ServerText: "AADSTS65004: User declined to consent."},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if tt.want.PolicyIDs == nil {
				tt.want.PolicyIDs = []string{}
			}
			if got := Explain(tt.text).Evidence; !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got  %+v\nwant %+v", got, tt.want)
			}
		})
	}
}

func TestWhatACodeSays(t *testing.T) {
	tests := map[string]struct {
		text   string
		says   string // a part of it
		owner  finding.Owner
		family bool
		codes  []string
	}{
		"a code with advice of its own":     {"AADSTS500117", "http", finding.AppOwner, false, []string{"AADSTS500117"}},
		"a code with its cause's advice":    {"AADSTS7000222", "The client secret has expired.", finding.AppOwner, false, []string{"AADSTS7000222"}},
		"a code with its family's advice":   {"AADSTS50126", "Wrong user name", finding.User, true, []string{"AADSTS50126"}},
		"a family that has a cause":         {"AADSTS90006", "briefly unavailable", finding.Microsoft, true, []string{"AADSTS90006"}},
		"a relative of a known number":      {"AADSTS7000221999", "does not recognize", "", false, nil},
		"an unknown number":                 {"AADSTS9999999", "does not know AADSTS9999999", "", false, []string{"AADSTS9999999"}},
		"an unknown number of a known kind": {"AADSTS5001199", "by its number it is of this kind", finding.AppOwner, true, []string{"AADSTS5001199"}},
		"the inner of two":                  {"AADSTS70002: x AADSTS700016: y", "no app", finding.AppOwner, false, []string{"AADSTS700016"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			k := Explain(tt.text).Candidates[0]
			if !strings.Contains(k.Says, tt.says) || k.Owner != tt.owner || k.Family != tt.family || !slices.Equal(k.Codes, append([]string{}, tt.codes...)) {
				t.Errorf("%+v", k)
			}
			if len(k.Codes) > 0 && k.Lookup != "https://login.microsoftonline.com/error?code="+k.Codes[0][6:] {
				t.Errorf("look-up %q", k.Lookup)
			}
		})
	}
}

func TestHostileTextLeavesNoControlByte(t *testing.T) {
	hostile := []string{
		"\x1b[2J", "\x1b]0;title\x07", "\x1b]8;;http://x\x1b\\", "\x1b]52;c;AAAA\x07", "\x1bP1$r\x1b\\", "\x9b31m", "\u009b31m", "\x07", "\x08",
		"\r", "\v", "\f", "\x00", "\x7f", "\u202e", "\u2066", "\u200b", "\ufeff", "\xff\xfe", "\xc3(", "\U000e0041", "\\u001b[31m", "%1b[31m",
		"&#27;[31m", "\\x1b[0m", "%9b", "\\u202e",
	}
	frames := []string{
		"AADSTS90002: Tenant '%s' not found. Trace ID: %s", "AADSTS9999999: new %s text",
		`{"error":{"code":"ErrorInvalidUser","message":"The requested user '%s' is invalid."}}`, "%s", "AADSTS%s7000215: x",
	}
	n := 0
	for _, h := range hostile {
		for _, f := range frames {
			n++
			said := Explain(strings.ReplaceAll(f, "%s", h))
			for _, part := range texts(said) {
				for _, r := range part {
					if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
						t.Fatalf("%q in %q leaves %U in %q", h, f, r, part)
					}
				}
			}
		}
	}
	if n < 100 {
		t.Errorf("only %d hostile texts", n)
	}
}

// texts splits the strings of an explanation into those that come from the text
// and all others.
func texts(x Explanation) []string {
	list := append([]string{x.Ask, x.Evidence.ServerText, x.Evidence.TraceID, x.Evidence.Timestamp}, x.Warnings...)
	if x.Token != nil {
		list = append(append(list, x.Token.Audience, x.Token.Tenant, x.Token.App, x.Token.Ends), append(x.Token.Roles, x.Token.Scopes...)...)
	}
	for _, k := range x.Candidates {
		list = append(append(list, k.Says, k.Apart, k.Lookup), k.Do...)
	}
	return list
}

func TestServerTextIsBounded(t *testing.T) {
	x := Explain("AADSTS9999999: " + strings.Repeat("long words ", 400))
	if n := len([]rune(x.Evidence.ServerText)); n > 501 {
		t.Errorf("%d characters", n)
	}
}
