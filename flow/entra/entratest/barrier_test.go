package entratest_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/golang-jwt/jwt/v5"
)

// TestTokenProtectionRefusesUsersAlone: the app itself gets its token; a user's
// code is refused.
func TestTokenProtectionRefusesUsersAlone(t *testing.T) {
	s := start(t)
	if s.token(t, "token-protection") == "" {
		t.Error("no token for the app itself")
	}
	code := s.code(t, s.asking("token-protection", nil))
	status, body, _ := s.post(t, tokenAddress, s.redemption("token-protection", code, nil))
	if codes, _ := body["error_codes"].([]any); status != http.StatusBadRequest || len(codes) != 1 || codes[0] != 530084.0 {
		t.Errorf("got %d %v", status, body)
	}
}

// TestDelegatedByMistake: the token carries neither roles nor scp, and the
// practice portal shows why and repairs it.
func TestDelegatedByMistake(t *testing.T) {
	s := start(t)
	claims := decoded(t, s.token(t, "delegated-by-mistake"))
	if _, roles := claims["roles"]; roles || claims["scp"] != nil {
		t.Errorf("the token carries %v, %v", claims["roles"], claims["scp"])
	}
	page := s.Page("https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI/appId/" + s.app("delegated-by-mistake").ClientID)
	if _, body := openPage(t, page); !strings.Contains(body, "<li>Mail.Send<small>Delegated") || !strings.Contains(body, "Add the permissions for mail") {
		t.Errorf("the portal shows %s", body)
	}
	for _, act := range []string{"add", "consent"} {
		press(t, page, act)
	}
	if claims := decoded(t, s.token(t, "delegated-by-mistake")); len(claims["roles"].([]any)) != 3 {
		t.Errorf("repaired, the token carries %v", claims["roles"])
	}
}

func TestTheServicePrincipalIsCreatedInThePortal(t *testing.T) {
	s := start(t)
	press(t, s.Page("https://entra.microsoft.com/#view/x/appId/"+s.app("no-service-principal").ClientID), "principal")
	if s.token(t, "no-service-principal") == "" {
		t.Error("no token")
	}
}

func TestABarrierCanBeLifted(t *testing.T) {
	s := start(t)
	for _, key := range []string{"conditional-access", "token-protection"} {
		press(t, s.Page("https://entra.microsoft.com/#view/x/appId/"+s.app(key).ClientID), "exclude")
	}
	s.token(t, "conditional-access")
	code := s.code(t, s.asking("token-protection", nil))
	if status, body, _ := s.post(t, tokenAddress, s.redemption("token-protection", code, nil)); status != http.StatusOK {
		t.Errorf("got %d %v", status, body)
	}
	_, body := openPage(t, s.Page("https://entra.microsoft.com/#view/x/appId/"+s.app("tenant-restrictions").ClientID))
	if !strings.Contains(body, "tenant restrictions") || strings.Contains(body, "Exclude it") {
		t.Errorf("the portal shows %s", body)
	}
}

// press sends a button of the practice portal.
func press(t *testing.T, page, act string) {
	t.Helper()
	r, err := http.PostForm(page, url.Values{"act": {act}})
	if err != nil {
		t.Fatal(err)
	}
	_ = r.Body.Close()
}

// decoded are the claims of a token, not verified.
func decoded(t *testing.T, token string) jwt.MapClaims {
	t.Helper()
	claims := jwt.MapClaims{}
	if _, _, err := jwt.NewParser().ParseUnverified(token, claims); err != nil {
		t.Fatal(err)
	}
	return claims
}
