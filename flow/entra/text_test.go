package entra_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode"

	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

func TestOddTokensAreNoTokens(t *testing.T) {
	s := onStage(t)
	for name, c := range map[string]struct{ body, detail string }{
		"nothing":                    {"", "not a JSON object"},
		"null":                       {"null", "not a JSON object"},
		"a list":                     {"[]", "not a JSON object"},
		"a string":                   {`"token"`, "not a JSON object"},
		"a form":                     {"access_token=abc&token_type=Bearer&expires_in=3599", "not a JSON object"},
		"a byte order mark":          {"\ufeff" + `{"access_token":"abc","token_type":"Bearer","expires_in":3599}`, "not a JSON object"},
		"cut in the middle":          {`{"access_token":"abc","token_ty`, "not a JSON object"},
		"an empty object":            {"{}", "no access_token"},
		"an empty token":             {`{"access_token":"","token_type":"Bearer","expires_in":3599}`, "no access_token"},
		"a null token":               {`{"access_token":null,"token_type":"Bearer","expires_in":3599}`, "not those of a token"},
		"a token that is a number":   {`{"access_token":5,"token_type":"Bearer","expires_in":3599}`, "not those of a token"},
		"a line break in it":         {`{"access_token":"a\r\nX: y","token_type":"Bearer","expires_in":3599}`, "characters"},
		"a NUL in it":                {`{"access_token":"a\u0000","token_type":"Bearer","expires_in":3599}`, "characters"},
		"letters beyond ASCII":       {`{"access_token":"ä","token_type":"Bearer","expires_in":3599}`, "characters"},
		"another type":               {`{"access_token":"abc","token_type":"pop","expires_in":3599}`, "not Bearer"},
		"no type":                    {`{"access_token":"abc","expires_in":3599}`, "not Bearer"},
		"an error beside it":         {`{"access_token":"abc","token_type":"Bearer","expires_in":3599,"error":"invalid_client"}`, "error beside"},
		"no lifetime":                {`{"access_token":"abc","token_type":"Bearer"}`, "lifetime"},
		"a negative lifetime":        {`{"access_token":"abc","token_type":"Bearer","expires_in":-1}`, "lifetime"},
		"an endless lifetime":        {`{"access_token":"abc","token_type":"Bearer","expires_in":100000000000000}`, "lifetime"},
		"a lifetime with a fraction": {`{"access_token":"abc","token_type":"Bearer","expires_in":3599.5}`, "not those of a token"},
		"a lifetime that is no number": {`{"access_token":"abc","token_type":"Bearer","expires_in":"soon"}`,
			"not those of a token"},
		"Graph's shape of an error": {`{"error":{"code":"x","message":"y"}}`, "error beside"},
	} {
		t.Run(name, func(t *testing.T) {
			s.Fault(entratest.Token, fault.Granting(c.body))
			g := s.Token(t.Context(), s.good())
			if g.Got || g.Trouble != wire.Malformed || !strings.Contains(g.Detail, c.detail) {
				t.Errorf("got %v, %q (%s)", g.Got, g.Trouble, g.Detail)
			}
		})
	}
}

func TestTokensThatWillDo(t *testing.T) {
	s := onStage(t)
	part := func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }
	for name, c := range map[string]struct {
		token  string
		opaque bool
	}{
		"no JWT at all":              {"EwBwA8l6BAAU", true},
		"three parts of rubbish":     {"a.b.c", true},
		"an unknown signature":       {part(`{"alg":"XY999"}`) + "." + part(`{"tid":"t"}`) + ".c2ln", false},
		"no signature":               {part(`{"alg":"none"}`) + "." + part(`{"tid":"t"}`) + ".", false},
		"claims of unexpected types": {part(`{"alg":"RS256"}`) + "." + part(`{"tid":"t","roles":"Mail.Send","aud":["x"],"oid":7,"scp":["y"]}`) + ".c2ln", false},
		"claims that are a list":     {part(`{"alg":"RS256"}`) + "." + part(`[]`) + ".c2ln", true},
	} {
		t.Run(name, func(t *testing.T) {
			s.Fault(entratest.Token, fault.Granting(`{"access_token":"`+c.token+`","token_type":"bearer","expires_in":"3599"}`))
			g := s.Token(t.Context(), s.good())
			if !g.Got || g.Opaque != c.opaque || (g.TenantID == "t") == c.opaque {
				t.Errorf("got %+v", g)
			}
			if strings.Contains(shown(g), c.token) {
				t.Error("the token is shown")
			}
		})
	}
}

