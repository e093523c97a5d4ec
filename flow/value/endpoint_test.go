package value_test

import (
	"strings"
	"testing"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

const (
	aTenant     = "8a4f2b1c-7d3e-4f5a-9b6c-1234567890ab"
	idToken     = "https://login.microsoftonline.com/" + aTenant + "/oauth2/v2.0/token"
	domainToken = "https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token"
)

// pasted is one URL that a user gives for an endpoint. In url and corrected,
// GUID is replaced with aTenant.
type pasted struct {
	url       string
	want      value.EndpointKind // token if empty
	kind      value.EndpointKind // token if empty
	causes    string             // of all problems, in order
	corrected string
}

func TestJudgeEndpoint(t *testing.T) {
	tables := []map[string]pasted{rightURLs, wrongVersions, wrongKinds, wrongTenants, wrongHosts, wrongSpellings}
	total := 0
	for _, table := range tables {
		total += len(table)
		for name, p := range table {
			t.Run(name, func(t *testing.T) { p.check(t) })
		}
	}
	if total < 100 {
		t.Errorf("%d URLs in the tables, want 100 or more", total)
	}
}

func (p pasted) check(t *testing.T) {
	url, corrected := strings.ReplaceAll(p.url, "GUID", aTenant), strings.ReplaceAll(p.corrected, "GUID", aTenant)
	want, kind := p.want, p.kind
	if want == "" {
		want = value.EndpointToken
	}
	if kind == "" {
		kind = value.EndpointToken
	}
	got := value.JudgeEndpoint(url, want)
	if got.Endpoint.Kind != kind {
		t.Errorf("kind = %s, want %s", got.Endpoint.Kind, kind)
	}
	if causes := causesOf(got.Problems); causes != p.causes {
		t.Errorf("causes = %q, want %q", causes, p.causes)
	}
	if got.Corrected != corrected {
		t.Errorf("corrected = %q, want %q", got.Corrected, corrected)
	}
	for _, f := range got.Problems {
		wellSaid(t, f)
		if strings.Contains(f.Says+strings.Join(f.Do, " "), "hunter2") {
			t.Errorf("what must not be quoted is: %q %q", f.Says, f.Do)
		}
	}
}

func causesOf(findings []finding.Finding) string {
	var causes []string
	for _, f := range findings {
		causes = append(causes, string(f.Cause))
	}
	return strings.Join(causes, " ")
}

// wellSaid checks what every finding about a value must tell its reader.
func wellSaid(t *testing.T, f finding.Finding) {
	t.Helper()
	if f.Check != finding.Values || f.Cause.Owner() == "" {
		t.Errorf("check %q, cause %q of owner %q", f.Check, f.Cause, f.Cause.Owner())
	}
	if f.Says == "" || !strings.HasSuffix(f.Says, ".") && !strings.HasSuffix(f.Says, "?") || len(f.Says) > 260 {
		t.Errorf("not a sentence: %q", f.Says)
	}
	if len(f.Do) == 0 {
		t.Errorf("%q does not say what to do", f.Says)
	}
	for _, txt := range append([]string{f.Says}, f.Do...) {
		if text.Clean(txt) != txt {
			t.Errorf("not clean: %q", txt)
		}
	}
}

var rightURLs = map[string]pasted{
	"a V2 token endpoint by tenant ID":          {url: idToken, corrected: idToken},
	"a V2 token endpoint by domain":             {url: domainToken, corrected: domainToken},
	"an onmicrosoft.com domain":                 {url: "https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/token", corrected: "https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/token"},
	"US Government":                             {url: "https://login.microsoftonline.us/GUID/oauth2/v2.0/token", corrected: "https://login.microsoftonline.us/GUID/oauth2/v2.0/token"},
	"US Government by an onmicrosoft.us domain": {url: "https://login.microsoftonline.us/contoso.onmicrosoft.us/oauth2/v2.0/token", corrected: "https://login.microsoftonline.us/contoso.onmicrosoft.us/oauth2/v2.0/token"},
	"China":                                      {url: "https://login.partner.microsoftonline.cn/contoso.partner.onmschina.cn/oauth2/v2.0/token", corrected: "https://login.partner.microsoftonline.cn/contoso.partner.onmschina.cn/oauth2/v2.0/token"},
	"a sovereign cloud":                          {url: "https://login.sovcloud-identity.fr/GUID/oauth2/v2.0/token", corrected: "https://login.sovcloud-identity.fr/GUID/oauth2/v2.0/token"},
	"the older global name":                      {url: "https://login.windows.net/GUID/oauth2/v2.0/token", corrected: idToken},
	"the short global name":                      {url: "https://login.microsoft.com/GUID/oauth2/v2.0/token", corrected: idToken},
	"the older US Government name":               {url: "https://login.usgovcloudapi.net/GUID/oauth2/v2.0/token", corrected: "https://login.microsoftonline.us/GUID/oauth2/v2.0/token"},
	"the first US Government name":               {url: "https://login-us.microsoftonline.com/GUID/oauth2/v2.0/token", corrected: "https://login.microsoftonline.us/GUID/oauth2/v2.0/token"},
	"the older China name":                       {url: "https://login.chinacloudapi.cn/GUID/oauth2/v2.0/token", corrected: "https://login.partner.microsoftonline.cn/GUID/oauth2/v2.0/token"},
	"upper case in host and tenant":              {url: "https://LOGIN.MicrosoftOnline.com/8A4F2B1C-7D3E-4F5A-9B6C-1234567890AB/oauth2/v2.0/token", corrected: idToken},
	"an upper case scheme":                       {url: "HTTPS://login.microsoftonline.com/GUID/oauth2/v2.0/token", corrected: idToken},
	"upper case in the path":                     {url: "https://login.microsoftonline.com/GUID/OAuth2/V2.0/Token", corrected: idToken},
	"one slash at the end":                       {url: idToken + "/", corrected: idToken},
	"the usual port":                             {url: "https://login.microsoftonline.com:443/GUID/oauth2/v2.0/token", corrected: idToken},
	"quotes around it":                           {url: `"` + idToken + `"`, corrected: idToken},
	"typographic quotes around it":               {url: "“" + idToken + "”", corrected: idToken},
	"angle brackets around it":                   {url: "<" + idToken + ">", corrected: idToken},
	"a line end after it":                        {url: idToken + "\r\n", corrected: idToken},
	"a zero-width space within":                  {url: strings.Replace(idToken, "oauth2", "oauth\u200b2", 1), corrected: idToken},
	"an environment line":                        {url: "TOKEN_URL=" + idToken, corrected: idToken},
	"the portal's label before it":               {url: "OAuth 2.0 token endpoint (v2): " + idToken, corrected: idToken},
	"a V2 authorization endpoint":                {url: "https://login.microsoftonline.com/GUID/oauth2/v2.0/authorize", want: value.EndpointAuthorize, kind: value.EndpointAuthorize, corrected: "https://login.microsoftonline.com/GUID/oauth2/v2.0/authorize"},
	"the first documented consent form":          {url: "https://login.microsoftonline.com/GUID/adminconsent", want: value.EndpointAdminConsent, kind: value.EndpointAdminConsent, corrected: "https://login.microsoftonline.com/GUID/adminconsent"},
	"the second documented consent form":         {url: "https://login.microsoftonline.com/GUID/v2.0/adminconsent", want: value.EndpointAdminConsent, kind: value.EndpointAdminConsent, corrected: "https://login.microsoftonline.com/GUID/v2.0/adminconsent"},
	"metadata where metadata is wanted":          {url: "https://login.microsoftonline.com/GUID/v2.0/.well-known/openid-configuration", want: value.EndpointMetadata, kind: value.EndpointMetadata, corrected: "https://login.microsoftonline.com/GUID/v2.0/.well-known/openid-configuration"},
	"a device code endpoint where one is wanted": {url: "https://login.microsoftonline.com/GUID/oauth2/v2.0/devicecode", want: value.EndpointDeviceCode, kind: value.EndpointDeviceCode, corrected: "https://login.microsoftonline.com/GUID/oauth2/v2.0/devicecode"},
}

var wrongVersions = map[string]pasted{
	"V1 token":               {url: "https://login.microsoftonline.com/GUID/oauth2/token", causes: "endpoint-v1", corrected: idToken},
	"V1 token by older host": {url: "https://login.windows.net/contoso.com/oauth2/token", causes: "endpoint-v1", corrected: domainToken},
	"V1 token in China":      {url: "https://login.chinacloudapi.cn/GUID/oauth2/token", causes: "endpoint-v1", corrected: "https://login.partner.microsoftonline.cn/GUID/oauth2/v2.0/token"},
	"V1 authorize":           {url: "https://login.microsoftonline.com/GUID/oauth2/authorize", want: value.EndpointAuthorize, kind: value.EndpointAuthorize, causes: "endpoint-v1", corrected: "https://login.microsoftonline.com/GUID/oauth2/v2.0/authorize"},
	"V1 metadata":            {url: "https://login.microsoftonline.com/GUID/.well-known/openid-configuration", want: value.EndpointMetadata, kind: value.EndpointMetadata, causes: "endpoint-v1", corrected: "https://login.microsoftonline.com/GUID/v2.0/.well-known/openid-configuration"},
	"V1 over http":           {url: "http://login.microsoftonline.com/GUID/oauth2/token", causes: "endpoint-not-https endpoint-v1", corrected: idToken},
	"V1 with common":         {url: "https://login.microsoftonline.com/common/oauth2/token", causes: "endpoint-v1 tenant-alias"},
	"swapped parts":          {url: "https://login.microsoftonline.com/GUID/v2.0/oauth2/token", causes: "endpoint-malformed", corrected: idToken},
	"a version V1.0 written": {url: "https://login.microsoftonline.com/GUID/oauth2/v1.0/token", causes: "endpoint-malformed", corrected: idToken},
	"a version v2 cut short": {url: "https://login.microsoftonline.com/GUID/oauth2/v2/token", causes: "endpoint-malformed", corrected: idToken},
	"no oauth2 in the path":  {url: "https://login.microsoftonline.com/GUID/v2.0/token", causes: "endpoint-malformed", corrected: idToken},
	"only token behind":      {url: "https://login.microsoftonline.com/GUID/token", causes: "endpoint-malformed", corrected: idToken},
	"tokens for token":       {url: "https://login.microsoftonline.com/GUID/oauth2/v2.0/tokens", causes: "endpoint-malformed", corrected: idToken},
	"something behind token": {url: idToken + "/extra", causes: "endpoint-malformed", corrected: idToken},
	"swapped authorize":      {url: "https://login.microsoftonline.com/GUID/v2.0/oauth2/authorize", want: value.EndpointAuthorize, kind: value.EndpointAuthorize, causes: "endpoint-malformed", corrected: "https://login.microsoftonline.com/GUID/oauth2/v2.0/authorize"},
}

var wrongKinds = map[string]pasted{
	"authorize for token":             {url: "https://login.microsoftonline.com/GUID/oauth2/v2.0/authorize", kind: value.EndpointAuthorize, causes: "endpoint-wrong-kind", corrected: idToken},
	"V1 authorize for token":          {url: "https://login.microsoftonline.com/GUID/oauth2/authorize", kind: value.EndpointAuthorize, causes: "endpoint-wrong-kind", corrected: idToken},
	"token for authorize":             {url: idToken, want: value.EndpointAuthorize, causes: "endpoint-wrong-kind", corrected: "https://login.microsoftonline.com/GUID/oauth2/v2.0/authorize"},
	"adminconsent for token":          {url: "https://login.microsoftonline.com/GUID/adminconsent", kind: value.EndpointAdminConsent, causes: "endpoint-wrong-kind", corrected: idToken},
	"V2 adminconsent for token":       {url: "https://login.microsoftonline.com/GUID/v2.0/adminconsent", kind: value.EndpointAdminConsent, causes: "endpoint-wrong-kind", corrected: idToken},
	"device code for token":           {url: "https://login.microsoftonline.com/GUID/oauth2/v2.0/devicecode", kind: value.EndpointDeviceCode, causes: "endpoint-wrong-kind", corrected: idToken},
	"logout for token":                {url: "https://login.microsoftonline.com/GUID/oauth2/v2.0/logout", kind: value.EndpointLogout, causes: "endpoint-wrong-kind", corrected: idToken},
	"metadata for token":              {url: "https://login.microsoftonline.com/GUID/v2.0/.well-known/openid-configuration", kind: value.EndpointMetadata, causes: "endpoint-wrong-kind", corrected: idToken},
	"keys for token":                  {url: "https://login.microsoftonline.com/GUID/discovery/v2.0/keys", kind: value.EndpointKeys, causes: "endpoint-wrong-kind", corrected: idToken},
	"a V2 issuer for token":           {url: "https://login.microsoftonline.com/GUID/v2.0", kind: value.EndpointIssuer, causes: "endpoint-wrong-kind", corrected: idToken},
	"a V1 issuer for token":           {url: "https://sts.windows.net/GUID/", kind: value.EndpointIssuer, causes: "endpoint-wrong-kind", corrected: idToken},
	"a token path at the issuer host": {url: "https://sts.windows.net/GUID/oauth2/v2.0/token", causes: "endpoint-wrong-kind", corrected: idToken},
	"the tenant's address alone":      {url: "https://login.microsoftonline.com/GUID", kind: value.EndpointBase, causes: "endpoint-wrong-kind", corrected: idToken},
	"the host alone":                  {url: "https://login.microsoftonline.com/", kind: value.EndpointBase, causes: "endpoint-wrong-kind tenant-malformed"},
	"cut short after v2.0":            {url: "https://login.microsoftonline.com/GUID/oauth2/v2.0", kind: value.EndpointBase, causes: "endpoint-malformed", corrected: idToken},
	"cut short after oauth2":          {url: "https://login.microsoftonline.com/GUID/oauth2/", kind: value.EndpointBase, causes: "endpoint-malformed", corrected: idToken},
	"a SAML endpoint":                 {url: "https://login.microsoftonline.com/GUID/saml2", kind: value.EndpointUnknown, causes: "endpoint-wrong-kind"},
	"federation metadata":             {url: "https://login.microsoftonline.com/GUID/federationmetadata/2007-06/federationmetadata.xml", kind: value.EndpointUnknown, causes: "endpoint-wrong-kind"},
	"a desktop redirect URI":          {url: "https://login.microsoftonline.com/common/oauth2/nativeclient", kind: value.EndpointUnknown, causes: "endpoint-wrong-kind"},
	"the error look-up page":          {url: "https://login.microsoftonline.com/error?code=7000215", kind: value.EndpointUnknown, causes: "endpoint-malformed endpoint-wrong-kind"},
	"an undocumented consent form":    {url: "https://login.microsoftonline.com/GUID/oauth2/v2.0/adminconsent", want: value.EndpointAdminConsent, kind: value.EndpointAdminConsent, causes: "adminconsent-form-undocumented", corrected: "https://login.microsoftonline.com/GUID/adminconsent"},
	"authorize for adminconsent":      {url: "https://login.microsoftonline.com/GUID/oauth2/v2.0/authorize", want: value.EndpointAdminConsent, kind: value.EndpointAuthorize, causes: "endpoint-wrong-kind", corrected: "https://login.microsoftonline.com/GUID/adminconsent"},
	"the Entra portal":                {url: "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade", kind: value.EndpointPortal, causes: "endpoint-wrong-kind"},
	"the Azure portal":                {url: "https://portal.azure.com/#@contoso.com/blade/Microsoft_AAD_IAM", kind: value.EndpointPortal, causes: "endpoint-wrong-kind"},
	"the US Government portal":        {url: "https://portal.azure.us/#home", kind: value.EndpointPortal, causes: "endpoint-wrong-kind"},
	"a short link":                    {url: "https://aka.ms/appregistrations", kind: value.EndpointPortal, causes: "endpoint-wrong-kind"},
	"a page of the documents":         {url: "https://learn.microsoft.com/entra/identity-platform/", kind: value.EndpointPortal, causes: "endpoint-wrong-kind"},
	"Microsoft Graph":                 {url: "https://graph.microsoft.com/v1.0/users", kind: value.EndpointUnknown, causes: "endpoint-wrong-kind"},
	"the SMTP host":                   {url: "https://smtp.office365.com/", kind: value.EndpointUnknown, causes: "endpoint-wrong-kind"},
}
