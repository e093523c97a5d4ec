package value_test

import (
	"net/url"
	"strings"
	"testing"

	"mailgrant/flow/value"
)

func FuzzEndpoint(f *testing.F) {
	for _, table := range []map[string]pasted{rightURLs, wrongVersions, wrongKinds, wrongTenants, wrongHosts, wrongSpellings} {
		for _, p := range table {
			f.Add(strings.ReplaceAll(p.url, "GUID", aTenant))
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, want := range []value.EndpointKind{value.EndpointToken, value.EndpointAuthorize, value.EndpointAdminConsent, ""} {
			got := value.JudgeEndpoint(text, want)
			for _, p := range got.Problems {
				wellSaid(t, p)
			}
			if strings.ContainsFunc(got.Endpoint.Tenant, func(r rune) bool { return r <= ' ' || r >= 0x7F }) {
				t.Fatalf("tenant %q of %q", got.Endpoint.Tenant, text)
			}
			if got.Corrected != "" {
				rightAgain(t, got, want)
			} else if want == value.EndpointToken && len(got.Problems) == 0 {
				t.Fatalf("%q is right, but no URL is given", text)
			}
		}
		where, problems, _ := value.ParseLocation(text)
		if (where.Tenant == "") != (len(problems) > 0) {
			t.Fatalf("ParseWhere(%q) = %+v, %v", text, where, problems)
		}
		for _, p := range problems {
			wellSaid(t, p)
		}
	})
}

// rightAgain requires that a corrected URL leads to Microsoft and needs no
// further correction.
func rightAgain(t *testing.T, got value.Judgement, want value.EndpointKind) {
	u, err := url.Parse(got.Corrected)
	if err != nil || u.Scheme != "https" || u.User != nil || u.RawQuery != "" {
		t.Fatalf("corrected to %q: %v", got.Corrected, err)
	}
	if _, ok := value.CloudOfLogin(u.Host); !ok {
		t.Fatalf("corrected to the host %q", u.Host)
	}
	again := value.JudgeEndpoint(got.Corrected, want)
	if len(again.Problems) > 0 || len(again.Notes) > 0 || again.Corrected != got.Corrected {
		t.Fatalf("corrected to %q, which is not right: %+v", got.Corrected, again)
	}
}

func FuzzSecret(f *testing.F) {
	for _, seed := range []string{realSecret, aTenant, "aB3****", "a b", "%2B", "eyJ", "x=" + realSecret} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		problems := value.JudgeSecret(value.NewSecret(text), "", "")
		if len(problems) > 1 {
			t.Fatalf("%d findings", len(problems))
		}
		for _, p := range problems {
			wellSaid(t, p)
			said := p.Says + strings.Join(p.Do, " ") + strings.Join(p.Codes, " ")
			if len(text) >= 12 && strings.Contains(said, text) {
				t.Fatalf("%q is quoted", text)
			}
		}
		if day, problem := value.ParseDate(text); problem == nil && day.Year() < 2010 {
			t.Fatalf("ParseDay(%q) = %v", text, day)
		}
	})
}

func BenchmarkJudgeEndpoint(b *testing.B) {
	for name, text := range map[string]string{
		"right": idToken, "wrong": wrongSpellings["everything at once"].url, "look-alike": "https://login.microsoftonline.co/x/oauth2/token",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				value.JudgeEndpoint(text, value.EndpointToken)
			}
		})
	}
}
