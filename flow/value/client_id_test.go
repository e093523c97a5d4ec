package value_test

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"mailgrant/flow/value"
)

const realSecret = "aB38Q~hunter2hunter2hunter2hunter2hunte"

func TestJudgeClientID(t *testing.T) {
	for name, c := range map[string]struct{ text, id, cause, says string }{
		"a GUID":                      {aTenant, aTenant, "", ""},
		"a GUID in upper case":        {strings.ToUpper(aTenant), aTenant, "", ""},
		"a GUID in braces":            {"{" + aTenant + "}", aTenant, "", ""},
		"a GUID with its label":       {"Application (client) ID : " + aTenant, aTenant, "", ""},
		"nothing":                     {" ", "", "client-id-malformed", "is missing"},
		"a placeholder":               {"<client-id>", "", "placeholder-left", "placeholder"},
		"a GUID of zeros":             {"00000000-0000-0000-0000-000000000000", "", "placeholder-left", "placeholder"},
		"the secret":                  {realSecret, "", "client-id-malformed", "looks like the client secret"},
		"the application's URI":       {"api://" + aTenant, "", "client-id-malformed", "Application ID URI"},
		"a URL":                       {domainToken, "", "client-id-malformed", "URL"},
		"an address":                  {"support@contoso.com", "", "client-id-malformed", "e-mail address"},
		"a domain":                    {"contoso.com", "", "client-id-malformed", "domain"},
		"a GUID without dashes":       {strings.ReplaceAll(aTenant, "-", ""), "", "client-id-malformed", "dashes"},
		"a GUID one digit short":      {aTenant[:35], "", "client-id-malformed", "31 characters"},
		"a GUID with a space":         {aTenant[:8] + " " + aTenant[8:], "", "client-id-malformed", "space"},
		"a GUID with the letter O":    {"O" + aTenant[1:], "", "client-id-malformed", "from a to f"},
		"a word":                      {"mailapp", "", "client-id-malformed", "is a GUID"},
		"Microsoft Graph's own ID":    {value.GraphAppID, "", "client-id-malformed", "Microsoft Graph"},
		"Exchange Online's own ID":    {value.ExchangeAppID, "", "client-id-malformed", "Exchange Online"},
		"the personal accounts' ID":   {value.PersonalTenant, "", "client-id-malformed", "tenant of Microsoft's"},
		"an ID with a line end in it": {aTenant[:9] + "\n" + aTenant[9:], "", "client-id-malformed", "line end"},
	} {
		t.Run(name, func(t *testing.T) {
			id, problems, _ := value.JudgeClientID(c.text)
			if id != c.id || causesOf(problems) != c.cause {
				t.Fatalf("got %q, %v", id, problems)
			}
			for _, f := range problems {
				wellSaid(t, f)
				if !strings.Contains(f.Says, c.says) || strings.Contains(f.Says, "hunter2") {
					t.Errorf("says %q, want %q in it", f.Says, c.says)
				}
			}
		})
	}
}

func TestJudgeSecret(t *testing.T) {
	const client, tenant = "c3d8f0a1-64b2-4e7f-8a95-1f0e2d3c4b5a", "contoso.com"
	for name, c := range map[string]struct{ text, cause, says string }{
		"a real one":                      {realSecret, "", ""},
		"a real one that begins eyJ":      {"eyJ" + realSecret[3:], "", ""},
		"nothing":                         {"", "secret-missing", "empty"},
		"blanks":                          {" \t ", "secret-missing", "empty"},
		"a Secret ID":                     {aTenant, "secret-id-not-value", "Secret ID"},
		"a Secret ID in upper case":       {strings.ToUpper(aTenant), "secret-id-not-value", "Secret ID"},
		"the client ID":                   {client, "secret-id-not-value", "is the client ID, not the client secret"},
		"the client ID in upper case":     {strings.ToUpper(client), "secret-id-not-value", "is the client ID, not the client secret"},
		"the tenant":                      {tenant, "secret-id-not-value", "is the tenant ID, not the client secret"},
		"a space within":                  {"hunter2 hunter2hunter2", "secret-malformed", "a space at position 8"},
		"a line end within":               {"hunter2\nhunter2", "secret-malformed", "a line end at position 8"},
		"a tab at the end":                {"hunter2\t", "secret-malformed", "a tab at position 8"},
		"an escape character":             {"hunter2\x1b[0m", "secret-malformed", "a control character at position 8"},
		"a letter with an accent":         {"hunter2é", "secret-malformed", "position 8"},
		"broken UTF-8":                    {"hunter2\xff", "secret-malformed", "a broken character at position 8"},
		"the portal's stars":              {"aB3******************", "secret-malformed", "no longer tells"},
		"the portal's bullets":            {"aB3••••••••••••••••••", "secret-malformed", "no longer tells"},
		"a token":                         {"eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.e30.x", "secret-malformed", "token"},
		"a key file":                      {"-----BEGIN PRIVATE KEY-----", "secret-malformed", "certificate"},
		"a URL":                           {domainToken, "secret-malformed", "URL"},
		"far too much":                    {strings.Repeat("a", 1025), "secret-malformed", "1025 characters"},
		"a placeholder":                   {"<client secret>", "placeholder-left", "placeholder"},
		"a variable":                      {"${CLIENT_SECRET}", "placeholder-left", "placeholder"},
		"your-client-secret":              {"your-client-secret", "placeholder-left", "placeholder"},
		"an unknown name before it":       {"FLAVOUR=" + realSecret, "secret-malformed", "equals sign"},
		"a line of PowerShell":            {`$secret = "` + realSecret + `"; Connect-MgGraph`, "secret-malformed", "more here than the client secret"},
		"JSON with it":                    {`{"password":"` + realSecret + `"}`, "secret-malformed", "more here than the client secret"},
		"JSON with another":               {`{"password":"S3cret!with:signs"}`, "secret-malformed", "This is JSON"},
		"pasted twice":                    {realSecret + realSecret, "secret-malformed", "twice"},
		"encoded in base64":               {base64.StdEncoding.EncodeToString([]byte(realSecret + "\n")), "secret-malformed", "base64"},
		"percent codes":                   {"abc%2Bdef%3Dxyz0123456789abcdefghijk", "secret-shape-unusual", "% codes"},
		"a real one cut short":            {realSecret[:30], "secret-shape-unusual", "only 30 characters"},
		"a real one with more behind":     {realSecret + "andmore", "secret-shape-unusual", "46 characters"},
		"an older one, 44 characters":     {"hunter2hunter2hunter2hunter2hunter2hunter2A=", "secret-shape-unusual", "about 2020"},
		"an older one with punctuation":   {"[6gyXA5S20@MN+WRXAJ]I-TO7g1:h2P8", "secret-shape-unusual", "may still be right"},
		"an older one that begins with $": {"$xK9qZ7mP2vT5wR8yB4nC6jH1gF3dS0a", "secret-shape-unusual", "may still be right"},
	} {
		t.Run(name, func(t *testing.T) {
			problems := value.JudgeSecret(value.NewSecret(c.text), client, tenant)
			if causesOf(problems) != c.cause {
				t.Fatalf("got %v", problems)
			}
			for _, f := range problems {
				wellSaid(t, f)
				said := f.Says + strings.Join(f.Do, " ")
				if !strings.Contains(f.Says, c.says) || strings.Contains(said, "hunter2") || strings.Contains(said, "aB3") {
					t.Errorf("says %q, want %q in it and nothing of the secret", f.Says, c.says)
				}
			}
		})
	}
}

