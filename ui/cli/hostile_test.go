package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/entra"
	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/flow/finding"
	"mailgrant/flow/page"
	"mailgrant/flow/soak"
	"mailgrant/store"
	"mailgrant/ui/report"
	"mailgrant/ui/run"
)

// oneLine is a text that fits in a header: what would end the header is
// removed.
func oneLine(text string) string {
	return strings.NewReplacer("\r", "", "\n", "", "\x00", "").Replace(text[:min(len(text), 8<<10)])
}

// hostilePlaces are the places where a server can put a text, each with a whole
// answer.
var hostilePlaces = map[string]func(s *stage, text string){
	"Entra's refusal": func(s *stage, text string) {
		q := quoted(text)
		s.ms.Fault(everything, headed(text, fault.Answer(400, "application/json", `{"error":`+q+`,"error_description":`+q+`,"error_uri":`+q+
			`,"trace_id":`+q+`,"correlation_id":`+q+`,"timestamp":`+q+`,"suberror":`+q+`,"claims":`+q+`,"error_codes":[`+q+`,999999]}`)))
	},
	"Entra's refusal, with a known number": func(s *stage, text string) {
		s.ms.Fault(entratest.Token, headed(text, fault.Answer(401, "application/json", `{"error":"invalid_client","error_description":`+
			quoted("AADSTS7000215: "+text)+`,"trace_id":`+quoted(text)+`}`)))
	},
	"a plain refusal": func(s *stage, text string) {
		s.ms.Fault(everything, headed(text, fault.Answer(400, "text/plain; charset="+oneLine(text), text)))
	},
	"a throttling": func(s *stage, text string) {
		s.ms.Fault(everything, headed(text, fault.Answer(429, "text/plain", text)))
	},
	"a redirect": func(s *stage, text string) {
		s.ms.Fault(everything, fault.Redirect(302, "https://"+oneLine(text)+"/"+oneLine(text)))
	},
	"the status line": func(s *stage, text string) {
		s.ms.Fault(everything, fault.Raw("HTTP/1.1 403 %s\r\nContent-Length: 0\r\n\r\n", oneLine(text)))
	},
	"the token's claims": func(s *stage, text string) {
		s.ms.Fault(entratest.Token, fault.Claim(func(c map[string]any) {
			for _, name := range []string{"tid", "appid", "aud", "oid", "idtyp", "app_displayname", "scp", "iss", "ver"} {
				c[name] = text
			}
			c["roles"] = []string{text, text + "2"}
		}))
	},
	"extra roles and names": func(s *stage, text string) {
		s.ms.Fault(entratest.Token, fault.Claim(func(c map[string]any) {
			c["app_displayname"], c["roles"] = text, []any{"Mail.ReadWrite", "Mail.Send", "User.Read.All", text}
		}))
	},
	"the discovery document": func(s *stage, text string) {
		s.ms.Fault(entratest.Discovery, fault.EditJSON(func(b map[string]any) {
			for _, name := range []string{"issuer", "msgraph_host", "tenant_region_scope", "tenant_region_sub_scope", "cloud_instance_name", "jwks_uri"} {
				b[name] = text
			}
		}))
	},
	"the discovery document's token endpoint": func(s *stage, text string) {
		s.ms.Fault(entratest.Discovery, fault.EditJSON(func(b map[string]any) {
			b["token_endpoint"] = "https://login.microsoftonline.com/" + text + "/oauth2/v2.0/token"
		}))
	},
	"Graph's refusal": func(s *stage, text string) {
		q := quoted(text)
		s.ms.Fault(onGraph, headed(text, fault.Answer(400, "application/json", `{"error":{"code":`+q+`,"message":`+q+
			`,"innerError":{"code":`+q+`,"message":`+q+`,"date":`+q+`,"request-id":`+q+`,"client-request-id":`+q+`}}}`)))
	},
	"Graph's refusal, with a known code": func(s *stage, text string) {
		s.ms.Fault(onInbox, headed(text, fault.Answer(403, "application/json", `{"error":{"code":"ErrorAccessDenied","message":`+quoted("[RAOP] "+text)+
			`,"innererror":{"date":`+quoted(text)+`}}}`)))
	},
}

// headed answers with the text in each header that mailgrant reads.
func headed(text string, f entratest.Fault) entratest.Fault {
	return func(w http.ResponseWriter, r *http.Request, answer http.Handler) {
		for _, name := range []string{"Date", "Retry-After", "Request-Id", "X-Ms-Request-Id", "Client-Request-Id", "Www-Authenticate", "Server"} {
			w.Header()[name] = []string{oneLine(text)}
		}
		f(w, r, answer)
	}
}

// anyGUID matches the identifiers of a request, which differ each time.
var anyGUID = regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)

