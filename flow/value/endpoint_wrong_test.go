package value_test

import (
	"strings"
	"testing"

	"mailgrant/flow/value"
)

var wrongTenants = map[string]pasted{
	"common":                       {url: "https://login.microsoftonline.com/common/oauth2/v2.0/token", causes: "tenant-alias"},
	"Common in another case":       {url: "https://login.microsoftonline.com/Common/oauth2/v2.0/token", causes: "tenant-alias"},
	"organizations":                {url: "https://login.microsoftonline.com/organizations/oauth2/v2.0/token", causes: "tenant-alias"},
	"common to sign in at":         {url: "https://login.microsoftonline.com/common/oauth2/v2.0/authorize", want: value.EndpointAuthorize, kind: value.EndpointAuthorize, causes: "tenant-alias"},
	"consumers":                    {url: "https://login.microsoftonline.com/consumers/oauth2/v2.0/token", causes: "not-a-workforce-tenant"},
	"the personal accounts' ID":    {url: "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/oauth2/v2.0/token", causes: "not-a-workforce-tenant"},
	"Microsoft's own tenant":       {url: "https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a/oauth2/v2.0/token", causes: "tenant-mismatch"},
	"{tenant}":                     {url: "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token", causes: "placeholder-left"},
	"{TenantId}":                   {url: "https://login.microsoftonline.com/{TenantId}/oauth2/v2.0/token", causes: "placeholder-left"},
	"{tenant} percent-encoded":     {url: "https://login.microsoftonline.com/%7Btenant%7D/oauth2/v2.0/token", causes: "placeholder-left"},
	"<tenant>":                     {url: "https://login.microsoftonline.com/<tenant>/oauth2/v2.0/token", causes: "placeholder-left"},
	"<your tenant id>":             {url: "https://login.microsoftonline.com/<your-tenant-id>/oauth2/v2.0/token", causes: "placeholder-left"},
	"YOUR_TENANT":                  {url: "https://login.microsoftonline.com/YOUR_TENANT/oauth2/v2.0/token", causes: "placeholder-left"},
	"${TENANT_ID}":                 {url: "https://login.microsoftonline.com/${TENANT_ID}/oauth2/v2.0/token", causes: "placeholder-left"},
	"%TENANT%":                     {url: "https://login.microsoftonline.com/%TENANT%/oauth2/v2.0/token", causes: "placeholder-left"},
	"yourtenant.onmicrosoft.com":   {url: "https://login.microsoftonline.com/yourtenant.onmicrosoft.com/oauth2/v2.0/token", causes: "placeholder-left"},
	"a GUID of zeros":              {url: "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/oauth2/v2.0/token", causes: "placeholder-left"},
	"a GUID of x":                  {url: "https://login.microsoftonline.com/xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx/oauth2/v2.0/token", causes: "placeholder-left"},
	"no tenant":                    {url: "https://login.microsoftonline.com/oauth2/v2.0/token", causes: "tenant-malformed"},
	"no tenant between slashes":    {url: "https://login.microsoftonline.com//oauth2/v2.0/token", causes: "endpoint-malformed tenant-malformed"},
	"a name without its domain":    {url: "https://login.microsoftonline.com/contoso/oauth2/v2.0/token", causes: "tenant-malformed"},
	"braces round the tenant ID":   {url: "https://login.microsoftonline.com/{GUID}/oauth2/v2.0/token", causes: "tenant-malformed", corrected: idToken},
	"braces round personal's ID":   {url: "https://login.microsoftonline.com/{9188040d-6c67-4c5b-b112-36a304b66dad}/oauth2/v2.0/token", causes: "tenant-malformed"},
	"a tenant ID without dashes":   {url: "https://login.microsoftonline.com/8a4f2b1c7d3e4f5a9b6c1234567890ab/oauth2/v2.0/token", causes: "tenant-malformed", corrected: idToken},
	"a tenant ID one digit short":  {url: "https://login.microsoftonline.com/8a4f2b1c-7d3e-4f5a-9b6c-1234567890a/oauth2/v2.0/token", causes: "tenant-malformed"},
	"an address for the tenant":    {url: "https://login.microsoftonline.com/support@contoso.com/oauth2/v2.0/token", causes: "tenant-malformed", corrected: domainToken},
	"a percent code in the tenant": {url: "https://login.microsoftonline.com/contoso%20.com/oauth2/v2.0/token", causes: "tenant-malformed"},
	"a domain of the closed cloud": {url: "https://login.microsoftonline.com/contoso.onmicrosoft.de/oauth2/v2.0/token", causes: "cloud-closed"},
	"a tenant that is a secret":    {url: "https://login.microsoftonline.com/aB38Q~hunter2hunter2hunter2hunter2hunt/oauth2/v2.0/token", causes: "tenant-malformed"},
}

