// Package interop lets Microsoft's own unmodified libraries get tokens from the
// local Microsoft by its real host names. It is a separate module, so that
// mailgrant does not depend on those libraries.
package interop

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/confidential"
	"github.com/golang-jwt/jwt/v5"

	"mailgrant/flow/entra/entratest"
)

// place is a tenant in terms of a library.
type place struct {
	tenant entratest.Tenant
	named  string // the tenant's name for the library
	cloud  cloud.Configuration
	scope  string
}

func (p place) authority() string { return p.cloud.ActiveDirectoryAuthorityHost + p.named }

func places(now time.Time) map[string]place {
	contoso, fabrikam := entratest.Contoso(now), entratest.Fabrikam(now)
	return map[string]place{
		"worldwide, by ID":     {contoso, contoso.ID, cloud.AzurePublic, "https://graph.microsoft.com/.default"},
		"worldwide, by domain": {contoso, "contoso.onmicrosoft.com", cloud.AzurePublic, "https://graph.microsoft.com/.default"},
		"US Government":        {fabrikam, fabrikam.ID, cloud.AzureGovernment, "https://graph.microsoft.us/.default"},
	}
}

// start is a local Microsoft and an HTTP client that reaches it as every host.
func start(t *testing.T) (*entratest.Server, *http.Client) {
	t.Helper()
	now := time.Now()
	s, err := entratest.Start(entratest.Contoso(now), entratest.Fabrikam(now))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s, &http.Client{Transport: s.Transport()}
}

func TestAzidentityGetsItsToken(t *testing.T) {
	for name, p := range places(time.Now()) {
		t.Run(name, func(t *testing.T) {
			s, client := start(t)
			app := p.tenant.Good()
			token, err := withAzidentity(t, client, p, app.ClientID, app.Secret())
			if err != nil {
				t.Fatal(err)
			}
			judge(t, token.Token, p)
			usable(t, client, token.Token, p)
			if len(s.Requests()) == 0 {
				t.Error("the token is not from here")
			}
		})
	}
}

func TestAzidentityTellsWhatIsWrong(t *testing.T) {
	_, client := start(t)
	p := places(time.Now())["worldwide, by ID"]
	wrong(t, p, func(id, secret string) error {
		_, err := withAzidentity(t, client, p, id, secret)
		var failed *azidentity.AuthenticationFailedError
		if err != nil && !errors.As(err, &failed) {
			t.Errorf("not an error of authentication: %v", err)
		}
		return err
	})
}

func withAzidentity(t *testing.T, client *http.Client, p place, id, secret string) (azcore.AccessToken, error) {
	t.Helper()
	credential, err := azidentity.NewClientSecretCredential(p.named, id, secret, &azidentity.ClientSecretCredentialOptions{
		ClientOptions: azcore.ClientOptions{Transport: client, Cloud: p.cloud, Retry: policy.RetryOptions{MaxRetries: -1}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return credential.GetToken(t.Context(), policy.TokenRequestOptions{Scopes: []string{p.scope}})
}

func TestMSALGetsItsToken(t *testing.T) {
	for name, p := range places(time.Now()) {
		t.Run(name, func(t *testing.T) {
			_, client := start(t)
			app := p.tenant.Good()
			token, err := withMSAL(t, client, p, app.ClientID, app.Secret())
			if err != nil {
				t.Fatal(err)
			}
			judge(t, token.AccessToken, p)
			usable(t, client, token.AccessToken, p)
			if left := time.Until(token.ExpiresOn); left < 50*time.Minute || left > 70*time.Minute {
				t.Errorf("it lives %v", left)
			}
		})
	}
}

func TestMSALTellsWhatIsWrong(t *testing.T) {
	_, client := start(t)
	p := places(time.Now())["worldwide, by ID"]
	wrong(t, p, func(id, secret string) error {
		_, err := withMSAL(t, client, p, id, secret)
		return err
	})
}

func withMSAL(t *testing.T, client *http.Client, p place, id, secret string) (confidential.AuthResult, error) {
	t.Helper()
	credential, err := confidential.NewCredFromSecret(secret)
	if err != nil {
		t.Fatal(err)
	}
	app, err := confidential.New(p.authority(), id, credential, confidential.WithHTTPClient(client))
	if err != nil {
		t.Fatal(err)
	}
	return app.AcquireTokenByCredential(t.Context(), []string{p.scope})
}

// wrong tries everything that Entra refuses, and expects the error code.
func wrong(t *testing.T, p place, ask func(id, secret string) error) {
	t.Helper()
	app := func(key string) entratest.App {
		a, _ := p.tenant.App(key)
		return a
	}
	for name, c := range map[string]struct {
		app    entratest.App
		secret string
		code   string
	}{
		"a wrong secret":      {app("good"), entratest.SecretFor("nobody"), "AADSTS7000215"},
		"the secret's ID":     {app("good"), app("good").Secrets[0].KeyID, "AADSTS7000215"},
		"an expired secret":   {app("expired"), app("expired").Secret(), "AADSTS7000222"},
		"a deleted app":       {app("deleted"), app("deleted").Secret(), "AADSTS700016"},
		"a disabled app":      {app("disabled"), app("disabled").Secret(), "AADSTS7000112"},
		"a conditional entry": {app("conditional-access"), app("conditional-access").Secret(), "AADSTS53003"},
	} {
		err := ask(c.app.ClientID, c.secret)
		if err == nil || !strings.Contains(err.Error(), c.code) {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
}

// judge checks the token's claims.
func judge(t *testing.T, token string, p place) {
	t.Helper()
	claims := jwt.MapClaims{}
	if _, _, err := jwt.NewParser().ParseUnverified(token, claims); err != nil {
		t.Fatal(err)
	}
	if claims["tid"] != p.tenant.ID || claims["appid"] != p.tenant.Good().ClientID || claims["idtyp"] != "app" {
		t.Errorf("claims %v", claims)
	}
}

// usable reads an inbox with the token.
func usable(t *testing.T, client *http.Client, token string, p place) {
	t.Helper()
	address := "https://" + p.tenant.Cloud.GraphHost() + "/v1.0/users/" + p.tenant.Mailboxes[0].Address + "/mailFolders/inbox"
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	answer, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		t.Errorf("Graph answered %s", answer.Status)
	}
}
