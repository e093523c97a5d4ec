package flow_test

import (
	"cmp"
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

// house is a package and those that its code, not its tests, may import.
type house struct{ room, imports string }

// below lists the packages from the bottom up. A package in a subfolder counts
// as its parent.
var below = []house{
	{"flow/text", ""},
	{"flow/catalogue", "flow/text"},
	{"flow/finding", "flow/catalogue"},
	{"flow/redact", "flow/text"},
	{"flow/value", "flow/finding flow/redact flow/text"},
	{"flow/wire", "flow/finding flow/redact flow/value"},
	{"flow/guide", "flow/finding flow/value"},
	{"flow/form", "flow/finding flow/guide flow/redact flow/text flow/value"},
	{"flow/check", "flow/catalogue flow/finding flow/form flow/guide flow/redact flow/text flow/value flow/wire"},
	{"flow/request", "flow/finding flow/form flow/guide flow/value"},
	{"flow/intake", "flow/finding flow/guide flow/redact flow/text flow/value"},
	{"flow/explain", "flow/catalogue flow/finding flow/intake flow/redact flow/text flow/value"},
	{"flow", "flow/catalogue flow/check flow/explain flow/finding flow/form flow/guide flow/intake flow/redact flow/request flow/text flow/value flow/wire"},
	{"flow/page", "flow flow/check flow/explain flow/finding flow/form flow/guide flow/text flow/value flow/wire"},
	{"flow/entra", "flow/catalogue flow/explain flow/finding flow/redact flow/text flow/value flow/wire"},
	{"flow/entra/entratest", "flow/finding flow/value"},
	{"flow/entra/entratest/fault", "flow/entra/entratest"},
	{"flow/soak", ""},
	{"store", ""},
	{"ui/early", ""},
	{"ui/loopback", "flow/finding flow/text flow/value"},
	{"ui/run", "flow flow/check flow/entra flow/explain flow/finding flow/form flow/guide flow/page flow/text flow/value flow/wire flow/entra/entratest store ui/loopback"},
	{"ui/plain", "flow flow/explain flow/finding flow/form flow/guide flow/page flow/text flow/value ui/run"},
	{"ui/wizard", "flow flow/finding flow/form flow/guide flow/page flow/text flow/value ui/run"},
	{"ui/term", "flow/value ui/run"},
	{"ui/report", "flow flow/check flow/explain flow/finding flow/form flow/guide flow/page flow/text flow/value store ui/run"},
	{"ui/cli", "flow flow/check flow/explain flow/entra flow/entra/entratest flow/finding flow/form flow/guide flow/page flow/redact flow/text flow/value flow/wire store ui/loopback ui/plain ui/report ui/run ui/term ui/wizard"},
	{"ui/palettetest", ""},
	{"ui/cli/schematest", ""},
	{"ui/cli/termtest", ""},
	{".bench", "ui/early"},
	{".", "ui/early ui/cli"},
}

// outside says what a package may import from outside this module.
var outside = map[string]func(imported string) bool{
	"flow":                 pure,
	"flow/catalogue":       func(i string) bool { return pure(i) || i == "sync" || i == "embed" },
	"flow/guide":           func(i string) bool { return pure(i) || i == "sync" || i == "embed" },
	"flow/explain":         func(i string) bool { return pure(i) || i == "sync" },
	"flow/intake":          func(i string) bool { return pure(i) || i == "sync" },
	"flow/redact":          func(i string) bool { return pure(i) || i == "sync" },
	"flow/text":            func(i string) bool { return pure(i) || i == "sync" || i == "golang.org/x/text/unicode/norm" },
	"flow/entra":           anything,
	"flow/entra/entratest": func(i string) bool { return i != "testing" },
	"flow/soak":            standard, // for tests alone
	"store":                func(i string) bool { return !speaksHTTP(i) },
	"ui/wizard":            func(i string) bool { return isScreen(i) && (standard(i) || charm(i)) },
	"ui/plain":             func(i string) bool { return isScreen(i) && standard(i) },
	"ui/run":               func(i string) bool { return i != "testing" && !asksTheTerminal(i) && !charm(i) },
	"ui/early":             func(i string) bool { return i == "os" },
	"ui/term":              func(i string) bool { return i != "testing" && !speaksHTTP(i) && !asksTheTerminal(i) },
	"ui/loopback":          standard,
	"ui/report":            func(i string) bool { return i != "testing" && !speaksHTTP(i) && !asksTheTerminal(i) && !bubbleTea(i) },
	"ui/cli":               func(i string) bool { return i != "testing" && !asksTheTerminal(i) && !bubbleTea(i) },
	"ui/palettetest":       standard,
	"ui/cli/schematest":    anything,
	"ui/cli/termtest":      anything,
	".bench":               anything,
	".":                    func(i string) bool { return i == "os" },
}

func anything(string) bool { return true }

func within(imported, room string) bool {
	return imported == room || strings.HasPrefix(imported, room+"/")
}

func ours(imported string) bool  { return within(imported, "mailgrant") }
func charm(imported string) bool { return within(imported, "github.com/charmbracelet") }

func bubbleTea(imported string) bool { return within(imported, "github.com/charmbracelet/bubbletea") }

func standard(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	return !ours(imported) && !strings.Contains(first, ".")
}

func speaksHTTP(imported string) bool { return within(imported, "net/http") }

// isScreen rejects what a screen must not import.
func isScreen(imported string) bool {
	return imported != "os" && imported != "os/exec" && !speaksHTTP(imported) && imported != "testing" && !asksTheTerminal(imported)
}

// asksTheTerminal reports packages that query the terminal, and wait for
// seconds if it does not answer.
func asksTheTerminal(imported string) bool {
	return within(imported, "github.com/charmbracelet/fang") || within(imported, "github.com/charmbracelet/glamour")
}

// pure rejects packages that read or change anything but their arguments.
func pure(imported string) bool {
	impure := []string{
		"os", "io/ioutil", "net/http", "net/rpc", "net/smtp", "net/textproto", "crypto/rand", "crypto/tls", "math/rand",
		"path/filepath", "syscall", "runtime", "sync", "testing", "plugin", "unsafe", "database", "expvar", "flag",
	}
	return standard(imported) && imported != "net" && imported != "log" &&
		!slices.ContainsFunc(impure, func(i string) bool { return within(imported, i) })
}

// source is a parsed Go file of this module, with its path from the root.
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

// nearest is the key with the longest path that contains the directory.
func nearest(directory string, known func(string) bool) string {
	for !known(directory) {
		directory = path.Dir(directory)
	}
	return directory
}

// ownRoom is the package in the table for a directory, or for an import path
// without the module's name.
func ownRoom(directory string) string {
	return nearest(directory, func(d string) bool {
		return slices.ContainsFunc(below, func(b house) bool { return b.room == d })
	})
}

func imports(f *ast.File) (list []string) {
	for _, spec := range f.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value) // the parser has checked it
		list = append(list, imported)
	}
	return list
}

