package entratest_test

import (
	"net/url"
	"strings"
	"testing"

	"mailgrant/flow/entra/entratest"
)

func TestAPersonsTokenOpensTheirMail(t *testing.T) {
	s := start(t)
	token := func(account, scope string) string {
		address := s.asking("sign-in", url.Values{"scope": {scope}})
		landed, shown := s.visit(t, address, account, entratest.Accept)
		_, body, _ := s.post(t, tokenAddress, s.redemption("sign-in", landed.Query().Get("code"), nil))
		access, ok := body["access_token"].(string)
		if !ok {
			t.Fatal(shown, body)
		}
		s.WithdrawConsent(s.app("sign-in").ClientID) // so that the next token has only its own scopes
		return access
	}
	inbox := func(of string) string { return "/v1.0/users/" + of + "/mailFolders/inbox" }
	for name, c := range map[string]struct {
		account, scope, path string
		status               int
		code                 string
	}{
		"oneself":                                {support, "User.Read", "/v1.0/me?$select=id,mail", 200, ""},
		"one's inbox":                            {support, "Mail.ReadWrite", "/v1.0/me/mailFolders/inbox?$select=id", 200, ""},
		"one's inbox by address":                 {support, "Mail.Read", inbox("Support@contoso.com"), 200, ""},
		"one's messages":                         {support, "Mail.Read", "/v1.0/me/messages?$top=1", 200, ""},
		"a shared inbox":                         {"ceo@contoso.com", "Mail.ReadWrite.Shared", inbox(support), 200, ""},
		"one's inbox, which apps may not open":   {"ceo@contoso.com", "Mail.Read", "/v1.0/me/mailFolders/inbox", 200, ""},
		"oneself without the scope":              {support, "Mail.Read", "/v1.0/me", 403, "Authorization_RequestDenied"},
		"one's inbox without the scope":          {support, "User.Read", "/v1.0/me/mailFolders/inbox", 403, "ErrorAccessDenied"},
		"another's inbox without a shared scope": {"ceo@contoso.com", "Mail.ReadWrite", inbox(support), 403, "ErrorAccessDenied"},
		"another's inbox that is not shared":     {support, "Mail.Read.Shared", inbox("ceo@contoso.com"), 403, "ErrorAccessDenied"},
		"the inbox of nobody":                    {support, "Mail.Read.Shared", inbox("nobody@contoso.com"), 404, "ErrorInvalidUser"},
		"an inbox one does not have":             {"intern@contoso.com", "Mail.Read", "/v1.0/me/mailFolders/inbox", 404, "MailboxNotEnabledForRESTAPI"},
		"something that is not offered":          {support, "User.Read", "/v1.0/me/planner", 400, "BadRequest"},
	} {
		t.Run(name, func(t *testing.T) {
			status, body, _ := s.get(t, "https://graph.microsoft.com"+c.path, token(c.account, c.scope))
			e, _ := body["error"].(map[string]any)
			if code, _ := e["code"].(string); status != c.status || code != c.code {
				t.Errorf("got %d %v", status, body)
			}
			if strings.HasPrefix(c.path, "/v1.0/me?") && body["mail"] != c.account {
				t.Errorf("me is %v", body)
			}
		})
	}
}
