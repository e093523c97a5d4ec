package flow

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"testing"
)

// declaredCauses reads the causes from the source, so that none is forgotten
// here.
func declaredCauses(t *testing.T) []Cause {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "cause.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var found []Cause
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if typ, ok := spec.Type.(*ast.Ident); ok && typ.Name == "Cause" {
			name, _ := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			found = append(found, Cause(name))
		}
		return true
	})
	if len(found) < 70 {
		t.Fatalf("found %d causes only", len(found))
	}
	return found
}

func TestEveryCauseHasExactlyOneOwner(t *testing.T) {
	count := map[Cause]int{}
	for _, causes := range owners {
		for _, c := range causes {
			count[c]++
		}
	}
	declared := slices.DeleteFunc(declaredCauses(t), func(c Cause) bool { return c == Unknown }) // nobody knows whose move that is
	for _, c := range declared {
		if count[c] != 1 {
			t.Errorf("%s has %d owners", c, count[c])
		}
		if c.Owner().Words() == "" {
			t.Errorf("the owner of %s has no words", c)
		}
	}
	if len(count) != len(declared) {
		t.Errorf("%d causes have owners, %d are declared", len(count), len(declared))
	}
}

func TestACauseDecidesTheStatus(t *testing.T) {
	for name, c := range map[string]struct {
		causes []Cause
		want   Status
	}{
		"no cause is well":                         {[]Cause{""}, Pass},
		"the contract's warnings warn":             {[]Cause{SecretShapeUnusual, AdminConsentFormUndocumented, ClockSkew, SecretExpiring, PermissionExcess}, Warn},
		"network trouble leaves it open":           {[]Cause{DNSFailure, Unreachable, Timeout, TLSUntrusted, ProxyRefused, CaptivePortal, TenantRestricted}, Undecided},
		"Microsoft's trouble leaves it open":       {[]Cause{Throttled, ServiceUnavailable, ReplyMalformed}, Undecided},
		"what passes by itself leaves it open":     {[]Cause{NotYetPropagated}, Undecided},
		"what is not known leaves it open":         {[]Cause{Unknown}, Undecided},
		"a keyring and a name leave it open":       {[]Cause{KeyringUnavailable, KeyringLocked, KeyringTimeout, KeyringTooLarge, NameUnknown}, Undecided},
		"the app's, the tenant's and others' fail": {[]Cause{SecretExpired, ConsentMissing, MailboxBlocked, ConsentDeclined, NameTaken, MailboxMalformed, EndpointV1}, Fail},
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
