package interop

import (
	"net/url"
	"testing"
	"time"

	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/confidential"

	"mailgrant/flow/entra/entratest"
)

const (
	support  = "support@contoso.com"
	verifier = "a-verifier-of-a-length-that-the-standard-asks-for-0123456789"
)

func TestMSALSignsSomebodyIn(t *testing.T) {
	s, client := start(t)
	contoso := entratest.Contoso(time.Now())
	registered, _ := contoso.App("sign-in")
	credential, err := confidential.NewCredFromSecret(registered.Secret())
	if err != nil {
		t.Fatal(err)
	}
	app, err := confidential.New("https://login.microsoftonline.com/"+contoso.ID, registered.ClientID, credential, confidential.WithHTTPClient(client))
	if err != nil {
		t.Fatal(err)
	}
	scopes := []string{"User.Read", "Mail.ReadWrite"}
	page, err := app.AuthCodeURL(t.Context(), registered.ClientID, entratest.ProductRedirect, scopes, confidential.WithLoginHint(support))
	if err != nil {
		t.Fatal(err)
	}
	landed, shown, err := s.Visit(t.Context(), page+"&code_challenge_method=plain&code_challenge="+verifier, support, entratest.Accept)
	if err != nil {
		t.Fatal(err)
	}
	back, err := url.Parse(landed)
	if err != nil || !back.Query().Has("code") {
		t.Fatalf("%v: led to %q and shows %s", err, landed, shown)
	}
	got, err := app.AcquireTokenByAuthCode(t.Context(), back.Query().Get("code"), entratest.ProductRedirect, scopes, confidential.WithChallenge(verifier))
	if err != nil {
		t.Fatal(err)
	}
	if got.Account.PreferredUsername != support || got.Account.Realm != contoso.ID || got.IDToken.PreferredUsername != support {
		t.Errorf("it signed in %+v", got.Account)
	}
	usable(t, client, got.AccessToken, places(time.Now())["worldwide, by ID"])

	// What is not in its cache it gets with the refresh token.
	again, err := app.AcquireTokenSilent(t.Context(), []string{"https://graph.microsoft.com/.default"}, confidential.WithSilentAccount(got.Account))
	if err != nil {
		t.Fatal(err)
	}
	if again.AccessToken == got.AccessToken {
		t.Error("it has not refreshed")
	}
	usable(t, client, again.AccessToken, places(time.Now())["worldwide, by ID"])
}
