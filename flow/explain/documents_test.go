package explain

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/intake"
	"mailgrant/flow/soak"
)

// theDay is the day on which the documents are read.
var theDay = time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)

func TestADocumentIsReadForWhatItProves(t *testing.T) {
	for _, l := range labels(t, "documents.txt") {
		t.Run(l.name, func(t *testing.T) {
			x := At(l.text, theDay)
			if got := x.Candidates[0].Cause; got != l.wants[0] {
				t.Errorf("is %v, want %s (%s)", causesOf(x), l.wants[0], x.Evidence.ServerText)
			}
			if x.Certain != (l.kind == "decided") {
				t.Errorf("certain %t of %v (%s)", x.Certain, causesOf(x), x.Evidence.ServerText)
			}
			if l.kind == "open" && !slices.Equal(causesOf(x)[:len(l.wants)], l.wants) {
				t.Errorf("is left open among %v", causesOf(x))
			}
		})
	}
}

// fields are the places of a document where a secret can be.
var fields = regexp.MustCompile(`[A-Za-z0-9][A-Za-z0-9._/@+:~-]{3,}`)

func TestSoakASecretInAnyFieldOfADocumentIsNotRepeated(t *testing.T) {
	old := "aB3+/dEf" + "Gh1JkLmN0pQrStUvWxYz0123456789abcdE="
	for _, l := range labels(t, "documents.txt") {
		t.Run(l.name, func(t *testing.T) {
			text := strings.ReplaceAll(l.text, canary, "a secret")
			var own []string
			for _, secret := range []string{canary, old} {
				for _, p := range pieces(secret) {
					if !strings.Contains(text, p) {
						own = append(own, p)
					}
				}
			}
			for i, at := range soak.Some(t, 12, fields.FindAllStringIndex(text, -1)) {
				secret := canary
				if i%4 == 3 {
					secret = old
				}
				with := text[:at[0]] + secret + text[at[1]:]
				said := everything(At(with, theDay)) + printed(intake.Read(with))
				for _, p := range own {
					if strings.Contains(said, p) {
						t.Fatalf("%q in place of %q is repeated:\n%s", secret, text[at[0]:at[1]], said)
					}
				}
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

func TestASecretThatADocumentEncodesIsNotRepeated(t *testing.T) {
	pack := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	body := "client_secret=" + canary + "&x=1 AADSTS7000222: The provided client secret keys are expired."
	for name, text := range map[string]string{
		"a mail in base64":           "Subject: x\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + pack(body) + "\n",
		"a mail's subject":           "Subject: =?utf-8?B?" + pack(canary) + "?=\nContent-Transfer-Encoding: quoted-printable\n\nAADSTS7000222\n",
		"a mail, wrapped":            "Subject: x\nContent-Transfer-Encoding: quoted-printable\n\n" + strings.Replace(body, canary, canary[:20]+"=\n"+canary[20:], 1) + "\n",
		"a HAR's answer":             `{"log":{"entries":[{"request":{"method":"POST","url":"https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token","headers":[{"name":"Authorization","value":"Bearer ` + token(`{"aud":"x"}`) + `"}],"postData":{"text":"` + body + `"}},"response":{"status":401,"headers":[],"content":{"text":"` + pack(body) + `","encoding":"base64"}}}]}}`,
		"a HAR that did not fail":    `{"log":{"entries":[{"request":{"method":"POST","url":"https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token","headers":[],"postData":{"text":"client_secret=` + canary + `"}},"response":{"status":200,"headers":[],"content":{"text":"{\"access_token\":\"` + token(`{"aud":"x"}`) + `\"}"}}}]}}`,
		"a new secret":               `{"appId":"d3590ed6-52b3-4102-aeff-aad2292ab01c","password":"` + canary + `","tenant":"contoso.com"}`,
		"a new secret of Graph":      `{"customKeyIdentifier":null,"endDateTime":"2028-05-01T08:00:00Z","keyId":"22222222-3333-4444-8555-777777777777","secretText":"` + canary + `","hint":"Zq9"}`,
		"a manifest with its secret": `{"appId":"d3590ed6-52b3-4102-aeff-aad2292ab01c","passwordCredentials":[{"displayName":"mail","endDateTime":"2020-05-01T08:00:00Z","value":"` + canary + `","secretText":"` + canary + `"}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			x := At(text, theDay)
			said := everything(x) + printed(intake.Read(text))
			for _, p := range append(pieces(canary), tokenMark[:12], "eyJ", pack(canary)[:16]) {
				if strings.Contains(said, p) {
					t.Fatalf("%q is repeated:\n%s", p, said)
				}
			}
			if len(x.Warnings) == 0 {
				t.Errorf("nothing is warned of:\n%s", said)
			}
		})
	}
}

func TestTheEvidenceNamesWhatTheDocumentHas(t *testing.T) {
	said := map[string]string{}
	for _, l := range labels(t, "documents.txt") {
		said[l.name] = At(l.text, theDay).Evidence.ServerText
	}
	for name, want := range map[string]string{
		"a manifest of the old format, its secret ended":                         `client secret "mail" (aB3…) ended on 2026-05-01`,
		"a manifest of the Microsoft Graph format, one secret ended and one not": `client secret "old" (aB3…) ended on 2026-05-01; another one ends on 2028-05-01`,
		"a manifest of the Microsoft Graph format, the redirect under SPA":       "redirect URI https://mail.contoso.com/callback is under the platform Single-page application (spa), and none is under Web",
		"az ad app show, delegated permissions only and nobody to sign in":       "requiredResourceAccess has Mail.ReadWrite and Mail.Send as delegated permissions (type Scope) only",
		"a sign-in log of the portal, JSON":                                      `Refused by the Conditional Access policy Block outside the office`,
		"a sign-in log of the portal, CSV":                                       `sign-in of "Mail product" to Microsoft Graph failed with 7000222 at 2026-11-20T07:15:02Z`,
		"an audit log: the secret was removed":                                   `bob@contoso.com removed the client secret "mail", "Mail product", at 2026-11-20T16:02:11Z`,
		"an audit log of the portal, CSV: the app was deleted":                   `bob@contoso.com deleted the app, "Mail product", at 2026-11-20T16:02:11`,
		"Test-ApplicationAccessPolicy":                                           "AccessCheckResult is Denied (support)",
		"Get-ApplicationAccessPolicy":                                            "with AccessRight RestrictAccess names this app (Mail product group)",
		"Test-ServicePrincipalAuthorization, a table":                            "InScope is False for Application Mail.ReadWrite and Application Mail.Send",
		"jwt.ms, decoded: a token for a person":                                  "It is for a person, with delegated permissions (scp): Mail.ReadWrite, Mail.Send and User.Read.",
		"jwt.ms, decoded: no role at all":                                        "no permission at all",
		"settings with an endpoint of V1":                                        "TOKEN_URL: This is the V1 token endpoint",
		"application.properties with a single permission as scope":               "scope: an app that signs in by itself must ask for …/.default",
		"settings above an error: the error counts":                              "AADSTS7000222: The provided client secret keys",
	} {
		if !strings.Contains(said[name], want) {
			t.Errorf("%s: %q; want %q in it", name, said[name], want)
		}
	}
	x := At(labelledText(t, "a sign-in log of the portal, JSON"), theDay)
	if !slices.Equal(x.Evidence.PolicyIDs, []string{"aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb"}) || x.Evidence.CorrelationID != "9f8e7d6c-1111-4222-8333-abcdefabcdef" {
		t.Errorf("%+v", x.Evidence)
	}
}

func labelledText(t *testing.T, name string) string {
	for _, l := range labels(t, "documents.txt") {
		if l.name == name {
			return l.text
		}
	}
	t.Fatalf("no text %q", name)
	return ""
}

func TestWithoutATimeNothingHasEnded(t *testing.T) {
	x := Explain(labelledText(t, "a manifest of the old format, its secret ended"))
	if x.Candidates[0].Cause != finding.Unknown || !strings.Contains(x.Evidence.ServerText, "ends on 2026-05-01") {
		t.Errorf("%v: %s", causesOf(x), x.Evidence.ServerText)
	}
}

func TestAReplyQuotesWhatTheDocumentShows(t *testing.T) {
	for name, want := range map[string]string{
		"a manifest of the old format, its secret ended": `client secret "mail" (aB3…) ended on 2026-05-01.`,
		"an audit log: the secret was removed":           `bob@contoso.com removed the client secret "mail", "Mail product", at 2026-11-20T16:02:11Z.`,
		"a sign-in log of the portal, JSON":              "",
	} {
		x := At(labelledText(t, name), theDay)
		if x.Quoted.Shows != want || x.Quoted.Mailbox != "" {
			t.Errorf("%s: %q of %q", name, x.Quoted.Shows, x.Quoted.Mailbox)
		}
	}
	if x := At(labelledText(t, "a manifest of the old format, its secret ended"), theDay); x.Evidence.Timestamp != "" || x.Evidence.PolicyIDs == nil {
		t.Errorf("a manifest has the time of a failure: %+v", x.Evidence)
	}
}
