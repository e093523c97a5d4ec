package intake_test

import (
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"mailgrant/flow/guide"
	"mailgrant/flow/intake"
)

const (
	client = "d3590ed6-52b3-4102-aeff-aad2292ab01c"
	tenant = "6d1f0a3e-52c7-4b0e-9a44-3c0f7be1d205"
	object = "0a1b2c3d-aaaa-4bbb-8ccc-111111111111"
	keyID  = "22222222-3333-4444-8555-777777777777"
	secret = "aB3" + "8Q~" + "canary.Canary-0123456789_abcdefghi"
	token  = "https://login.microsoftonline.com/" + tenant + "/oauth2/v2.0/token"
	auth   = "https://login.microsoftonline.com/" + tenant + "/oauth2/v2.0/authorize"
)

// found are the values of a text, each as field=value.
func found(x intake.Text) []string {
	var list []string
	for _, v := range x.Values {
		val := v.Text
		if !v.Secret.Absent() {
			val = v.Secret.Reveal()
		}
		list = append(list, string(v.Field)+"="+val)
	}
	slices.Sort(list)
	return list
}

func TestLabelledValuesAreFound(t *testing.T) {
	ids := []string{"client-id=" + client, "tenant=" + tenant}
	all := append(slices.Clone(ids), "client-secret="+secret)
	for name, tt := range map[string]struct {
		text string
		want []string
	}{
		"the portal's Overview page":        {"Display name\nMail product\nApplication (client) ID\n" + client + "\nObject ID\n" + object + "\nDirectory (tenant) ID\n" + tenant + "\nSupported account types\nMy organization only\n", ids},
		"with colons on lines of their own": {"Display name\n:\nMail product\nApplication (client) ID\n:\n" + client + "\nObject ID\n:\n" + object + "\nDirectory (tenant) ID\n:\n" + tenant + "\n", ids},
		"the Endpoints pane":                {"OAuth 2.0 authorization endpoint (v2)\n" + auth + "\nOAuth 2.0 token endpoint (v2)\n" + token + "\nMicrosoft Graph API endpoint\nhttps://graph.microsoft.com\n", []string{"auth-endpoint=" + auth, "token-endpoint=" + token}},
		"the line of a new secret":          {"Description\tExpires\tValue\tSecret ID\nmail\t5/21/2027\t" + secret + "\t" + keyID + "\n", []string{"client-secret=" + secret, "expires=5/21/2027", "secret-id=" + keyID}},
		"az ad app create":                  {"{\n \"appId\": \"" + client + "\",\n \"displayName\": \"mail\",\n \"id\": \"" + object + "\",\n \"passwordCredentials\": [],\n \"signInAudience\": \"AzureADMyOrg\",\n \"web\": {\"redirectUris\": [\"https://mail.contoso.com/cb\"]}\n}", []string{"client-id=" + client, "redirect-uri=https://mail.contoso.com/cb"}},
		"az ad app credential reset":        {"{\n  \"appId\": \"" + client + "\",\n  \"password\": \"" + secret + "\",\n  \"tenant\": \"" + tenant + "\"\n}", all},
		"create-for-rbac, compact":          {`{"appId":"` + client + `","displayName":"azure-cli-2026","password":"` + secret + `","tenant":"` + tenant + `"}`, all},
		"create-for-rbac for an SDK":        {`{"clientId": "` + client + `","clientSecret": "` + secret + `","subscriptionId": "` + object + `","tenantId": "` + tenant + `","activeDirectoryEndpointUrl": "https://login.microsoftonline.com"}`, all},
		"Graph's addPassword":               {`{"displayName":"mail","endDateTime":"2028-05-01T08:00:00Z","hint":"aB3","keyId":"` + keyID + `","secretText":"` + secret + `"}`, []string{"client-secret=" + secret, "expires=2028-05-01T08:00:00Z", "secret-id=" + keyID}},
		".env":                              {"# mail\nAZURE_CLIENT_ID=" + client + "\nexport AZURE_TENANT_ID='" + tenant + "'\nAZURE_CLIENT_SECRET=\"" + secret + "\"\n", all},
		"PowerShell":                        {"$env:CLIENT_ID = \"" + client + "\"\n$env:TENANT_ID = \"" + tenant + "\"\n$env:CLIENT_SECRET = \"" + secret + "\"\n", all},
		"YAML":                              {"azure:\n  client-id: " + client + "\n  tenant-id: \"" + tenant + "\"\n  client-secret: '" + secret + "'\n", all},
		"a form":                            {"POST x\n\nclient_id=" + client + "&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default&client_secret=" + secret + "&grant_type=client_credentials", []string{"client-id=" + client, "client-secret=" + secret, "grant=client_credentials", "scope=https://graph.microsoft.com/.default"}},
		"a table in Markdown":               {"| Client ID | " + client + " |\n| Tenant ID | " + tenant + " |\n", ids},
		"a table with names above":          {"Client ID\tTenant ID\tClient secret\n" + client + "\t" + tenant + "\t" + secret + "\n", all},
		"several on a line":                 {"Client ID: " + client + ", Tenant ID: " + tenant + "; Secret: " + secret, all},
		"a colleague's mail":                {"Hi,\n\nthe client ID is " + client + " and the tenant ID is " + tenant + ".\nThe client secret: " + secret + "\n\nBest", all},
		"a quoted mail":                     {"> Application (client) ID: " + client + "\n> Directory (tenant) ID: " + tenant + "\n> Value: " + secret + "\n", all},
		"in German":                         {"Anwendungs-ID (Client): " + client + "\nVerzeichnis-ID (Mandant): " + tenant + "\nGeheimer Clientschlüssel: " + secret, all},
		"in French":                         {"ID d'application (client) : " + client + "\nID de l'annuaire (locataire) : " + tenant + "\nClé secrète client : " + secret, all},
		"in Spanish":                        {"Id. de aplicación (cliente): " + client + "\nId. de directorio (inquilino): " + tenant + "\nSecreto de cliente: " + secret, all},
		"in Polish":                         {"Identyfikator aplikacji (klienta)\n" + client + "\nIdentyfikator katalogu (dzierżawy)\n" + tenant + "\nWartość: " + secret, all},
		"in Portuguese":                     {"ID do aplicativo (cliente): " + client + "\nID do diretório (locatário): " + tenant + "\nValor: " + secret, all},
		"in Italian":                        {"ID applicazione (client): " + client + "\nID della directory (tenant): " + tenant + "\nValore: " + secret, all},
		"in Dutch":                          {"Toepassings-id (client): " + client + "\nMap-id (tenant): " + tenant + "\nWaarde: " + secret, all},
		"in Japanese":                       {"アプリケーション (クライアント) ID\n" + client + "\nディレクトリ (テナント) ID\n" + tenant + "\nクライアント シークレット: " + secret, all},
		"a mailbox":                         {"Mailbox: support@contoso.com\nClient ID: " + client, []string{"client-id=" + client, "mailbox=support@contoso.com"}},
		"an address of a sign-in":           {"open " + auth + "?client_id=" + client + "&redirect_uri=https%3A%2F%2Fmail.contoso.com%2Fcb&state=1", []string{"auth-endpoint=" + auth, "client-id=" + client, "redirect-uri=https://mail.contoso.com/cb"}},
		"a client ID broken over two lines": {"Client ID: " + client[:20] + "\n" + client[20:] + "\nTenant ID: " + tenant, ids},
		"a secret broken over two lines":    {"Client ID: " + client + "\nTenant ID: " + tenant + "\nClient secret: " + secret[:20] + "\n" + secret[20:] + "\n", all},
		"an endpoint broken over two lines": {"Token URL: " + token[:60] + "\n" + token[60:], []string{"token-endpoint=" + token}},
		"an old secret with any sign":       {"CLIENT_ID=" + client + "\nCLIENT_SECRET=:a+b/c=d&e%f@g:h;i?j#k[l]?\n", []string{"client-id=" + client, "client-secret=:a+b/c=d&e%f@g:h;i?j#k[l]?"}},
		"a secret without a label":          {"here: " + secret, []string{"client-secret=" + secret}},
		"two IDs without a label":           {client + "\n" + tenant, nil},
		"two IDs on a line":                 {client + " " + tenant, nil},
		"an ID without a label":             {client, nil},
		"another ID":                        {"Object ID: " + object + "\nCorrelation ID: " + keyID + "\nresourceAppId: 00000003-0000-0000-c000-000000000000", nil},
		"prose about them":                  {"Please send the client ID, the tenant ID and the value of the secret.", nil},
	} {
		t.Run(name, func(t *testing.T) {
			x := intake.Read(tt.text)
			want := slices.Clone(tt.want)
			slices.Sort(want)
			if got := found(x); !slices.Equal(got, want) {
				t.Errorf("got %q\nwant %q", got, want)
			}
			if said := printed(x); strings.Contains(said, secret[8:20]) {
				t.Errorf("the secret is printed: %s", said)
			}
		})
	}
}

