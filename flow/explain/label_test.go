package explain

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"mailgrant/flow/finding"
)

// labelled is a text with its expected result; testdata/README.md describes the
// format.
type labelled struct {
	name     string
	kind     string // decided, likely or open
	wants    []finding.Cause
	remedies []string // any of these is right; none where none is labelled
	text     string
}

// canary replaces the client secret in the labelled texts.
const canary = "Zq9" + "8Q~" + "canary.Canary-0123456789_abcdefghij"

// tokenMark ends each token of the labelled texts, so that tests can recognize
// it.
const tokenMark = "c2lnbmF0dXJl-canary-canary-canary"

func labels(t testing.TB, file string) []labelled {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	var list []labelled
	for _, block := range strings.Split("\n"+string(raw), "\n== ")[1:] {
		l, err := label(block)
		if err != nil {
			t.Fatalf("%s: %q: %v", file, l.name, err)
		}
		list = append(list, l)
	}
	return list
}

func label(block string) (l labelled, err error) {
	head, text, ok := strings.Cut(block, "\n--")
	name, what, ok2 := strings.Cut(head, "\n")
	l.name = name
	what, more, _ := strings.Cut(what, "\n")
	for line := range strings.SplitSeq(more, "\n") {
		if remedy, ok := strings.CutPrefix(line, "remedy: "); ok {
			l.remedies = strings.Fields(remedy)
		}
	}
	words := strings.Fields(what)
	if !ok || !ok2 || len(words) < 2 || !slices.Contains([]string{"decided", "likely", "open"}, words[0]) {
		return l, fmt.Errorf("not a labelled text")
	}
	l.kind = words[0]
	for _, w := range words[1:] {
		if c := finding.Cause(w); c.Owner() == "" && c != finding.Unknown {
			return l, fmt.Errorf("no cause %q", w)
		}
		l.wants = append(l.wants, finding.Cause(w))
	}
	how, text, _ := strings.Cut(text, "\n")
	text = strings.TrimRight(text, "\n")
	if strings.TrimSpace(how) == "quoted" {
		if text, err = strconv.Unquote(text); err != nil {
			return l, err
		}
	}
	l.text = filled(text)
	return l, nil
}

// filled puts a secret and tokens in the place of their placeholders.
func filled(text string) string {
	text = strings.ReplaceAll(text, "{{secret}}", canary)
	for {
		before, rest, ok := strings.Cut(text, "{{token ")
		if !ok {
			return text
		}
		claims, after, _ := strings.Cut(rest, "}}}")
		text = before + token(claims+"}") + after
	}
}

func token(claims string) string {
	encode := base64.RawURLEncoding.EncodeToString
	return encode([]byte(`{"typ":"JWT","alg":"RS256"}`)) + "." + encode([]byte(claims)) + "." + tokenMark
}
