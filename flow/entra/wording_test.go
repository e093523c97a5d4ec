package entra_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"mailgrant/flow/entra"
	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/flow/wire"
)

// decisive is what verdicts are read from.
func decisive(g wire.Grant) string {
	says := fmt.Sprint(g.Got, g.TenantID, g.AppID, g.ObjectID, g.Audience, g.Roles, g.Scopes, g.Error, g.Codes)
	for _, x := range g.Probed {
		says += fmt.Sprint("\n", x.Reached, x.Trouble, x.Error, x.Codes, strings.Contains(x.Evidence.ServerText, "[RAOP]"))
	}
	return says
}

// A proxy's password can be one of Microsoft's words, or part of one. What a
// verdict is read from stays unchanged.
func TestAProxysPasswordChangesNoVerdict(t *testing.T) {
	t.Parallel()
	s := onStage(t)
	mailboxes := []wire.Probe{inbox("support@contoso.com"), inbox("ceo@contoso.com"), inbox("intern@contoso.com"), inbox("nobody@contoso.com")}
	ask := func(proxy, app string) wire.Grant {
		c, err := entra.New(entra.Options{Proxy: proxy, Transport: s.Transport()})
		if err != nil {
			t.Fatal(err)
		}
		q := s.asking(t, app)
		q.Probes = mailboxes
		return c.Token(t.Context(), q)
	}
	tenant := entratest.Contoso(time.Now()).ID
	for _, app := range []string{"good", "expired", "delegated", "too-many"} {
		want := decisive(ask("", app))
		for _, password := range []string{
			"RAOP", "[RAOP]", "OData", "Access", "AccessDenied", "disabled", "Error", "Mailbox", "ErrorInvalid", "invalid", "client", "AADSTS", "7000222", "Mail", "mail",
			"Read", "ReadWrite", "User", "graph", "graph.microsoft.com", "microsoft", tenant[:8], tenant[9:18], tenant[24:],
		} {
			if got := decisive(ask("http://jim:"+strings.NewReplacer("[", "%5B", "]", "%5D").Replace(password)+"@proxy:8080", app)); got != want {
				t.Errorf("%s, with the password %s:\n%s\nwant\n%s", app, password, got, want)
			}
		}
	}
}

// The mark is found even in a text that is longer than what is kept of it.
func TestTheMarkOfAPolicyIsFoundInALongText(t *testing.T) {
	s := onStage(t)
	s.Fault(onGraph, fault.Answer(403, "application/json", `{"error":{"code":"ErrorAccessDenied","message":"`+strings.Repeat("so it is. ", 80)+`[RAOP] : Blocked"}}`))
	x := s.looking(t, inbox("ceo@contoso.com"))[0]
	if text := x.Evidence.ServerText; !strings.Contains(text, "[RAOP]") || len([]rune(text)) > 500 {
		t.Errorf("%d characters: %s", len([]rune(text)), text)
	}
}

// A proxy's password stays hidden even if it looks like a code or an
// identifier.
func TestAProxysPasswordInTheFormOfACodeIsHidden(t *testing.T) {
	s := onStage(t)
	for _, password := range []string{"CorrectHorseBattery", "correct_horse", tenantLike} {
		c, err := entra.New(entra.Options{Proxy: "http://jim:" + password + "@proxy:8080", Transport: s.Transport()})
		if err != nil {
			t.Fatal(err)
		}
		body := fmt.Sprintf(`{"error":%q,"error_description":%q,"trace_id":%q,"timestamp":%q}`, password, password, password, password)
		s.Fault(entratest.Match{}, fault.Answer(400, "application/json", body))
		g := c.Token(t.Context(), s.good())
		if text := shown(g); strings.Contains(text, password) || g.Evidence.HTTPStatus != 400 {
			t.Errorf("%s is shown: %s", password, text)
		}
	}
}

const tenantLike = "6d1f0a3e-52c7-4b0e-9a44-3c0f7be1d2ff"
