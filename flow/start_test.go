package flow_test

import (
	"go/ast"
	"go/token"
	"regexp"
	"strconv"
	"testing"
)

// atStart calls visit with the parts of a file's package-level variables that run
// when the program starts. It skips the bodies of functions that are called
// later.
func atStart(f *ast.File, visit func(ast.Node)) {
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.VAR {
			continue
		}
		ast.Inspect(g, func(n ast.Node) bool {
			if n != nil {
				visit(n)
			}
			_, later := n.(*ast.FuncLit)
			return !later
		})
	}
}

// calls is the name of the function that a node calls, such as
// regexp.MustCompile; "func" for a function literal, "" if the node is not a
// call.
func calls(n ast.Node) string {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return ""
	}
	switch f := call.Fun.(type) {
	case *ast.FuncLit:
		return "func"
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if of, ok := f.X.(*ast.Ident); ok {
			return of.Name + "." + f.Sel.Name
		}
	}
	return ""
}

// forTests reports files of packages that mailgrant never starts.
func forTests(file string) bool {
	for _, room := range []string{".bench", "flow/soak", "ui/cli/termtest", "ui/cli/schematest", "ui/palettetest"} {
		if within(file, room) {
			return true
		}
	}
	return false
}

// Every command pays for the work that a package does at start.
func TestNothingIsCompiledOrBuiltAtStart(t *testing.T) {
	for _, s := range sources(t) {
		if forTests(s.path) {
			continue
		}
		atStart(s.file, func(n ast.Node) {
			switch name := calls(n); name {
			case "regexp.MustCompile", "regexp.Compile":
				t.Errorf("%s compiles an expression at start: use text.Pattern", s.path)
			case "func":
				t.Errorf("%s builds a table at start: use sync.OnceValue", s.path)
			}
		})
	}
}

func TestEveryPatternCompiles(t *testing.T) {
	found := 0
	for _, s := range sources(t) {
		ast.Inspect(s.file, func(n ast.Node) bool {
			if name := calls(n); n == nil || name != "text.Pattern" {
				return true
			}
			expression, ok := constant(n.(*ast.CallExpr).Args[0])
			if _, err := regexp.Compile(expression); err != nil || !ok {
				t.Errorf("%s: %q: %v", s.path, expression, err)
			}
			found++
			return true
		})
	}
	if found == 0 {
		t.Error("no pattern was found: does this test look for the right name?")
	}
}

// constant is the text of string literals, joined or not; ok is false for
// anything else.
func constant(e ast.Expr) (text string, ok bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, err == nil
	case *ast.BinaryExpr:
		left, okLeft := constant(e.X)
		right, okRight := constant(e.Y)
		return left + right, okLeft && okRight && e.Op == token.ADD
	}
	return "", false
}
