package explain_test

import (
	"testing"

	"mailgrant/flow/catalogue"
	"mailgrant/flow/check"
	"mailgrant/flow/explain"
	"mailgrant/flow/finding"
	"mailgrant/flow/wire"
)

// live is what a check reports if Entra refuses a token with a number.
func live(number int) finding.Finding {
	g := &wire.Grant{Reply: wire.Reply{Codes: []int{number}, Evidence: finding.Evidence{HTTPStatus: 400}}}
	for _, f := range check.Examine(check.Case{Results: check.Results{Token: g}}) {
		if (f.Check == finding.TokenCheck || f.Check == finding.Network) && f.Cause != "" {
			return f
		}
	}
	return finding.Finding{}
}

func TestACheckAndExplainFindTheSameCauseOfANumber(t *testing.T) {
	for _, number := range catalogue.Codes() {
		f := live(number)
		code, _ := catalogue.Of(number)
		if f.Cause != code.Causes[0] {
			t.Errorf("%d: a check says %s, the catalogue %s", number, f.Cause, code.Causes[0])
		}
		x := explain.Explain(catalogue.Name(number)).Candidates[0]
		if x.Cause != f.Cause && len(code.Rules) == 0 {
			t.Errorf("%d: a check says %s, explain %s", number, f.Cause, x.Cause)
		}
		if code.Says != "" && (f.Says != code.Says || x.Says != code.Says) {
			t.Errorf("%d: a check says %q, explain %q", number, f.Says, x.Says)
		}
	}
}
