package text_test

import (
	"testing"

	"mailgrant/flow/text"
)

func TestAPlaceholderIsToldFromAValue(t *testing.T) {
	for txt, want := range map[string]bool{
		"{tenant}": true, "<client-id>": true, "$TENANT_ID": true, "%TENANT%": true, ":tenant": true, "YOUR_TENANT": true, "your-password": true,
		"00000000-0000-0000-0000-000000000000": true, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx": true, "your-domain.com": true, "yourtenant.onmicrosoft.com": true,
		"[your secret]": true, "${CLIENT_SECRET}": true, "redacted": true, "Enter_the_Application_Id_here": true, "enter your app client id": true,
		"": false, "contoso.com": false, "yourkeys.com": false, "yourvalue.io": false, "{8c6f2a34-5b1d-4c77-9a6e-0d1c2b3a4f5e}": false, "support": false,
		"$5 off": false, "{a@b}": false, "enterprise": false,
	} {
		if got := text.Placeholder(txt); got != want {
			t.Errorf("%q: %t, want %t", txt, got, want)
		}
	}
	for txt, want := range map[string]bool{
		"https://{yourdomain}/callback": true, "https://login.microsoftonline.com/<tenant-id>/oauth2": true, "api://your-client-id": true,
		"https://app.contoso.com/signin-oidc?x=1": false, "contoso.com": false,
	} {
		if got := text.HoldsPlaceholder(txt); got != want {
			t.Errorf("%q holds one: %t, want %t", txt, got, want)
		}
	}
}
