package text_test

import (
	"testing"

	"mailgrant/flow/text"
)

func TestAMaskIsToldFromAValue(t *testing.T) {
	for txt, want := range map[string]bool{
		"****": true, "REDACTED": true, "[redacted]": true, "<removed>": true, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx": true, "a1b2c3d4-xxxx": true,
		"a1b2c3d4-****-****": true, "12345678-1234": true, "a1b2c3d4-...": true, "6d1f0a3e…": true, "{guid}": true, "my-client-id": true, "<my tenant>": true,
		"00000000-0000-0000-0000-000000000000": true, "{EmailHidden}": true, "<snip>": true, "-1234-123456789012": true, "MY-TENANT.onmicrosoft.com": false,
		"6d1f0a3e-52c7-4b0e-9a44-3c0f7be1d205": false, "contoso.com": false, "common": false, "Helpdesk Mail": false, "{tenant}": false, "YOUR_TENANT_ID": false,
		"<client-id>": false, "undefined": false, "": false, "mytenant.onmicrosoft.com": false, "my-shop": false, "identity": false, "abc-def": false,
	} {
		if got := text.Masked(txt); got != want {
			t.Errorf("%q: %t, want %t", txt, got, want)
		}
	}
}