var wrongHosts = map[string]pasted{
	"the closed German cloud":        {url: "https://login.microsoftonline.de/contoso.com/oauth2/v2.0/token", kind: value.EndpointUnknown, causes: "cloud-closed"},
	"External ID":                    {url: "https://contoso.ciamlogin.com/contoso.onmicrosoft.com/oauth2/v2.0/token", kind: value.EndpointUnknown, causes: "not-a-workforce-tenant"},
	"B2C":                            {url: "https://contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_in/oauth2/v2.0/token", kind: value.EndpointUnknown, causes: "not-a-workforce-tenant"},
	"B2C in China":                   {url: "https://contoso.b2clogin.cn/x/oauth2/v2.0/token", kind: value.EndpointUnknown, causes: "not-a-workforce-tenant"},
	"B2C on the sign-in host":        {url: "https://login.microsoftonline.com/te/contoso.com/b2c_1_in/oauth2/v2.0/token", kind: value.EndpointUnknown, causes: "not-a-workforce-tenant"},
	"the personal sign-in host":      {url: "https://login.live.com/oauth20_token.srf", kind: value.EndpointUnknown, causes: "not-a-workforce-tenant"},
	"a longer host name":             {url: "https://login.microsoftonline.com.evil.example/GUID/oauth2/v2.0/token", kind: value.EndpointUnknown, causes: "endpoint-host-unknown"},
	"a hyphen for the dot":           {url: "https://login-microsoftonline.com/GUID/oauth2/v2.0/token", kind: value.EndpointUnknown, causes: "endpoint-host-unknown"},
	"a letter missing":               {url: "https://login.microsoftonlin.com/GUID/oauth2/v2.0/token", kind: value.EndpointUnknown, causes: "endpoint-host-unknown"},
	"a capital i for l":              {url: "https://login.microsoftonIine.com/GUID/oauth2/v2.0/token", kind: value.EndpointUnknown, causes: "endpoint-host-unknown"},
	"a zero for o":                   {url: "https://login.micros0ftonline.com/GUID/oauth2/v2.0/token", kind: value.EndpointUnknown, causes: "endpoint-host-unknown"},
	"a Cyrillic o":                   {url: "https://lоgin.microsoftonline.com/GUID/oauth2/v2.0/token", kind: value.EndpointUnknown, causes: "endpoint-host-unknown"},
	"punycode":                       {url: "https://xn--lgin-qqa.microsoftonline.com/GUID/oauth2/v2.0/token", kind: value.EndpointUnknown, causes: "endpoint-host-unknown"},
	"full-width dots":                {url: "https://login。microsoftonline。com/GUID/oauth2/v2.0/token", kind: value.EndpointUnknown, causes: "endpoint-host-unknown"},
	"a host below Microsoft's":       {url: "https://evil.login.microsoftonline.com/GUID/oauth2/v2.0/token", kind: value.EndpointUnknown, causes: "endpoint-host-unknown"},
	"Microsoft's name as a prefix":   {url: "https://microsoftonline.evil.example/GUID/oauth2/v2.0/token", kind: value.EndpointUnknown, causes: "endpoint-host-unknown"},
	"another company's host":         {url: "https://oauth2.googleapis.com/token", kind: value.EndpointUnknown, causes: "endpoint-host-unknown"},
	"an IP address":                  {url: "https://20.190.160.1/GUID/oauth2/v2.0/token", kind: value.EndpointUnknown, causes: "endpoint-host-unknown"},
	"an IPv6 address":                {url: "https://[::1]/GUID/oauth2/v2.0/token", kind: value.EndpointUnknown, causes: "endpoint-host-unknown"},
	"localhost":                      {url: "http://localhost:8080/GUID/oauth2/v2.0/token", kind: value.EndpointUnknown, causes: "endpoint-host-unknown"},
	"Microsoft's host as user name":  {url: "https://login.microsoftonline.com@evil.example/GUID/oauth2/v2.0/token", kind: value.EndpointUnknown, causes: "endpoint-host-unknown endpoint-malformed"},
	"the same with a password":       {url: "https://login.microsoftonline.com:hunter2@evil.example/GUID/oauth2/v2.0/token", kind: value.EndpointUnknown, causes: "endpoint-host-unknown endpoint-malformed"},
	"a backslash before Microsoft's": {url: `https://evil.example\@login.microsoftonline.com/GUID/oauth2/v2.0/token`, kind: value.EndpointUnknown, causes: "endpoint-host-unknown"},
	"a Safe Links wrapper":           {url: "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Flogin.microsoftonline.com", kind: value.EndpointUnknown, causes: "endpoint-host-unknown"},
	"no host, only the path":         {url: "/GUID/oauth2/v2.0/token", kind: value.EndpointUnknown, causes: "endpoint-malformed"},
	"a percent code in the host":     {url: "https://login%2Emicrosoftonline.com/GUID/oauth2/v2.0/token", kind: value.EndpointUnknown, causes: "endpoint-host-unknown"},
}

