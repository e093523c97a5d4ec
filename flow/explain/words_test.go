package explain

import (
	"strings"
	"testing"

	"mailgrant/flow/finding"
)

func TestAStatusAloneIsOneOfHTTP(t *testing.T) {
	for _, n := range []string{"401", "403", "404", "407", "429", "500", "502", "503", "504", " 429\n", "(403)"} {
		bare, named := Explain(n), Explain("HTTP "+strings.Trim(n, " ()\n"))
		if bare.Candidates[0].Cause == finding.Unknown || bare.Candidates[0].Cause != named.Candidates[0].Cause {
			t.Errorf("%q: %v; HTTP: %v", n, causesOf(bare), causesOf(named))
		}
	}
}

func TestANameNearACauseIsAskedFor(t *testing.T) {
	for word, want := range map[string]string{
		"secret-expird": "secret-expired", "consent_mising": "consent-missing", "(mailbox-deneid)": "mailbox-denied", "Unreachble": "unreachable",
		"secret-expired": "", "hello": "", "it is broken": "", "permission": "", "password": "",
	} {
		x := Explain(word)
		if asks := strings.Contains(x.Candidates[0].Says, "Did you mean "+want+"?"); asks != (want != "") {
			t.Errorf("%q: %q", word, x.Candidates[0].Says)
		}
	}
}

func TestAQuotationIsCutBetweenWords(t *testing.T) {
	long := strings.Repeat("somewhat ", 30)
	for name, tt := range map[string]struct{ text, begins, ends string }{
		"at the beginning": {long + "Access is denied. Check credentials and try again.", "… somewhat", "try again."},
		"at the end":       {"Access is denied. Check credentials and try again. " + long + long, "Access is", "somewhat …"},
		"nowhere":          {"Access is denied. Check credentials and try again.", "Access is", "again."},
		"a quotation":      {"Remote Server returned '550 5.7.60 SMTP; Client does not have permissions to send as this sender'", "Remote", "sender'"},
		"a description": {`{"error":"invalid_scope","error_description":"AADSTS1002012: The provided value for scope Mail.Read is not valid. Trace ID: x","error_codes":[1002012],"timestamp":"2026-11-27 09:01:00Z"}`,
			"AADSTS1002012: The provided", "not valid."},
		"a description, the codes first": {`{"error_codes":[7000222],"timestamp":"2026-11-27 09:01:00Z","error_description":"AADSTS7000222: The provided client secret keys for app are expired."}`,
			"AADSTS7000222: The provided", "expired."},
	} {
		said := Explain(tt.text).Evidence.ServerText
		if !strings.HasPrefix(said, tt.begins) || !strings.HasSuffix(said, tt.ends) {
			t.Errorf("%s: %q", name, said)
		}
	}
}