// TestSoakHostileTextReachesNoOutput puts over 120 texts into every place where
// a server can put one, and inspects everything made from a check.
func TestSoakHostileTextReachesNoOutput(t *testing.T) {
	t.Parallel()
	texts := hostileTexts()
	if len(texts) < 120 {
		t.Fatalf("only %d texts", len(texts))
	}
	for place, put := range hostilePlaces {
		t.Run(place, func(t *testing.T) {
			s := newStage(t)
			look := proving(t, s, s.ms.Transport())
			requests := map[finding.Cause]string{}
			for _, text := range soak.Some(t, 6, texts) {
				s.ms.Heal()
				put(s, text)
				state := look()
				tame(t, text, state)
				root, _ := finding.Root(check.Examine(state.AsCase()))
				request := anyGUID.ReplaceAllString(state.Request(), "")
				if before, seen := requests[root.Cause]; seen && before != request {
					t.Errorf("%.40q changes the request:\n%s\nwas\n%s", text, request, before)
				}
				requests[root.Cause] = request
			}
		})
	}
}

// proving checks the good app repeatedly, through a transport.
func proving(t *testing.T, s *stage, way http.RoundTripper, options ...func(*entra.Options)) func() flow.State {
	t.Helper()
	o := entra.Options{Transport: way, Wait: func(context.Context, time.Duration) error { return nil }}
	for _, set := range options {
		set(&o)
	}
	client, err := entra.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.CloseIdle)
	a := sample(t, "good").Values
	h := &run.Runner{Client: client, Patience: time.Minute, OpenStore: func() (*store.Store, error) { return s.creds, nil }}
	return func() flow.State {
		return drive(t.Context(), flow.Examination(a, time.Now()), flow.Retry{}, h.Do)
	}
}

// tame inspects everything that a check shows.
func tame(t *testing.T, text string, s flow.State) {
	t.Helper()
	o := report.Result{Report: check.ReportOf(s.AsCase()), Started: time.Now()}
	var plain, several, whole, lines bytes.Buffer
	one := report.NewPrinter("text", report.Options{Text: report.NewWriter(&plain, false, 80)})
	one.One(o)
	one.End([]report.Result{o})
	many := report.NewPrinter("text", report.Options{Text: report.NewWriter(&several, false, 80), Names: []string{"a", "b"}})
	many.One(o)
	many.End([]report.Result{o})
	report.NewPrinter("json", report.Options{Out: &whole, Mode: "live"}).End([]report.Result{o})
	report.NewPrinter("ndjson", report.Options{Out: &lines, Mode: "live"}).One(o)
	for form, out := range map[string]string{
		"text": plain.String(), "a list": several.String(), "JSON": whole.String() + textsIn(t, whole.Bytes()),
		"NDJSON": lines.String() + textsIn(t, lines.Bytes()), "the page": fmt.Sprintf("%v", page.Of(s)), "the request": s.Request(),
		"the proof": fmt.Sprintf("%v", check.VerificationOf(s.AsCase())),
	} {
		if i := strings.IndexFunc(out, drives); i >= 0 || !utf8.ValidString(out) {
			i = max(i, 0)
			t.Errorf("%s: %.40q came out as %q", form, text, out[max(0, i-30):min(len(out), i+30)])
		}
		if form != "JSON" && form != "NDJSON" && len(out) > 20_000 {
			t.Errorf("%s: %.40q made %d bytes of it", form, text, len(out))
		}
	}
}

// drives reports a rune that does something other than being displayed.
func drives(r rune) bool {
	return r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.In(r, unicode.Zl, unicode.Zp))
}

// textsIn are the decoded strings of a JSON document, in which line ends are
// not allowed.
func textsIn(t *testing.T, document []byte) string {
	t.Helper()
	var b strings.Builder
	decoder := json.NewDecoder(bytes.NewReader(document))
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return b.String()
		}
		if err != nil {
			t.Fatalf("%v in %s", err, document)
		}
		if text, ok := token.(string); ok {
			if strings.Contains(text, "\n") {
				t.Errorf("a line end in %q", text)
			}
			b.WriteString(text + "\n")
		}
	}
}

// TestSoakHostileNamesOnTheWayReachNoOutput does the same for everything in
// between: the certificate's issuer and hosts, and a proxy's messages.
func TestSoakHostileNamesOnTheWayReachNoOutput(t *testing.T) {
	t.Parallel()
	for _, text := range soak.Some(t, 8, hostileTexts()) {
		name := oneLine(text)[:min(len(oneLine(text)), 500)]
		answer := "HTTP/1.1 407 " + name + "\r\nProxy-Authenticate: Basic realm=\"" + name + "\"\r\nProxy-Authenticate: " + name + "\r\nContent-Length: 0\r\n\r\n"
		s := newStage(t)
		through := func(proxy string) func(*entra.Options) { return func(o *entra.Options) { o.Proxy = proxy } }
		tame(t, text, proving(t, s, nil, through(replying(t, answer)))())
		l := soundLeaf()
		l.issuer = strings.ToValidUTF8(name, "?")
		address, authority := l.behindTLS(t, s)
		tame(t, text, proving(t, s, nil, through(connecting(t, address)))())
		tame(t, text, proving(t, s, nil, through(connecting(t, address)), func(o *entra.Options) { o.CAFile = authority })())
	}
}