var wrongSpellings = map[string]pasted{
	"nothing":                    {url: "  \n", kind: value.EndpointUnknown, causes: "endpoint-malformed"},
	"http":                       {url: "http://login.microsoftonline.com/GUID/oauth2/v2.0/token", causes: "endpoint-not-https", corrected: idToken},
	"another scheme":             {url: "ftp://login.microsoftonline.com/GUID/oauth2/v2.0/token", causes: "endpoint-malformed", corrected: idToken},
	"no scheme":                  {url: "login.microsoftonline.com/GUID/oauth2/v2.0/token", causes: "endpoint-malformed", corrected: idToken},
	"slashes without scheme":     {url: "//login.microsoftonline.com/GUID/oauth2/v2.0/token", causes: "endpoint-malformed", corrected: idToken},
	"one slash":                  {url: "https:/login.microsoftonline.com/GUID/oauth2/v2.0/token", causes: "endpoint-malformed", corrected: idToken},
	"backslashes":                {url: `https:\\login.microsoftonline.com\GUID\oauth2\v2.0\token`, causes: "endpoint-malformed", corrected: idToken},
	"a user name":                {url: "https://admin@login.microsoftonline.com/GUID/oauth2/v2.0/token", causes: "endpoint-malformed", corrected: idToken},
	"a user name and password":   {url: "https://admin:hunter2@login.microsoftonline.com/GUID/oauth2/v2.0/token", causes: "endpoint-malformed", corrected: idToken},
	"another port":               {url: "https://login.microsoftonline.com:8443/GUID/oauth2/v2.0/token", causes: "endpoint-malformed", corrected: idToken},
	"a port that is no number":   {url: "https://login.microsoftonline.com:https/GUID/oauth2/v2.0/token", causes: "endpoint-malformed", corrected: idToken},
	"a dot after the host":       {url: "https://login.microsoftonline.com./GUID/oauth2/v2.0/token", causes: "endpoint-malformed", corrected: idToken},
	"two slashes in the path":    {url: "https://login.microsoftonline.com/GUID//oauth2/v2.0/token", causes: "endpoint-malformed", corrected: idToken},
	"a query":                    {url: idToken + "?api-version=1.0", causes: "endpoint-malformed", corrected: idToken},
	"a secret in the query":      {url: idToken + "?client_id=x&client_secret=hunter2", causes: "endpoint-malformed", corrected: idToken},
	"a secret in the fragment":   {url: idToken + "#hunter2", causes: "endpoint-malformed", corrected: idToken},
	"a line end within":          {url: "https://login.microsoftonline.com/GUID/\r\noauth2/v2.0/token", causes: "endpoint-malformed", corrected: idToken},
	"a space within":             {url: "https://login.microsoftonline.com/ GUID/oauth2/v2.0/token", causes: "endpoint-malformed", corrected: idToken},
	"a full stop at the end":     {url: idToken + ".", causes: "endpoint-malformed", corrected: idToken},
	"a verb in front":            {url: "POST " + idToken, causes: "endpoint-malformed", corrected: idToken},
	"percent-encoded as a whole": {url: "https%3A%2F%2Flogin.microsoftonline.com%2FGUID%2Foauth2%2Fv2.0%2Ftoken", causes: "endpoint-malformed", corrected: idToken},
	"two URLs":                   {url: idToken + "\n" + domainToken, kind: value.EndpointUnknown, causes: "endpoint-malformed"},
	"an escape character":        {url: "https://login.microsoftonline.com/\x1b[31mGUID/oauth2/v2.0/token", kind: value.EndpointUnknown, causes: "endpoint-malformed"},
	"a megabyte":                 {url: "https://login.microsoftonline.com/" + strings.Repeat("a", 1<<20), kind: value.EndpointUnknown, causes: "endpoint-malformed"},
	"a tenant ID alone":          {url: "GUID", kind: value.EndpointUnknown, causes: "endpoint-malformed"},
	"a domain alone":             {url: "contoso.com", kind: value.EndpointUnknown, causes: "endpoint-malformed"},
	"an address":                 {url: "support@contoso.com", kind: value.EndpointUnknown, causes: "endpoint-malformed"},
	"a word":                     {url: "token", kind: value.EndpointUnknown, causes: "endpoint-malformed"},
	"a client secret":            {url: "aB38Q~hunter2hunter2hunter2hunter2hunt", kind: value.EndpointUnknown, causes: "endpoint-malformed"},
	"<token endpoint>":           {url: "<your tenant token endpoint>", kind: value.EndpointUnknown, causes: "placeholder-left"},
	"everything at once":         {url: "http://admin:hunter2@LOGIN.WINDOWS.NET:8443//contoso.com/oauth2/authorize/?client_secret=hunter2#x", kind: value.EndpointAuthorize, causes: "endpoint-not-https endpoint-malformed endpoint-malformed endpoint-malformed endpoint-malformed endpoint-malformed endpoint-wrong-kind", corrected: domainToken},
	"a percent sign and nothing": {url: "https://login.microsoftonline.com/GUID/oauth2/v2.0/%", kind: value.EndpointUnknown, causes: "endpoint-wrong-kind"},
	"a markdown link around":     {url: "[token](" + idToken + ")", kind: value.EndpointUnknown, causes: "endpoint-host-unknown"},
	"two tenants in the path":    {url: "https://login.microsoftonline.com/GUID/contoso.com/oauth2/v2.0/token", causes: "endpoint-malformed"},
}

