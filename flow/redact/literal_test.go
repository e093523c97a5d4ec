package redact

import (
	"testing"

	"mailgrant/flow/text"
)

// TestASettingAboutTokensIsNoToken: a manifest has keys that name tokens.
func TestASettingAboutTokensIsNoToken(t *testing.T) {
	for _, txt := range []string{
		`{"web":{"redirectUris":[],"implicitGrantSettings":{"enableIdTokenIssuance":false}}}`,
		`{"implicitGrantSettings":{"enableAccessTokenIssuance":false,"enableIdTokenIssuance":true}}}}}`,
		`{"optionalClaims":{"idToken":[],"accessToken":[],"saml2Token":[]}}`,
		`{"optionalClaims":{"accessToken": [{"name":"onprem_sid_12345","essential":false,"additionalProperties":["sam_account_name"]}]}}`,
		`{"optionalClaims":{"accessToken":{"name":"upn_0123456789abcdef"}}}`,
		`{"oauth2AllowIdTokenImplicitFlow": true, "accessTokenAcceptedVersion": null, "api":{"requestedAccessTokenVersion": 2}}`,
		"enableIdTokenIssuance : False", "id_token=false;", "access_token: null}}}}}", "refresh_token=undefined)", "AccessToken: 3600}", "refreshTokenLifetime: 86400000",
		"access_token_enabled=true", "AccessToken          : {}", "accessToken = []",
	} {
		if f := Find(text.Read(txt)); f.Token || f.Secret {
			t.Errorf("%s: token %t, secret %t", txt, f.Token, f.Secret)
		}
	}
	for _, txt := range []string{
		`{"idToken":"eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2lnbmF0dXJl"}`,
		`{"access_token":"EwB4A8l6BAAUO9chh8cJscQLmU+LSWpbnr0vmwwAAQnVxRdZf6kG"}`,
		`{"refreshToken": ["0.AXoA1234567890abcdefABCDEF.AgABAAEAAAD"]}`,
		`refresh_token=0.AXoA1234567890abcdefABCDEF.AgABAAEAAAD--DLA3VO7QrddgJg7WevrAgDs`,
		`{"enableIdTokenIssuance":false,"refresh_token":"0.AXoA1234567890abcdefABCDEF.AgABAAEAAAD"}`,
	} {
		if f := Find(text.Read(txt)); !f.Token {
			t.Errorf("%s: no token", txt)
		}
	}
}