// printed is all that a reading prints of itself.
func printed(x intake.Text) string {
	text, err := json.Marshal(x)
	if err != nil {
		return err.Error()
	}
	return string(text) + fmt.Sprintf("%+v %#v %v", x, x, x)
}

func TestAJoinedValueSaysSo(t *testing.T) {
	for _, v := range intake.Read("Client ID: " + client[:20] + "\n" + client[20:] + "\nTenant ID: " + tenant).Values {
		if v.Joined != (v.Field == guide.FieldClientID) {
			t.Errorf("%+v", v)
		}
	}
}

func TestASecretInAnotherFieldIsASecret(t *testing.T) {
	x := intake.Read("CLIENT_ID=" + secret + "\nCLIENT_SECRET=" + client)
	if len(x.Values) != 2 || x.Values[0].Text != "" || x.Values[0].Secret.Reveal() != secret {
		t.Errorf("%+v", x)
	}
}

func TestWhatIsNoIDIsNotPrinted(t *testing.T) {
	for _, txt := range []string{"CLIENT_ID=Summer2031pl!\nTENANT_ID=x", "TENANT_ID=hunter_2/hunter\nCLIENT_ID=" + client, "TOKEN_URL=https://u:Summer2031pl!@login.microsoftonline.com/x/oauth2/token\nCLIENT_ID=" + client} {
		if said := printed(intake.Read(txt)); strings.Contains(said, "2031pl") || strings.Contains(said, "hunter") {
			t.Errorf("%q prints %s", txt, said)
		}
	}
}

