package explain

import (
	"strings"
	"testing"
	"unicode"

	"mailgrant/flow/catalogue"
	"mailgrant/flow/finding"
)

func FuzzExplain(f *testing.F) {
	for _, file := range []string{"aside.txt", "documents.txt", "tuned.txt"} {
		for _, l := range labels(f, file) {
			f.Add(l.text)
		}
	}
	f.Add(strings.Repeat("%25", 100) + strings.Repeat("&amp;", 100) + strings.Repeat("\\", 100) + "<" + strings.Repeat("AADSTS7\n", 50))
	f.Fuzz(func(t *testing.T, text string) {
		x := At(text, theDay)
		if len(x.Candidates) == 0 || len(x.Candidates) > most || x.Certain && len(x.Candidates) != 1 || x.Certain && x.Candidates[0].Cause == finding.Unknown {
			t.Errorf("candidates %v, certain %t", causesOf(x), x.Certain)
		}
		for _, k := range x.Candidates {
			if k.Says == "" || len(k.Do) == 0 || k.Owner == "" && k.Cause != finding.Unknown && k.Cause != "" || k.Codes == nil {
				t.Errorf("%+v", k)
			}
		}
		for _, part := range texts(x) {
			if strings.ContainsFunc(part, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }) {
				t.Errorf("a control character in %q", part)
			}
		}
	})
}

// hard are the most expensive texts, each of one MiB.
var hard = map[string]string{
	"a log":             "2026-05-02 08:14:22,317 ERROR [http-nio-8080-exec-3] com.example.mail.Connection: attempt 17 for support@contoso.com at https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token took 312 ms\n",
	"one error a line":  "AADSTS7000215: Invalid client secret provided. Trace ID: 0c1d2e3f-aaaa-4bbb-8ccc-0123456789ab\n",
	"nothing but <":     "<",
	"nothing but %25":   "%25",
	"nothing but names": "client_secret=",
	"nothing but eyJ":   "eyJ",
	"nothing but Q~":    "8Q~",
	"half a sign":       "asked for scope ",
	"half a wide sign":  "from identity provider ",
	"nothing but codes": "AADSTS50011 AADSTS90002 ",
	"numbers, wrapped":  "AADSTS7\n0\n0\n",
	"digits":            "7000215",
	"error codes":       "error_codes ",
	"identifiers":       "Trace ID: ",
	"times":             "timestamp 2026-01-0 ",
	"quotes":            "'",
	"aliases":           "login.microsoftonline.com/common/discovery AADSTS50059 ",
	"causes":            "(secret-expired)",
	"wide characters":   "â€™",
	"wide letters":      "管理者の承認がÜbergröße за ",
	"accents":           "e\u0301Ã¼",
	"wide, escaped":     "%C3%BC",
	"secrets, spoken":   "secret is is is ",
	"codes, weak":       "code=code:",
	"one long value":    "password=a,a&b<c",
	"tildes":            "aB38~\n",
	"addresses":         "://a:b",
	"logins":            "-u a:",
	"values elsewhere":  "secret\",\"value",
	"options":           "-a-secret ",
	"results":           "ok works\n",
	"findings":          "FAIL    token  \n",
	"rows":              "token | fail | a-b |\n",
	"members":           `"check":"token","status":"fail","cause":"a-b",`,
	"brackets":          "FAIL (a-b)(a-b)(\n",
	"details":           "- token: AADSTS7000215\n",
	"requests":          "Request: x\n",
}

func BenchmarkExplain(b *testing.B) {
	catalogue.Of(0)
	for name, unit := range hard {
		text := strings.Repeat(unit, 1<<20/len(unit)+1)[:1<<20]
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Explain(text)
			}
		})
	}
	b.Run("short", func(b *testing.B) {
		for b.Loop() {
			Explain(hard["one error a line"])
		}
	})
}
