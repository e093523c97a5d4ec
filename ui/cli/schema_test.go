package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mailgrant/flow/catalogue"
	"mailgrant/flow/finding"
	"mailgrant/flow/value"
)

// schemas are the JSON schema files. Package schematest checks real output
// against them.
var schemas = filepath.Join("..", "..", ".github", "schemas")

// TestTheSchemasNameWhatTheCodeKnows: every list of names in a schema equals
// the code's. MAILGRANT_GOLDEN=update rewrites them.
func TestTheSchemasNameWhatTheCodeKnows(t *testing.T) {
	file := filepath.Join(schemas, "report-1.json")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := string(text)
	for name, list := range map[string][]string{
		"cause":   words(catalogue.Causes()),
		"owner":   words(catalogue.Owners()),
		"check":   words(append(slices.Clone(finding.Checks), finding.KeyringCheck)),
		"status":  words([]finding.Status{finding.Pass, finding.Warn, finding.Fail, finding.Undecided, finding.Skip}),
		"verdict": words([]finding.Status{finding.Pass, finding.Warn, finding.Fail, finding.Undecided}),
		"cloud":   words([]value.Cloud{value.Global, value.USGov, value.USGovDoD, value.China, value.Other}),
	} {
		is := regexp.MustCompile(`("` + name + `": \{\s*"enum": )\[[^\]]*\]`)
		if found := is.FindAllString(want, -1); len(found) != 1 {
			t.Fatalf("%s has %d lists", name, len(found))
		}
		for i := range list {
			list[i] = "\n        \"" + list[i] + `"`
		}
		want = is.ReplaceAllString(want, "${1}["+strings.Join(list, ",")+"\n      ]")
	}
	if os.Getenv("MAILGRANT_GOLDEN") == "update" {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if string(text) != want {
		t.Error("report-1.json does not list what the code knows: run MAILGRANT_GOLDEN=update go test ./ui/cli -run Schemas")
	}
	if !json.Valid([]byte(want)) {
		t.Error("report-1.json is no JSON")
	}
}

func words[T ~string](names []T) []string {
	var list []string
	for _, n := range names {
		list = append(list, string(n))
	}
	return list
}