// hostile are texts that try to control a terminal, to mislead a reader or to
// flood the output.
var hostile = []string{
	"\x1b[2J\x1b[31mred", "\x1b]0;title\x07", "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
	"\x1b]52;c;ZXZpbA==\x07", "\x1bP1$qm\x1b\\", "\x1b_apc\x1b\\", "\u009b31mC1", "\u0090dcs\u009c",
	"over\rwritten", "bell\x07", "back\b\b\bspace", "a\x00b", "del\x7fete", "tab\tand\vand\f",
	"\u202egnp.exe", "\u2066isolate\u2069", "\u200bzero\u200cwidth\u200d", "\ufeffmark", "\u00adsoft", "\u2028line\u2029",
	"bad \xff\xfe utf-8", "\U000e0041tag", strings.Repeat("A", 1<<17), strings.Repeat("\x1b[31m", 8000), strings.Repeat("\u0301", 5000),
	"line\nline\r\n\r\nline",
}

func TestHostileTextIsTamed(t *testing.T) {
	s := onStage(t)
	for _, text := range hostile {
		s.Fault(entratest.Match{}, fault.Says(text))
		g, d := s.Token(t.Context(), s.good()), s.Discover(t.Context(), global, "contoso.com")
		for _, r := range []wire.Reply{g.Reply, d.Reply} {
			e := r.Evidence
			if e.HTTPStatus != 400 || len(r.Codes) != 1 || r.Codes[0] != 999999 {
				t.Fatalf("%.40q: %+v", text, r)
			}
			for _, out := range []string{r.Error, r.Detail, e.ServerText, e.TraceID, e.CorrelationID, e.RequestID, e.Timestamp} {
				if bad := strings.IndexFunc(out, unprintable); bad >= 0 || len([]rune(out)) > 500 {
					t.Errorf("%.40q came out as %.80q", text, out)
				}
			}
		}
	}
}

func unprintable(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.In(r, unicode.Zl, unicode.Zp)
}

