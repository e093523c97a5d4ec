package entra_test

import (
	"encoding/base64"
	"encoding/hex"
	"html"
	"net/url"
	"slices"
	"strings"
	"testing"

	"mailgrant/flow/entra"
	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/flow/redact"
	"mailgrant/flow/wire"
)

// forms are ways in which a server can send a request back.
var forms = map[string]func(string) string{
	"as it is": func(s string) string { return s }, "for a query": url.QueryEscape, "for a path": url.PathEscape, "in HTML": html.EscapeString,
	"for a query, twice": func(s string) string { return url.QueryEscape(url.QueryEscape(s)) },
	"in base64":          func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
	"in base64, shifted": func(s string) string { return base64.StdEncoding.EncodeToString([]byte("x" + s)) },
	"in base64 for URLs": func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte("xy" + s)) },
	"in hex":             func(s string) string { return hex.EncodeToString([]byte(s)) },
	"in upper hex":       func(s string) string { return strings.ToUpper(hex.EncodeToString([]byte(s))) },
	"reversed":           reversed,
}

func reversed(text string) string {
	b := []byte(text)
	slices.Reverse(b)
	return string(b)
}

// endOf is the end of a long text, where a request has its secret.
func endOf(text string) string { return text[max(0, len(text)-300):] }

func TestARequestThatComesBackInAnyFormGivesNothingAway(t *testing.T) {
	s := onStage(t)
	q := s.good()
	q.Probes = []wire.Probe{{Kind: wire.ProbeInbox, Mailbox: s.tenant.Mailboxes[0].Address}}
	secret := q.Secret.Reveal()
	known := redact.Of(secret)
	for name, form := range forms {
		for place, match := range map[string]entratest.Match{"Entra": entratest.Token, "Graph": {Host: "graph.microsoft.com"}} {
			t.Run(name+" from "+place, func(t *testing.T) {
				s.Heal()
				said := ""
				s.Fault(match, fault.EchoAs(func(asked string) string {
					if place == "Graph" { // Graph did not receive the secret, but may know it
						asked += "client_secret=" + secret
					}
					said = form(endOf(asked))
					return said
				}))
				out := shown(s.Token(t.Context(), q))
				if said == "" || !strings.Contains(out, redact.Mask) {
					t.Errorf("nothing is masked of %q in %s", said, out)
				}
				if found := known.Blank(out); strings.Count(found, redact.Mask) != strings.Count(out, redact.Mask) {
					t.Errorf("the secret is left in %s", out)
				}
				for i := 0; i+12 <= len(secret); i++ {
					for _, part := range []string{secret[i : i+12], form(secret[i : i+12])} {
						if strings.Contains(out, part) {
							t.Fatalf("%q is left in %s", part, out)
						}
					}
				}
			})
		}
	}
}

func TestAnAddressThatCouldBeASecretIsNoProxy(t *testing.T) {
	for _, address := range []string{
		"ur28Q~vma8uWq2pBn7K7G9ovniBjHMbhdsTo2gMS", "Sup3rSecretWithoutSigns", "p@ssw0rd", "http://user:1?2@proxy.corp:80", "http://user#1@proxy.corp:80",
		"http://ur28Q~vma8u", "http://a b", "http://user:pass", "https://%zz@proxy:1", "http://proxy:80/secret", "ftp://proxy:80", "http://prox\u202ey:80",
	} {
		_, err := entra.New(entra.Options{Proxy: address})
		if err == nil {
			t.Errorf("%q is accepted as a proxy", address)
		} else if strings.Contains(err.Error(), address) {
			t.Errorf("%q is repeated: %v", address, err)
		}
	}
	for _, address := range []string{"http://proxy.corp", "proxy.corp:8080", "my_proxy:3128", "http://user:p%40ss@proxy:8080/", "socks5://127.0.0.1:1080", "https://[::1]:8443"} {
		if _, err := entra.New(entra.Options{Proxy: address}); err != nil {
			t.Errorf("%q: %v", address, err)
		}
	}
}
