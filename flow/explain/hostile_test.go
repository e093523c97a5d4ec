package explain_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"mailgrant/flow/explain"
)

// hostile are documents of each format. SECRET is a text in all the fields that
// an explanation may quote, and in others.
var hostile = map[string]string{
	"app": `{"appId":"SECRET","displayName":"SECRET","disabledByMicrosoftStatus":"SECRET","signInAudience":"SECRET",
		"passwordCredentials":[{"displayName":"SECRET","endDateTime":"2020-01-01T00:00:00Z"}],
		"web":{"redirectUris":["SECRET"]},"spa":{"redirectUris":["https://contoso.com/SECRET"]},"requiredResourceAccess":[{"resourceAppId":"SECRET","resourceAccess":[{"id":"SECRET","type":"Scope"}]}]}`,
	"apps":              `[{"appId":"a","displayName":"SECRET","isDisabled":true,"passwordCredentials":[]},{"appId":"b","displayName":"SECRET","isDisabled":true,"passwordCredentials":[]}]`,
	"service principal": `{"servicePrincipalType":"Application","appDisplayName":"SECRET","accountEnabled":false,"disabledByMicrosoftStatus":"SECRET","tags":["SECRET"],"notes":"SECRET"}`,
	"new secret":        `{"secretText":"SECRET","displayName":"SECRET","endDateTime":"SECRET"}`,
	"sign-in": `{"createdDateTime":"SECRET","appDisplayName":"SECRET","resourceDisplayName":"SECRET","correlationId":"SECRET","status":{"errorCode":53003,"failureReason":"SECRET","additionalDetails":"SECRET"},
		"appliedConditionalAccessPolicies":[{"displayName":"SECRET","id":"SECRET","result":"failure"}]}`,
	"audit": `{"activityDisplayName":"Update application","activityDateTime":"SECRET","result":"success","initiatedBy":{"user":{"userPrincipalName":"SECRET"}},
		"targetResources":[{"displayName":"SECRET","modifiedProperties":[{"displayName":"AppAddress","oldValue":"https://contoso.com/SECRET","newValue":"[]"}]}]}`,
	"audit, a secret": `{"activityDisplayName":"Update application","result":"success","targetResources":[{"displayName":"SECRET","modifiedProperties":[
		{"displayName":"KeyDescription","oldValue":"[KeyIdentifier=SECRET,KeyType=Password,DisplayName=SECRET]","newValue":"[]"}]}]}`,
	"token": `{"aud":"SECRET","tid":"SECRET","appid":"SECRET","oid":"SECRET","roles":["SECRET"],"scp":"SECRET","exp":1600000000}`,
	"roles": `{"aud":"https://graph.microsoft.com","appid":"SECRET","oid":"x","roles":["SECRET"],"exp":1600000000}`,
	"har": `{"log":{"entries":[{"request":{"method":"SECRET","url":"https://login.microsoftonline.com/t/oauth2/v2.0/token?SECRET","headers":[{"name":"Authorization","value":"SECRET"}],"postData":{"text":"a=b&SECRET"}},
		"response":{"status":400,"headers":[{"name":"Location","value":"https://contoso.com/?error=invalid_client&error_description=SECRET"}],"content":{"text":"AADSTS7000215: Invalid client secret SECRET provided. SECRET"},"_error":"SECRET"}}]}}`,
	"exchange": "Role : Application Mail.Read SECRET\nCustomResourceScope : SECRET\nEwsApplicationAccessPolicy : EnforceAllowList\nEwsAllowList : {SECRET}\nName : SECRET\n",
	"policy":   "AppId : SECRET\nMailbox : SECRET\nAccessCheckResult : Denied\n",
	"curl":     "> POST /SECRET HTTP/1.1\n> Host: login.microsoftonline.com\n> Authorization: SECRET\nscope=SECRET\n< HTTP/1.1 401\nAADSTS7000215: SECRET",
	"settings": "CLIENT_ID=SECRET\nTENANT_ID=SECRET\nTOKEN_URL=SECRET\nREDIRECT_URI=SECRET\nSCOPE=https://graph.windows.net SECRET\nIMAP_HOST=outlook.office365.com/SECRET\nSECRET SCOPE=Mail.Read\nMAIL_FROM=SECRET\n",
	"csv":      "Date (UTC),Request ID,Correlation ID,User,Application,Resource,Status,Sign-in error code,Failure reason\nSECRET,SECRET,x,y,SECRET,SECRET,Failure,7000215,SECRET\n",
}

func TestNoFormatRepeatsWhatItCallsASecret(t *testing.T) {
	const (
		password = "Tr0ub4dor-Hunter"
		refresh  = "1.AXkAabcdefREFRESHabcdefgh0123456789abcdefgh0123456789abcdefgh"
	)
	login := base64.StdEncoding.EncodeToString([]byte("user:" + password))
	secrets := []string{
		"client_secret=" + password, "client_secret%3D" + password, "password: " + password, "Kennwort: " + password, "refresh_token=" + refresh,
		"https://user:" + password + "@contoso.com/", "Basic " + login,
		`{\"client_secret\":\"` + password + `\"}`,
	}
	for name, doc := range hostile {
		for _, s := range secrets {
			txt := strings.ReplaceAll(doc, "SECRET", s)
			mail := "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString([]byte(txt))
			for _, given := range []string{txt, mail} {
				x := explain.At(given, time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC))
				data, err := json.Marshal(x)
				if err != nil {
					t.Fatal(err)
				}
				shown := string(data) + fmt.Sprint(x.Quoted)
				for _, part := range []string{password, "Hunter", refresh[:30], login} {
					if strings.Contains(shown, part) {
						t.Errorf("%s repeats %s: %s", name, s, shown)
						break
					}
				}
			}
		}
	}
}

func TestASecretThatIsRepeatedElsewhereIsHidden(t *testing.T) {
	const password = "Tr0ub4dor-Hunter"
	for name, txt := range map[string]string{
		"in the error":         "client_secret=" + password + "\nAADSTS7000215: Invalid client key " + password + " was sent.",
		"before its name":      "AADSTS7000215: Invalid client key " + password + " was sent.\nKennwort: " + password,
		"in a setting":         "IMAP_HOST=outlook.office365.com\nIMAP_USER=anna@contoso.com\nIMAP_PASSWORD=" + password + "\nSCOPE=https://graph.microsoft.com/.default " + password,
		"in a folded subject":  "Subject: =?utf-8?Q?AADSTS7000215:_Invalid_client_secret_passw?=\n =?utf-8?Q?ort:_" + password + "?=\nMIME-Version: 1.0\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nSGVsbG8=\n",
		"in a sign-in's entry": `{"createdDateTime":"2026-01-01T00:00:00Z","appDisplayName":"` + password + `","status":{"errorCode":7000215,"failureReason":"bad"},"password":"` + password + `"}`,
	} {
		x := explain.Explain(txt)
		data, err := json.Marshal(x)
		if err != nil {
			t.Fatal(err)
		}
		if shown := string(data) + fmt.Sprint(x.Quoted); strings.Contains(shown, "Hunter") || len(x.Warnings) == 0 {
			t.Errorf("%s: %s", name, shown)
		}
	}
}
