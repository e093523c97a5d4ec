package flow_test

import (
	"testing"

	"mailgrant/flow/check"
	"mailgrant/flow/finding"
)

func TestEveryRareCodeHasACauseThatIsExplained(t *testing.T) {
	seen := map[int]bool{}
	for _, r := range check.RareCodes {
		for _, code := range r.Codes {
			if seen[code] || check.CodeCauses[code] != "" {
				t.Errorf("AADSTS%d is listed twice", code)
			}
			seen[code] = true
			p := goodProof()
			p.refuse(400, code)
			root := check.ReportOf(p.settle().AsCase()).Root
			if root == nil || root.Cause != r.Cause {
				t.Fatalf("AADSTS%d: %+v, want %s", code, root, r.Cause)
			}
			readable(t, *root)
		}
	}
}

func TestACatchAllSaysNothingBesideAnotherCode(t *testing.T) {
	for name, c := range map[string]struct {
		codes []int
		want  finding.Cause
	}{
		"alone":                      {[]int{50000}, finding.ServiceUnavailable},
		"beside one that is known":   {[]int{7000222, 50000}, finding.SecretExpired},
		"beside one that is unknown": {[]int{999999, 50000}, finding.Unknown},
		"the other one":              {[]int{999999, 70000}, finding.Unknown},
	} {
		p := goodProof()
		p.refuse(400, c.codes...)
		if root := check.ReportOf(p.settle().AsCase()).Root; root == nil || root.Cause != c.want {
			t.Errorf("%s: %+v, want %s", name, root, c.want)
		}
	}
}
