package redact_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"slices"
	"strings"
	"testing"

	"mailgrant/flow/redact"
)

// secrets of today's shape, of the old ones, and passwords that people choose.
var secrets = []string{
	"ur28Q~vma8uWq2pBn7K7G9ovniBjHMbhdsTo2gMS", "abc8Q~-_.x-_.~Zz0123456789abcdefghijklmn",
	"a+b/c=d&e%f@g:h;i?j#k[l]<m> n\"o\\p'q", "Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MGFiY2RlZmdoaQ==", "pr0xyPasswordDoNotPrint",
	"hunter2!", "pässwörd ünïcode", "s3cr", "p4ss w0rd",
}

// dressed are the forms in which a secret can come back.
func dressed(secret string) map[string]string {
	every := func(format string) string {
		var b strings.Builder
		for i := range len(secret) {
			fmt.Fprintf(&b, format, secret[i])
		}
		return b.String()
	}
	backwards := []byte(secret)
	slices.Reverse(backwards)
	quoted, _ := json.Marshal(secret)
	query := url.QueryEscape(secret)
	forms := map[string]string{
		"plain": secret, "for a query": query, "for a path": url.PathEscape(secret), "for a query, in lower case": strings.ToLower(query),
		"for a query, twice": url.QueryEscape(query), "every byte for a URL": every("%%%02x"), "every byte in upper case": every("%%%02X"),
		"for a query, by Java": strings.ReplaceAll(query, "~", "%7E"), "in JSON": string(quoted[1 : len(quoted)-1]),
		"in JSON, with slashes": strings.ReplaceAll(string(quoted[1:len(quoted)-1]), "/", `\/`),
		"in JSON, twice":        strings.ReplaceAll(string(quoted[1:len(quoted)-1]), `\`, `\\`),
		"in HTML":               html.EscapeString(secret), "every byte for HTML": every("&#x%x;"), "in decimal for HTML": every("&#%d;"),
		"in hex": hex.EncodeToString([]byte(secret)), "in upper hex": strings.ToUpper(hex.EncodeToString([]byte(secret))), "as bytes": every(`\x%02x`),
		"reversed": string(backwards), "in upper case": strings.ToUpper(secret),
		"over two lines": secret[:len(secret)/2] + "\r\n " + secret[len(secret)/2:], "with an invisible character": secret[:2] + "\u200b" + secret[2:],
	}
	if strings.ContainsFunc(secret, func(r rune) bool { return r > 127 }) {
		for _, bytewise := range []string{"every byte for HTML", "in decimal for HTML", "in upper case"} {
			delete(forms, bytewise)
		}
	}
	for name, code := range map[string]*base64.Encoding{
		"standard": base64.StdEncoding, "raw": base64.RawStdEncoding, "for URLs": base64.URLEncoding, "raw for URLs": base64.RawURLEncoding,
	} {
		for _, ahead := range []string{"", "u", "us", "usr:", "user:", "a longer name:"} {
			forms["base64 "+name+" behind "+ahead] = code.EncodeToString([]byte(ahead + secret))
			forms["base64 "+name+" within "+ahead] = code.EncodeToString([]byte(ahead + secret + "&scope=x"))
		}
		forms["base64 "+name+" of the query's form"] = code.EncodeToString([]byte("id:" + query))
		forms["base64 "+name+", for a query"] = url.QueryEscape(code.EncodeToString([]byte("user:" + secret)))
	}
	return forms
}

func TestASecretIsBlankedInEveryForm(t *testing.T) {
	for _, secret := range secrets {
		known := redact.Of(secret)
		for name, form := range dressed(secret) {
			if len(secret) < 8 && strings.HasPrefix(name, "base64") {
				continue // too short to be found in a text
			}
			for _, around := range []string{"%s", "realm is (%s), says the proxy", `{"client_secret":"%s","scope":"x"}`} {
				text := strings.Replace(around, "%s", form, 1)
				got := known.Blank(text)
				if !strings.Contains(got, redact.Mask) || leaks(got, secret, form, strings.HasPrefix(name, "base64")) {
					t.Errorf("%s, %s: %q came out as %q", secret, name, text, got)
				}
				if prefix, _, _ := strings.Cut(around, "%s"); !strings.HasPrefix(got, prefix[:max(0, len(prefix)-1)]) {
					t.Errorf("%s, %s: the text before it is gone from %q", secret, name, got)
				}
				if !known.In(text) {
					t.Errorf("%s, %s: not found in %q", secret, name, text)
				}
			}
		}
	}
}

// leaks reports whether a text still contains a part of a form. Base64 counts
// only if it decodes to a part of the secret.
func leaks(text, secret, form string, packed bool) bool {
	if !packed {
		return shares(text, form, 8)
	}
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	text = strings.NewReplacer("-", "+", "_", "/").Replace(text)
	for _, run := range strings.FieldsFunc(text, func(r rune) bool { return !strings.ContainsRune(alphabet, r) }) {
		for at := range min(4, len(run)) {
			plain, _ := base64.RawStdEncoding.DecodeString(run[at:]) // as far as it decodes
			if shares(string(plain), secret, 3) {
				return true
			}
		}
	}
	return false
}

// shares reports whether two texts have that many consecutive characters in
// common.
func shares(text, form string, size int) bool {
	for i := 0; i+size <= len(form); i++ {
		if strings.Contains(text, form[i:i+size]) {
			return true
		}
	}
	return false
}

func TestAPartOfASecretIsBlanked(t *testing.T) {
	secret := secrets[0]
	known := redact.Of(secret)
	for from := 0; from+8 <= len(secret); from++ {
		for _, part := range []string{secret[from : from+8], secret[from:], base64.StdEncoding.EncodeToString([]byte(secret[from : from+8]))} {
			if got := known.Blank("see " + part + "."); strings.Contains(got, part) {
				t.Errorf("%q came out as %q", part, got)
			}
		}
	}
}

func TestOtherTextsStayAsTheyAre(t *testing.T) {
	known := redact.Of(append(secrets, "eyJhbGciOiJSUzI1NiIsImtpZCI6Im9URnFxRGd4QUllUVgxU2p6aktNTEtRREZpMCJ9."+strings.Repeat("eyJpc3MiOiJodHRwczovL3N0cy53", 40))...)
	for _, text := range []string{
		"", "a", "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '0b7c54d2-3f1a-4c7e-8a56-91d0e2f4a601'.",
		"0b7c54d2-3f1a-4c7e-8a56-91d0e2f4a601", "2026-11-27 11:57:21Z", "%", "%2", `\`, `\u12`, "&", "&amp", "&#;", "100 % of &nbsp; it; \\x", "\xff\xfe",
		"Corporate Proxy (squid/5.7)", "login.microsoftonline.com", "https://graph.microsoft.com/.default",
	} {
		if got := known.Blank(text); got != text {
			t.Errorf("%q came out as %q", text, got)
		}
	}
	if got := redact.Of("", "abc").Blank("abc"); got != "abc" {
		t.Errorf("what is too short for a secret came out as %q", got)
	}
}

func BenchmarkBlank(b *testing.B) {
	token := strings.Repeat("eyJpc3MiOiJodHRwczovL3N0cy53", 60)
	known := redact.Of(secrets[0], token)
	for name, text := range map[string]string{"an ID": "0b7c54d2-3f1a-4c7e-8a56-91d0e2f4a601", "a refusal": strings.Repeat("AADSTS7000215: Invalid client. ", 12)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				known.Blank(text)
			}
		})
	}
}
