package flow_test

import (
	"net/url"
	"strings"
	"testing"

	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

func TestABladeLeadsToTheAppInItsCloud(t *testing.T) {
	for name, c := range map[string]struct {
		blade guide.Blade
		cloud value.Cloud
		id    string
		want  string
	}{
		"the list of apps":                           {guide.BladeApps, value.Global, "", "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade"},
		"a new registration":                         {guide.BladeNewApp, value.Global, goodClient, "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/CreateApplicationBlade/quickStartType~/null/isMSAApp~/false"},
		"one app's permissions":                      {guide.BladePermissions, value.Global, goodClient, "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI/appId/" + goodClient},
		"the list, while the client ID is not known": {guide.BladeCredentials, value.Global, "", "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade"},
		"the list, where the client ID is none":      {guide.BladeCredentials, value.Global, "x/../y", "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade"},
		"the US Government's portal":                 {guide.BladeOverview, value.USGov, goodClient, "https://portal.azure.us/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Overview/appId/" + goodClient},
		"China's portal":                             {guide.BladeApps, value.China, "", "https://portal.azure.cn/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade"},
		"no page, no link":                           {"", value.Global, goodClient, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := c.blade.Link(c.cloud, c.id)
			if got != c.want {
				t.Errorf("got %s", got)
			}
			if u, err := url.Parse(got); err != nil || got != "" && (u.Scheme != "https" || strings.ContainsAny(got, " \"'")) {
				t.Errorf("not fit for a browser: %s", got)
			}
		})
	}
}
