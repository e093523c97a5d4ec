package flow_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const root = ".."

// rooms says what each package may import, for its code, not its tests. The
// longest path that fits decides, so a new package below one follows its rule.
var rooms = map[string]func(imported string) bool{
	"flow": func(i string) bool {
		return pure(i) || (within(i, "mailgrant/flow") && !within(i, "mailgrant/flow/entra"))
	},
	"flow/aadsts": func(i string) bool {
		return pure(i) || i == "sync" || i == "embed" || within(i, "compress") || i == "mailgrant/flow"
	},
	"flow/redact":          func(i string) bool { return pure(i) || i == "sync" },
	"flow/entra":           func(i string) bool { return !ours(i) || within(i, "mailgrant/flow") },
	"flow/entra/entratest": func(i string) bool { return i != "testing" && (!ours(i) || within(i, "mailgrant/flow")) },
	"flow/soak":            standard, // for tests alone
	"store":                func(i string) bool { return !ours(i) && !speaksHTTP(i) },
	"ui/wizard":            func(i string) bool { return isScreen(i) && (standard(i) || charm(i) || i == "mailgrant/flow") },
	"ui/plain": func(i string) bool {
		return isScreen(i) && (standard(i) || i == "mailgrant/flow" || i == "mailgrant/ui/run")
	},
	"ui/run":          func(i string) bool { return isScreen(i) && standard(i) },
	"ui/early":        func(i string) bool { return i == "os" },
	"ui/cli":          func(i string) bool { return i != "testing" && i != "mailgrant/ui/early" && !asksTheTerminal(i) },
	"ui/cli/termtest": func(i string) bool { return !ours(i) },
	".bench":          func(i string) bool { return !ours(i) || i == "mailgrant/ui/early" },
	".":               func(i string) bool { return i == "os" || i == "mailgrant/ui/early" || i == "mailgrant/ui/cli" },
}

func within(imported, room string) bool {
	return imported == room || strings.HasPrefix(imported, room+"/")
}

func ours(imported string) bool  { return within(imported, "mailgrant") }
func charm(imported string) bool { return within(imported, "github.com/charmbracelet") }

func standard(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	return !ours(imported) && !strings.Contains(first, ".")
}

func speaksHTTP(imported string) bool { return within(imported, "net/http") }

// isScreen leaves out what a screen has no business with.
func isScreen(imported string) bool {
	return imported != "os" && imported != "os/exec" && !speaksHTTP(imported) && imported != "testing" && !asksTheTerminal(imported)
}

// asksTheTerminal names packages that query the terminal and wait for seconds
// where it does not answer.
func asksTheTerminal(imported string) bool {
	return within(imported, "github.com/charmbracelet/fang") || within(imported, "github.com/charmbracelet/glamour")
}

// pure leaves out what reads or changes anything but its arguments.
func pure(imported string) bool {
	impure := []string{
		"os", "io/ioutil", "net/http", "net/rpc", "net/smtp", "net/textproto", "crypto/rand", "crypto/tls", "math/rand",
		"path/filepath", "syscall", "runtime", "sync", "testing", "plugin", "unsafe", "database", "expvar", "flag",
	}
	return standard(imported) && imported != "net" && imported != "log" &&
		!slices.ContainsFunc(impure, func(i string) bool { return within(imported, i) })
}

// source is a Go file of the house, parsed, with its path from the top.
type source struct {
	path string
	file *ast.File
}

func sources(t *testing.T) []source {
	t.Helper()
	var found []source
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		short, err := filepath.Rel(root, name)
		found = append(found, source{filepath.ToSlash(short), file})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func ruleFor(directory string) func(string) bool {
	for ; ; directory = path.Dir(directory) {
		if rule, ok := rooms[directory]; ok {
			return rule
		}
	}
}

func imports(f *ast.File) (list []string) {
	for _, spec := range f.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value) // the parser has read it
		list = append(list, imported)
	}
	return list
}

func TestEveryPackageImportsOnlyWhatItsRoomMay(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range sources(t) {
		directory := path.Dir(s.path)
		seen[directory] = true
		allowed := ruleFor(directory)
		for _, imported := range imports(s.file) {
			if !allowed(imported) {
				t.Errorf("%s must not import %s", s.path, imported)
			}
		}
	}
	for _, room := range []string{".", "flow", "flow/aadsts", "flow/entra", "flow/entra/entratest", "store", "ui/early", "ui/wizard", "ui/cli"} {
		if !seen[room] {
			t.Errorf("no code was found in %s: does this test look in the right place?", room)
		}
	}
}

func TestFlowReadsNoClockAndStartsNoGoroutine(t *testing.T) {
	clock := []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker", "Local", "LoadLocation"}
	for _, s := range sources(t) {
		if !within(s.path, "flow") || within(s.path, "flow/entra") {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				t.Errorf("%s starts a goroutine", s.path)
			case *ast.SelectorExpr:
				if from, ok := n.X.(*ast.Ident); ok && from.Name == "time" && slices.Contains(clock, n.Sel.Name) {
					t.Errorf("%s uses time.%s", s.path, n.Sel.Name)
				}
			}
			return true
		})
	}
}

func TestMainIsSmallAndImportsEarlyFirst(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "main.go"))
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(string(text), "\n"); lines >= 25 {
		t.Errorf("main.go has %d lines, want fewer than 25", lines)
	}
	file, err := parser.ParseFile(token.NewFileSet(), "main.go", text, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	if first := imports(file)[0]; first != "mailgrant/ui/early" {
		t.Errorf("main.go imports %s first, want mailgrant/ui/early", first)
	}
}

// Versions 0.0.26 and 0.0.27 spend 30 to 65 ms of every start on a table.
func TestTheWidthLibraryStartsQuickly(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	version := regexp.MustCompile(`github\.com/mattn/go-runewidth (v\S+)`).FindSubmatch(text)
	if version == nil {
		t.Fatal("go.mod pins no version of go-runewidth")
	}
	if v := string(version[1]); v == "v0.0.26" || v == "v0.0.27" {
		t.Errorf("go-runewidth %s makes every start slow; stay on another version", v)
	}
}
