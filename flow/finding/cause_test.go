package finding_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"

	"mailgrant/flow/finding"
)

// declaredCauses reads the causes from the source, so that none is forgotten
// here.
func declaredCauses(t *testing.T) []finding.Cause {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "cause.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var found []finding.Cause
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if typ, ok := spec.Type.(*ast.Ident); ok && typ.Name == "Cause" {
			name, _ := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			found = append(found, finding.Cause(name))
		}
		return true
	})
	if len(found) < 70 {
		t.Fatalf("found %d causes only", len(found))
	}
	return found
}

// TestTheCatalogueSpeaksOfEveryNamedCause: every cause named in Go is in the
// catalogue, with an owner. The catalogue may hold more.
func TestTheCatalogueSpeaksOfEveryNamedCause(t *testing.T) {
	for _, c := range declaredCauses(t) {
		if !c.Known() || c.Owner().Words() == "" {
			t.Errorf("%s is not in the catalogue, or nobody's move", c)
		}
	}
}

func TestACauseDecidesTheStatus(t *testing.T) {
	for name, c := range map[string]struct {
		causes []finding.Cause
		want   finding.Status
	}{
		"no cause is well":                         {[]finding.Cause{""}, finding.Pass},
		"the contract's warnings warn":             {[]finding.Cause{finding.SecretShapeUnusual, finding.AdminConsentFormUndocumented, finding.ClockSkew, finding.SecretExpiring, finding.PermissionExcess}, finding.Warn},
		"network trouble leaves it open":           {[]finding.Cause{finding.DNSFailure, finding.Unreachable, finding.Timeout, finding.TLSUntrusted, finding.ProxyRefused, finding.CaptivePortal, finding.TenantRestricted}, finding.Undecided},
		"Microsoft's trouble leaves it open":       {[]finding.Cause{finding.Throttled, finding.ServiceUnavailable, finding.ReplyMalformed}, finding.Undecided},
		"what passes by itself leaves it open":     {[]finding.Cause{finding.NotYetPropagated}, finding.Undecided},
		"what is not known leaves it open":         {[]finding.Cause{finding.Unknown}, finding.Undecided},
		"a keyring and a name leave it open":       {[]finding.Cause{finding.KeyringUnavailable, finding.KeyringLocked, finding.KeyringTimeout, finding.KeyringTooLarge, finding.NameUnknown}, finding.Undecided},
		"the app's, the tenant's and others' fail": {[]finding.Cause{finding.SecretExpired, finding.ConsentMissing, finding.MailboxBlocked, finding.ConsentDeclined, finding.NameTaken, finding.MailboxMalformed, finding.EndpointV1}, finding.Fail},
	} {
		t.Run(name, func(t *testing.T) {
			for _, cause := range c.causes {
				if got := cause.Status(); got != c.want {
					t.Errorf("%q: %s, want %s", cause, got, c.want)
				}
			}
		})
	}
}
