package flow

import "testing"

func TestEveryRareCodeHasACauseThatIsExplained(t *testing.T) {
	seen := map[int]bool{}
	for _, r := range rareCodes {
		for _, code := range r.codes {
			if seen[code] || codeCauses[code] != "" {
				t.Errorf("AADSTS%d is listed twice", code)
			}
			seen[code] = true
			p := goodProof()
			p.refuse(400, code)
			root := ReportOf(p.settle().AsCase()).Root
			if root == nil || root.Cause != r.cause {
				t.Fatalf("AADSTS%d: %+v, want %s", code, root, r.cause)
			}
			readable(t, *root)
		}
	}
}

func TestACatchAllSaysNothingBesideAnotherCode(t *testing.T) {
	for name, c := range map[string]struct {
		codes []int
		want  Cause
	}{
		"alone":                      {[]int{50000}, ServiceUnavailable},
		"beside one that is known":   {[]int{7000222, 50000}, SecretExpired},
		"beside one that is unknown": {[]int{999999, 50000}, Unknown},
		"the other one":              {[]int{999999, 70000}, Unknown},
	} {
		p := goodProof()
		p.refuse(400, c.codes...)
		if root := ReportOf(p.settle().AsCase()).Root; root == nil || root.Cause != c.want {
			t.Errorf("%s: %+v, want %s", name, root, c.want)
		}
	}
}
