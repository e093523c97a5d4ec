package flow_test

import (
	"go/ast"
	"path"
	"strings"
	"testing"

	"mailgrant/flow/form"
	"mailgrant/flow/guide"
)

func TestEveryFieldHasAKindAndAPlace(t *testing.T) {
	for _, id := range everyField {
		f := guide.FieldOf(id)
		if f.ID != id || f.Kind == "" || f.Step == "" {
			t.Errorf("%s: %+v", id, f)
		}
		if secret := f.Secret(); (form.Values{}).Has(id) == secret || (form.Shown(id, "1") != "1") != secret {
			t.Errorf("%s: a secret %v, drawn as %q", id, secret, form.Shown(id, "1"))
		}
		if j := form.Judge((form.Values{}).With(id, " contoso "), id); !f.Secret() && j.Value == "" && len(j.Findings) == 0 {
			t.Errorf("%s is not judged", id)
		}
	}
	if f := guide.FieldOf(guide.FieldMessage); !f.Multiline() || !f.Pasted() {
		t.Error("a message has one line")
	}
	if f := guide.FieldOf(guide.FieldAnswer); f.Multiline() || !f.Pasted() {
		t.Error("what the browser shows has many lines, or is not read as a whole")
	}
}

// A screen that asks which field it has, not what kind of field, must change for
// every new field.
func TestScreensAskAFieldForItsKind(t *testing.T) {
	for _, s := range sources(t) {
		if room := path.Dir(s.path); room != "ui/wizard" && room != "ui/plain" {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BinaryExpr:
				if field := fieldName(n.Y); field != "" {
					t.Errorf("%s compares with guide.%s", s.path, field)
				}
			case *ast.CaseClause:
				for _, e := range n.List {
					if field := fieldName(e); field != "" {
						t.Errorf("%s has a case for guide.%s", s.path, field)
					}
				}
			}
			return true
		})
	}
}

func fieldName(e ast.Expr) string {
	if sel, ok := e.(*ast.SelectorExpr); ok {
		if pkg, ok := sel.X.(*ast.Ident); ok && pkg.Name == "guide" && strings.HasPrefix(sel.Sel.Name, "Field") && sel.Sel.Name != "FieldOf" {
			return sel.Sel.Name
		}
	}
	return ""
}
