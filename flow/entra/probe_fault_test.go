package entra_test

import (
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/flow/wire"
)

func TestARepliesShapeHasToBeTheOneAskedFor(t *testing.T) {
	for name, c := range map[string]struct {
		look wire.Probe
		body string
		want bool
	}{
		"an inbox":                 {inbox("a@x"), `{"id":"x"}`, true},
		"an inbox without ID":      {inbox("a@x"), `{"displayName":"Inbox"}`, false},
		"a list for an inbox":      {inbox("a@x"), `{"value":[]}`, false},
		"users":                    {wire.Probe{Kind: wire.ProbeDirectory}, `{"value":[{"id":"x"}]}`, true},
		"no users at all":          {wire.Probe{Kind: wire.ProbeDirectory}, `{"value":[]}`, true},
		"users that are no list":   {wire.Probe{Kind: wire.ProbeDirectory}, `{"value":7}`, false},
		"one user for all of them": {wire.Probe{Kind: wire.ProbeDirectory}, `{"id":"x"}`, false},
		"an ID that is a number":   {wire.Probe{Kind: wire.ProbeMe}, `{"id":7}`, false},
		"a list":                   {wire.Probe{Kind: wire.ProbeMe}, `[]`, false},
		"null":                     {wire.Probe{Kind: wire.ProbeMe}, `null`, false},
		"nothing":                  {wire.Probe{Kind: wire.ProbeMe}, ``, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := onStage(t)
			s.Fault(onGraph, fault.Answer(200, "application/json", c.body))
			got := s.looking(t, c.look)[0]
			if got.Reached != c.want || (got.Trouble == wire.Malformed) == c.want {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestEveryFaultOfGraphEndsAsWhatItIs(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault  entratest.Fault
		want   wire.Trouble
		status int
	}{
		"a broken connection": {fault.Reset(), wire.Connect, 0},
		"without end":         {fault.Flood(-1), wire.TooLarge, 200},
		"packed":              {fault.GzipBomb(512 << 20), wire.TooLarge, 200},
		"cut short":           {fault.CutShort(), wire.Malformed, 200},
		"a hotel's page":      {fault.Portal(), wire.HTMLPage, 200},
		"503 with a page":     {fault.Unavailable(), wire.NoTrouble, 503},
		"a redirect":          {fault.Redirect(307, "https://evil.example/x"), wire.Redirected, 307},
		"401 in no shape":     {fault.Answer(401, "text/plain", "no"), wire.NoTrouble, 401},
	} {
		t.Run(name, func(t *testing.T) {
			s := onStage(t)
			s.Fault(onGraph, c.fault)
			got := s.looking(t, inbox("support@contoso.com"))[0]
			if got.Reached || got.Trouble != c.want || got.Evidence.HTTPStatus != c.status || got.Host != graphName {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestAReadIsRepeatedOnce(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault entratest.Fault
		times int
		asked int
		want  bool
	}{
		"a line that broke":         {fault.Reset(), 1, 2, true},
		"a line that breaks always": {fault.Reset(), 0, 3, false}, // net/http itself repeats the first read on a kept connection
		"asked to wait":             {fault.Throttle("3"), 1, 2, true},
		"asked to wait again":       {fault.Throttle("3"), 0, 2, false},
		"asked to wait for a day":   {fault.Throttle("86400"), 1, 1, false},
		"in trouble once":           {fault.Unavailable(), 1, 2, true},
		"in trouble":                {fault.Unavailable(), 0, 2, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := onStage(t)
			s.Fault(entratest.Match{Host: graphName, Times: c.times}, c.fault)
			got := s.looking(t, inbox("support@contoso.com"))[0]
			asked := len(slices.DeleteFunc(s.Requests(), func(r entratest.Request) bool { return r.Host != graphName }))
			if got.Reached != c.want || asked != c.asked {
				t.Errorf("asked %d times: %+v", asked, got)
			}
		})
	}
}

func TestTheTellingPartOfANestedError(t *testing.T) {
	s := onStage(t)
	for name, c := range map[string]struct {
		body, code, text string
		codes            []int
	}{
		"plain":                        {`{"error":{"code":"ErrorAccessDenied","message":"no"}}`, "ErrorAccessDenied", "no", nil},
		"a wrapper":                    {`{"error":{"code":"UnknownError","message":"outer","innerError":{"code":"PermissionScopeNotGranted","message":"inner"}}}`, "PermissionScopeNotGranted", "inner", nil},
		"in small letters":             {`{"error":{"code":"generalException","message":"outer","innererror":{"code":"quota"}}}`, "quota", "outer", nil},
		"nothing more inside":          {`{"error":{"code":"ErrorItemNotFound","message":"no","innerError":{"code":"notFound"}}}`, "ErrorItemNotFound", "no", nil},
		"written into the message":     {`{"error":{"code":"UnknownError","message":"{\"errorCode\":\"PermissionScopeNotGranted\",\"message\":\"inner\"}"}}`, "PermissionScopeNotGranted", "inner", nil},
		"an error inside the message":  {`{"error":{"code":"","message":"{\"error\":{\"code\":\"Deep\",\"message\":\"inner\"}}"}}`, "Deep", "inner", nil},
		"Entra's code in Graph's text": {`{"error":{"code":"InvalidAuthenticationToken","message":"AADSTS50105: not assigned"}}`, "InvalidAuthenticationToken", "AADSTS50105: not assigned", []int{50105}},
		"Entra's shape":                {`{"error":"invalid_client","error_description":"AADSTS7000215: no"}`, "invalid_client", "AADSTS7000215: no", []int{7000215}},
		"a very deep one":              {`{"error":` + strings.Repeat(`{"code":"a","innerError":`, 500) + `{}` + strings.Repeat("}", 500) + "}", "a", "", nil},
		"an odd one":                   {`{"error":7}`, "", "", nil},
	} {
		s.Fault(onGraph, fault.Answer(403, "application/json", c.body))
		got := s.looking(t, inbox("support@contoso.com"))[0]
		if got.Error != c.code || got.Evidence.ServerText != c.text || !slices.Equal(got.Codes, c.codes) {
			t.Errorf("%s: %s, %q, %v", name, got.Error, got.Evidence.ServerText, got.Codes)
		}
	}
}

func TestATokenThatComesBackIsNotShown(t *testing.T) {
	token := "eyJ0eXAiOiJKV1QifQ." + strings.Repeat("Canary+/42", 30) + ".sig"
	forms := []string{token, url.QueryEscape(token), hex.EncodeToString([]byte(token)), base64.StdEncoding.EncodeToString([]byte(token))}
	everywhere := `{"error":{"code":"` + token + `","message":"` + strings.Join(forms, " ") + `","innerError":{"request-id":"` + token + `","date":"` + token + `"}}}`
	for name, fl := range map[string]entratest.Fault{
		"all well": fault.ClockOff(0), "echo": fault.Echo(), "in plain text": fault.Answer(400, "text/plain", token),
		"in Graph's words": fault.Answer(403, "application/json", everywhere), "in Entra's words": fault.Says(token),
		"in a redirect": fault.Redirect(307, "https://evil.example/"+url.PathEscape(token)),
		"in a header": func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
			w.Header().Set("Request-Id", token)
			w.Header().Set("Client-Request-Id", token)
			w.WriteHeader(http.StatusForbidden)
		},
	} {
		s := onStage(t)
		s.Fault(entratest.Token, fault.Granting(`{"access_token":"`+token+`","token_type":"Bearer","expires_in":3599}`))
		s.Fault(onGraph, fl)
		out := shown(s.looking(t, inbox("support@contoso.com"), wire.Probe{Kind: wire.ProbeDirectory}))
		if strings.Contains(out, "Canary") || strings.Contains(out, hex.EncodeToString([]byte("Canary"))) {
			t.Errorf("%s: the token is in %s", name, out)
		}
	}
}

func TestTheTokenGoesToNobodyElse(t *testing.T) {
	s := onStage(t)
	const token = "eyJ0eXAiOiJKV1QifQ.canary.sig"
	s.Watch(token)
	s.Fault(entratest.Token, fault.Granting(`{"access_token":"`+token+`","token_type":"Bearer","expires_in":3599}`))
	s.Fault(onGraph, fault.Redirect(307, "https://graph.microsoft.us/v1.0/me"))
	s.looking(t, inbox("support@contoso.com"))
	for _, r := range s.Requests() {
		if (r.Seen == 1) != (r.Host == graphName) || r.Seen > 1 {
			t.Errorf("%s %s%s got it %d times", r.Method, r.Host, r.Path, r.Seen)
		}
	}
}

func TestAPanicOfOneReadIsItsOwn(t *testing.T) {
	c := answering(t, "abc", func(r *http.Request) (*http.Response, error) {
		if strings.Contains(r.URL.Path, "users/bad") {
			panic("Bearer abc")
		}
		return replying(r, 200, `{"id":"x"}`), nil
	})
	g := c.Token(t.Context(), request(inbox("bad@x"), inbox("good@x")))
	if s := g.Probed[0]; s.Reached || s.Trouble != wire.Internal || strings.Contains(shown(s), "Bearer") {
		t.Errorf("got %+v", s)
	}
	if !g.Probed[1].Reached {
		t.Errorf("got %+v", g.Probed[1])
	}
}