func TestEveryMistakeHasItsOwnSentence(t *testing.T) {
	said := map[string]string{}
	for _, table := range []map[string]pasted{wrongVersions, wrongKinds, wrongTenants, wrongHosts, wrongSpellings} {
		for name, p := range table {
			want := p.want
			if want == "" {
				want = value.EndpointToken
			}
			for _, f := range value.JudgeEndpoint(strings.ReplaceAll(p.url, "GUID", aTenant), want).Problems {
				said[f.Says] = name
			}
		}
	}
	if len(said) < 60 {
		t.Errorf("%d different sentences, want 60 or more", len(said))
	}
}

func TestBuildEndpoints(t *testing.T) {
	for name, c := range map[string]struct{ got, want string }{
		"token":                            {value.TokenEndpoint(value.Global, aTenant), idToken},
		"token in China":                   {value.TokenEndpoint(value.China, "contoso.cn"), "https://login.partner.microsoftonline.cn/contoso.cn/oauth2/v2.0/token"},
		"token of the DoD":                 {value.TokenEndpoint(value.USGovDoD, aTenant), "https://login.microsoftonline.us/" + aTenant + "/oauth2/v2.0/token"},
		"authorize":                        {value.AuthorizeEndpoint(value.Global, "contoso.com"), "https://login.microsoftonline.com/contoso.com/oauth2/v2.0/authorize"},
		"admin consent":                    {value.AdminConsentEndpoint(value.USGov, aTenant), "https://login.microsoftonline.us/" + aTenant + "/adminconsent"},
		"nothing for a cloud without host": {value.TokenEndpoint(value.Other, aTenant), ""},
		"nothing without a tenant":         {value.TokenEndpoint(value.Global, ""), ""},
	} {
		t.Run(name, func(t *testing.T) {
			if c.got != c.want {
				t.Errorf("got %q, want %q", c.got, c.want)
			}
		})
	}
}