// No secret of the kind that Microsoft issues today is refused, warned about or
// changed.
func TestRealSecretsPass(t *testing.T) {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_~.-"
	random := rand.New(rand.NewPCG(2026, 11))
	letters := func(n int) string {
		text := make([]byte, n)
		for i := range text {
			text[i] = alphabet[random.IntN(len(alphabet))]
		}
		return string(text)
	}
	for range 10_000 {
		text := fmt.Sprintf("%s%dQ~%s", letters(3), random.IntN(10), letters(31+random.IntN(4)))
		secret, notes := value.CleanSecret(value.NewSecret(text))
		if secret.Reveal() != text || notes != nil {
			t.Fatalf("cleaned to %q with %q: %q", secret.Reveal(), notes, text)
		}
		if problems := value.JudgeSecret(secret, aTenant, "contoso.com"); problems != nil {
			t.Fatalf("%q: %v", text, problems)
		}
	}
}

func TestParseDay(t *testing.T) {
	for name, c := range map[string]struct{ text, day, says string }{
		"the plain form":                     {"2027-11-21", "2027-11-21", ""},
		"with slashes":                       {"2027/11/21", "2027-11-21", ""},
		"American, as the portal shows":      {"11/21/2027", "2027-11-21", ""},
		"without leading zeros":              {"1/21/2027", "2027-01-21", ""},
		"British":                            {"21/11/2027", "2027-11-21", ""},
		"day and month alike":                {"5/5/2027", "2027-05-05", ""},
		"German":                             {"3.4.2027", "2027-04-03", ""},
		"a month in letters":                 {"Nov 21, 2027", "2027-11-21", ""},
		"a whole month in letters":           {"21 November 2027", "2027-11-21", ""},
		"with a time, as the portal tells":   {"11/21/2027, 12:00:00 AM", "2027-11-21", ""},
		"with a time and no comma":           {"2027-11-21 08:30", "2027-11-21", ""},
		"RFC 3339":                           {"2027-11-21T08:30:00Z", "2027-11-21", ""},
		"with its label":                     {"Expires: 2027-11-21", "2027-11-21", ""},
		"two days in one":                    {"03/04/2027", "", "two days"},
		"a year of two digits":               {"11/21/27", "2027-11-21", ""},
		"British, a year of two digits":      {"21/11/27", "2027-11-21", ""},
		"German, a year of two digits":       {"21.11.27", "2027-11-21", ""},
		"German, in words":                   {"21. November 2027", "2027-11-21", ""},
		"a year of two digits in front":      {"27-11-21", "", "not a date"},
		"two days in one, a short year":      {"3/4/27", "", "two days"},
		"a lifetime, from no day":            {"24 months", "", "not a date"},
		"a GUID":                             {"c3d8f0a1-64b2-4e7f-8a95-1f0e2d3c4b5a", "", "a GUID"},
		"a mailbox":                          {"support@contoso.com", "", "e-mail address"},
		"a URL":                              {"https://contoso.com/2027", "", "a URL"},
		"a day that is not in the calendar":  {"2/30/2027", "", "no such day"},
		"a 29th of February in another year": {"2027-02-29", "", "not a date"},
		"a word":                             {"never", "", "not a date"},
		"nothing":                            {" ", "", "is missing"},
		"a year long past":                   {"1970-01-01", "", "year"},
		"nothing but a time":                 {"12:00", "", "not a date"},
		"numbers past all bounds":            {"99999999999999999999/1/2027", "", "not a date"},
	} {
		t.Run(name, func(t *testing.T) {
			day, problem := value.ParseDate(c.text)
			if c.says == "" {
				if problem != nil || day.Format(value.DateLayout) != c.day || day.Location().String() != "UTC" {
					t.Fatalf("got %v, %v", day, problem)
				}
				return
			}
			if problem == nil || !strings.Contains(problem.Says, c.says) {
				t.Fatalf("got %v, %v; want %q", day, problem, c.says)
			}
			wellSaid(t, *problem)
		})
	}
}
