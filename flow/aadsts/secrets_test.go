package aadsts

import (
	"bufio"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// leak is a text that gives a secret away, as people paste it.
type leak struct{ name, text, canary string }

// leaks reads testdata/leaks.txt: "== name", then the canary, then the text.
func leaks(t testing.TB) []leak {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", "leaks.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var list []leak
	for lines := bufio.NewScanner(file); lines.Scan(); {
		line := lines.Text()
		switch name, ok := strings.CutPrefix(line, "== "); {
		case strings.HasPrefix(line, "#"):
		case ok:
			list = append(list, leak{name: name})
		case list[len(list)-1].canary == "":
			list[len(list)-1].canary = line
		default:
			list[len(list)-1].text += line + "\n"
		}
	}
	return list
}