func TestHostileClaimsAreTamed(t *testing.T) {
	t.Parallel()
	s := onStage(t)
	for _, text := range hostile {
		claims, err := json.Marshal(map[string]any{"tid": text, "app_displayname": text, "aud": text, "roles": []string{text}, "scp": text, "oid": text, "idtyp": text, "appid": text})
		if err != nil {
			t.Fatal(err)
		}
		token := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"RS256"}`)) + "." + base64.RawURLEncoding.EncodeToString(claims) + ".c2ln"
		s.Fault(entratest.Token, fault.Granting(`{"access_token":"`+token+`","token_type":"Bearer","expires_in":3599}`))
		g := s.Token(t.Context(), s.good())
		for _, out := range append([]string{g.TenantID, g.AppName, g.Audience, g.ObjectID, g.IDType, g.AppID}, append(g.Roles, g.Scopes...)...) {
			if strings.ContainsFunc(out, unprintable) || len([]rune(out)) > 500 {
				t.Errorf("%.40q came out as %.80q", text, out)
			}
		}
	}
}

func TestASecretThatComesBackIsNotShown(t *testing.T) {
	s := onStage(t)
	for name, secret := range map[string]string{
		"of today's shape": s.tenant.Good().Secret(),
		"of the old shape": "a+b/c=d&e%f@g:h;i?j#k[l]<m> n\"o\\p",
	} {
		q := s.good()
		q.Secret = value.NewSecret(secret)
		forms := []string{secret, url.QueryEscape(secret), url.PathEscape(secret), base64.StdEncoding.EncodeToString([]byte(secret)), hex.EncodeToString([]byte(secret))}
		faults := []entratest.Fault{fault.Echo(), fault.Says(strings.Join(forms, " ")),
			fault.Says(secret[:9] + "\u200b" + secret[9:]), fault.Answer(400, "text/plain", secret),
			fault.Redirect(307, "https://evil.example/"+url.PathEscape(secret)), fault.Redirect(307, "https://"+url.PathEscape(secret)+"/")}
		for i, fault := range faults {
			s.Fault(entratest.Match{}, fault)
			out := shown(s.Token(t.Context(), q))
			for _, form := range forms {
				if strings.Contains(out, form) {
					t.Errorf("secret %s, fault %d: %s is in %s", name, i, form, out)
				}
			}
		}
	}
}

func TestDiscoveryThatLeadsAstrayIsNotTaken(t *testing.T) {
	s := onStage(t)
	for name, body := range map[string]string{
		"a foreign token endpoint": `{"issuer":"https://login.microsoftonline.com/6d1f0a3e-52c7-4b0e-9a44-3c0f7be1d205/v2.0","token_endpoint":"https://evil.example/token"}`,
		"one without encryption":   `{"token_endpoint":"http://login.microsoftonline.com/x/oauth2/v2.0/token"}`,
		"none":                     `{"issuer":"https://login.microsoftonline.com/x/v2.0"}`,
		"another type":             `{"token_endpoint":7}`,
		"null":                     `null`,
		"a list":                   `[]`,
		"nothing":                  ``,
	} {
		s.Fault(entratest.Discovery, fault.Answer(200, "application/json", body))
		if d := s.Discover(t.Context(), global, "contoso.com"); d.Trouble != wire.Malformed || d.TenantID != "" {
			t.Errorf("%s: %+v", name, d)
		}
	}
}

func TestThePoliciesOfAChallengeAreNamed(t *testing.T) {
	const one, two = "aaaaaaaa-1111-4222-8333-444444444444", "bbbbbbbb-1111-4222-8333-444444444444"
	long := `{"access_token":{"capolids":{"values":[`
	for i := range 40 {
		long += fmt.Sprintf(`"aaaaaaaa-1111-4222-8333-4444444444%02d",`, i)
	}
	long += `"x"]}}}`
	for name, c := range map[string]struct {
		claims string
		want   []string
	}{
		"one":             {`{"access_token":{"capolids":{"essential":true,"values":["` + one + `"]}}}`, []string{one}},
		"several, once":   {`{"access_token":{"capolids":{"values":["` + one + `","` + strings.ToUpper(two) + `","` + two + `"]}}}`, []string{one, two}},
		"in an ID token":  {`{"id_token":{"capolids":{"values":["` + two + `"]}},"access_token":{"acrs":{"essential":true}}}`, []string{two}},
		"other claims":    {`{"access_token":{"polids":{"values":["` + one + `"]}}}`, nil},
		"no GUIDs":        {`{"access_token":{"capolids":{"values":["` + "\u001b[2J" + `","alice@contoso.com",""]}}}`, nil},
		"another type":    {`{"access_token":{"capolids":"` + one + `"}}`, nil},
		"no JSON":         {one, nil},
		"nothing":         {"", nil},
		"too many to say": {long, nil},
	} {
		s := onStage(t)
		body, err := json.Marshal(map[string]any{"error": "invalid_grant", "error_codes": []int{53003}, "claims": c.claims})
		if err != nil {
			t.Fatal(err)
		}
		s.Fault(entratest.Token, fault.Answer(http.StatusBadRequest, "application/json", string(body)))
		got := s.Token(t.Context(), s.asking(t, "good")).Evidence.PolicyIDs
		if name == "too many to say" {
			if len(got) != 8 {
				t.Errorf("%d are kept", len(got))
			}
			continue
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	s := onStage(t)
	s.Fault(entratest.Token, fault.Answer(http.StatusBadRequest, "application/json", `{"error":"invalid_grant","error_codes":[53003],"claims":{"access_token":7}}`))
	if g := s.Token(t.Context(), s.asking(t, "good")); len(g.Codes) != 1 || len(g.Evidence.PolicyIDs) != 0 {
		t.Errorf("claims that are no text: %+v", g)
	}
}

func TestTheMostInformativeCodeComesFirst(t *testing.T) {
	s := onStage(t)
	for name, c := range map[string]struct {
		body string
		want int
	}{
		"in the list":               {`{"error_codes":[7000222]}`, 7000222},
		"a case before its family":  {`{"error_codes":[70011,1002012]}`, 1002012},
		"not the catch-all":         {`{"error_codes":[50000,50012]}`, 50012},
		"in the text only":          {`{"error_description":"AADSTS700016: no such app"}`, 700016},
		"behind another in text":    {`{"error_description":"AADSTS50000: failed. AADSTS7000222: expired"}`, 7000222},
		"numbers written as text":   {`{"error_codes":["x",null,{}],"error_description":"AADSTS90002: no"}`, 90002},
		"a list that is not a list": {`{"error_codes":5,"error_description":"AADSTS90002: no"}`, 90002},
	} {
		s.Fault(entratest.Token, fault.Answer(400, "application/json", c.body))
		if g := s.Token(t.Context(), s.good()); len(g.Codes) == 0 || g.Codes[0] != c.want {
			t.Errorf("%s: %v", name, g.Codes)
		}
	}
}
