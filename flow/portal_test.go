package flow

import (
	"net/url"
	"strings"
	"testing"
)

func TestABladeLeadsToTheAppInItsCloud(t *testing.T) {
	for name, c := range map[string]struct {
		blade Blade
		cloud Cloud
		id    string
		want  string
	}{
		"the list of apps":                           {BladeApps, Global, "", "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade"},
		"a new registration":                         {BladeNewApp, Global, goodClient, "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/CreateApplicationBlade/quickStartType~/null/isMSAApp~/false"},
		"one app's permissions":                      {BladePermissions, Global, goodClient, "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI/appId/" + goodClient},
		"the list, while the client ID is not known": {BladeCredentials, Global, "", "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade"},
		"the list, where the client ID is none":      {BladeCredentials, Global, "x/../y", "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade"},
		"the US Government's portal":                 {BladeOverview, USGov, goodClient, "https://portal.azure.us/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Overview/appId/" + goodClient},
		"China's portal":                             {BladeApps, China, "", "https://portal.azure.cn/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade"},
		"no page, no link":                           {"", Global, goodClient, ""},
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
