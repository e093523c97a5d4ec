package explain

import (
	"slices"
	"strings"
	"testing"
	"time"

	"mailgrant/flow/finding"
)

func TestATokenIsJudgedByWhatItIsFor(t *testing.T) {
	const tenant = `"tid":"2371829a-0c4d-422b-870f-b47456bf4d0c","appid":"3706d681-d8a2-4996-b41a-2426890b46be","oid":"461d0ba8-d852-4be0-99c3-28a4ead90fc0","exp":1725840152`
	tests := map[string]struct {
		claims string
		causes []finding.Cause
		says   string
		advise string
		never  string
		asks   string
	}{
		"IMAP of an app, another service":   {`"aud":"https://ps.outlook.com","roles":["IMAP.AccessAsApp","SMTP.SendAsApp"]`, []finding.Cause{finding.ResourceWrong, finding.MailboxDenied}, "Exchange's IMAP", "use the scope https://outlook.office365.com/.default", "Check the spelling", "Which scope"},
		"POP of an app, another service":    {`"aud":"https://outlook.example","roles":["POP.AccessAsApp"]`, []finding.Cause{finding.ResourceWrong, finding.MailboxDenied}, "Exchange's IMAP", "New-ServicePrincipal", "", "Which scope"},
		"IMAP of a person, for Graph":       {`"aud":"00000003-0000-0000-c000-000000000000","scp":"IMAP.AccessAsUser.All User.Read"`, []finding.Cause{finding.ResourceWrong}, "token is for", "https://outlook.office.com/IMAP.AccessAsUser.All", "", "Which scope"},
		"mail, another service":             {`"aud":"https://management.azure.com","roles":["Mail.Read"]`, []finding.Cause{finding.ResourceWrong, finding.TokenRejected}, "neither for Microsoft Graph nor", "https://graph.microsoft.com/.default for Microsoft Graph, https://outlook.office365.com/.default for IMAP", "spelling", ""},
		"mail, for Exchange":                {`"aud":"https://outlook.office365.com/","roles":["Mail.Read"]`, []finding.Cause{finding.ResourceWrong, finding.TokenRejected}, "not for Microsoft Graph", "IMAP.AccessAsApp", "", "IMAP, POP and SMTP"},
		"a person's":                        {`"aud":"https://graph.microsoft.com","scp":"Mail.Read offline_access"`, []finding.Cause{finding.DelegatedInsteadOfApplication, finding.MailboxDenied}, "right if somebody signs in to the product, and wrong", "by itself", "", "does it work by itself?"},
		"IMAP of an app, as it must be":     {`"aud":"https://outlook.office365.com","roles":["IMAP.AccessAsApp"]`, nil, "", "", "", ""},
		"SMTP of a person, as it must be":   {`"aud":"https://outlook.office.com","scp":"SMTP.Send"`, nil, "", "", "", ""},
		"IMAP by Exchange's ID, as it must": {`"aud":"00000002-0000-0ff1-ce00-000000000000","roles":["POP.AccessAsApp"]`, nil, "", "", "", ""},
	}
	for name, tt := range tests {
		for form, text := range map[string]string{"decoded": "{" + tt.claims + "," + tenant + "}", "encoded": token("{" + tt.claims + "," + tenant + "}")} {
			x := Explain(text)
			if tt.causes == nil {
				if x.Candidates[0].Cause != finding.Unknown {
					t.Errorf("%s, %s: %s of a token that is right", name, form, x.Candidates[0].Cause)
				}
				continue
			}
			k := x.Candidates[0]
			do := strings.Join(k.Do, "\n")
			if x.Certain || len(x.Candidates) < 2 || !slices.Equal(causesOf(x)[:len(tt.causes)], tt.causes) {
				t.Errorf("%s, %s: %v, certain %t; want %v", name, form, causesOf(x), x.Certain, tt.causes)
			}
			if !strings.Contains(k.Says, tt.says) || !strings.Contains(do, tt.advise) || tt.never != "" && strings.Contains(do, tt.never) || !strings.Contains(x.Ask, tt.asks) {
				t.Errorf("%s, %s: %q\n%s\n%s", name, form, k.Says, do, x.Ask)
			}
		}
	}
}

func TestATokenTellsHowLongAgoItEnded(t *testing.T) {
	end := time.Date(2024, 9, 9, 0, 2, 32, 0, time.UTC)
	for text, now := range map[string]time.Time{
		"": end, "0 minutes ago": end.Add(time.Second), "1 minute ago": end.Add(time.Minute), "3 hours ago": end.Add(3*time.Hour + time.Minute),
		"1 day ago": end.AddDate(0, 0, 1), "59 days ago": end.AddDate(0, 0, 59), "3 months ago": end.AddDate(0, 0, 92), "2 years ago": end.AddDate(2, 2, 0),
	} {
		for _, form := range []string{`{"aud":"https://graph.microsoft.com","tid":"x","roles":["Mail.Read"],"exp":1725840152}`, token(`{"aud":"https://graph.microsoft.com","roles":["Mail.Read"],"exp":1725840152}`)} {
			if got := At(form, now).Token; got == nil || got.Ended != text {
				t.Errorf("at %s: %+v, want %q", now, got, text)
			}
		}
	}
	if x := Explain(token(`{"aud":"https://graph.microsoft.com","exp":1725840152}`)); x.Token.Ended != "" {
		t.Errorf("without a time: %q", x.Token.Ended)
	}
}