func TestAValueKnowsItsLine(t *testing.T) {
	x := intake.Read("Hi\n\nClient ID:\n" + client + "\nTenant ID: " + tenant)
	if len(x.Values) != 2 || x.Values[0].Line != 4 || x.Values[1].Line != 5 {
		t.Errorf("%+v", x.Values)
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"Client ID: " + client, `{"appId":"x","passwordCredentials":[{"endDateTime":"2020-01-01"}]}`, "[{[{[{", "a,b;c\td,e\n1,2", "'aud': {", "Content-Transfer-Encoding: base64\n\nAAAA",
		`{"log":{"entries":[{}]}}`, "RoleName InScope\n-------- -------\nx False", "> POST / HTTP/1.1\n> Host: x\n< HTTP/1.1 400", "a   b\tc|d", "{\"\n{\"\n", "Value\n:\n\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, txt string) {
		x := intake.Read(txt + "\nCLIENT_SECRET=" + secret)
		if strings.Contains(printed(x), secret[8:20]) {
			t.Errorf("the secret is printed of %q", txt)
		}
		for _, fact := range x.Facts {
			for _, c := range fact.Causes {
				if !c.Known() {
					t.Errorf("no cause %q", c)
				}
			}
			if fact.Says == "" {
				t.Errorf("a fact without words: %+v", fact)
			}
		}
	})
}

// hard are the most expensive texts.
var hard = map[string]string{
	"colons":         ":",
	"labels":         "client id: ",
	"labels alone":   "Client ID\n",
	"fields":         "a=b&",
	"ampersands":     "&",
	"spaces":         "a  b\n",
	"words":          "client id is " + client + " ",
	"tabs":           "Client ID\tTenant ID\n",
	"addresses":      "https://login.microsoftonline.com/x/oauth2/token\n",
	"objects":        "{\"a\":1}\n",
	"open objects":   "{\"a\":\n",
	"open lists":     "[{",
	"a log in JSON":  `{"time":"2026-05-02T08:14:22Z","level":"error","message":"attempt 17 for support@contoso.com at https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token","client_id":"` + client + "\"}\n",
	"records":        "RoleName InScope\n-------- -------\nx False\n\n",
	"encoded parts":  "Content-Transfer-Encoding: base64\n\nAAAA\n--b\n",
	"encoded heads":  "Content-Transfer-Encoding: base64\n",
	"columns":        "Date (UTC),Activity,Result,Target1DisplayName\n",
	"python dicts":   "'aud': {",
	"long lists":     "aud x\nroles [\n",
	"keys":           "KeyIdentifier=",
	"a curl request": "> POST /x HTTP/1.1\n> Host: login.microsoftonline.com\n",
}

func BenchmarkRead(b *testing.B) {
	for name, unit := range hard {
		for _, size := range []int{100 << 10, 1 << 20} {
			text := strings.Repeat(strings.Repeat(unit, 4000/len(unit))+"\n", size/4000)
			b.Run(fmt.Sprintf("%s-%d", strings.ReplaceAll(name, " ", "-"), size>>10), func(b *testing.B) {
				for b.Loop() {
					intake.Read(text)
				}
			})
		}
	}
}

func TestLinesOfDashesCostLittle(t *testing.T) {
	const limit = 64 << 20
	for name, txt := range map[string]string{
		"tables in a table": strings.Repeat("-- --\n", 2000),
		"many columns":      strings.Repeat("-- ", 20000) + "\n" + strings.Repeat("a\n", 2000),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		intake.Read(txt)
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; used > limit {
			t.Errorf("%s: %d bytes for %d", name, used, len(txt))
		}
	}
}
