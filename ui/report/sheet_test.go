package report

import (
	"bytes"
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/guide"
)

func saved(name string) flow.HandedOff {
	c := flow.Credential{}
	c.Name, c.Guide = name, guide.All()[0].ID
	return flow.HandedOff{Credential: c, Outcome: flow.Saved}
}

func printed(s flow.State, practice bool) string {
	var out bytes.Buffer
	NewWriter(&out, false, 80).HandedOff(s, practice)
	return out.String()
}

func TestWhatWasSavedIsPrintedThoughAChangeWasLost(t *testing.T) {
	s := flow.State{Earlier: []flow.HandedOff{saved("contoso-2")}}
	s.Values.Guide = guide.All()[0].ID
	out := printed(s, false)
	for _, says := range []string{"Saved as contoso-2", "hand-off sheet", "contoso-2 stays as it was saved"} {
		if !strings.Contains(out, says) {
			t.Errorf("%q is missing in\n%s", says, out)
		}
	}
	if strings.Contains(out, "Nothing was saved") {
		t.Error(out)
	}
}

func TestPracticeIsSaidOnceForSeveralTenants(t *testing.T) {
	s := flow.State{Outcome: flow.KeptNone}
	s.Values.Guide = guide.All()[0].ID
	s.HandedOff = []flow.HandedOff{saved("contoso"), saved("fabrikam")}
	out := printed(s, true)
	if strings.Count(out, "This was practice") != 1 || strings.Count(out, "Next:") != 1 || strings.Count(out, "hand-off sheet") != 3 {
		t.Error(out)
	}
}