func TestImportsPointOneWay(t *testing.T) {
	found := map[string]bool{}
	for _, s := range sources(t) {
		directory := path.Dir(s.path)
		room := ownRoom(directory)
		found[room] = true
		i := slices.IndexFunc(below, func(b house) bool { return b.room == room })
		for _, imported := range imports(s.file) {
			if !ours(imported) {
				rule := outside[nearest(directory, func(d string) bool { return outside[d] != nil })]
				if !rule(imported) {
					t.Errorf("%s must not import %s", s.path, imported)
				}
				continue
			}
			to := ownRoom(strings.TrimPrefix(strings.TrimPrefix(imported, "mailgrant"), "/"))
			if to != room && !slices.Contains(strings.Fields(below[i].imports), to) {
				t.Errorf("an arrow in the wrong direction:\n\n    %s ──✗──> %s    (in %s)\n\nWhat %s may import: %s",
					room, to, s.path, room, cmp.Or(below[i].imports, "nothing of this house"))
			}
		}
	}
	for i, b := range below {
		if !found[b.room] {
			t.Errorf("no code was found in %s: does this test look in the right place?", b.room)
		}
		for _, to := range strings.Fields(b.imports) {
			if !slices.ContainsFunc(below[:i], func(lower house) bool { return lower.room == to }) {
				t.Errorf("%s may import %s, which is not below it", b.room, to)
			}
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

// Versions 0.0.26 and 0.0.27 take 30 to 65 ms to build a table at every start.
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
