package aadsts

import (
	"bytes"
	"compress/flate"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
)

// stripped is the catalogue as the binary holds it: without comments.
func stripped(text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		if line != "" && line[0] != '#' {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

func source(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("catalogue.txt")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestTheBinaryHoldsTheCatalogue(t *testing.T) {
	want := stripped(source(t))
	if os.Getenv("MAILGRANT_GOLDEN") == "update" {
		var b bytes.Buffer
		w, err := flate.NewWriter(&b, flate.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		if _, err = io.WriteString(w, want); err != nil {
			t.Fatal(err)
		}
		if err = w.Close(); err != nil {
			t.Fatal(err)
		}
		if err = os.WriteFile("catalogue.bin", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("catalogue.bin is not made from catalogue.txt: run go generate ./flow/aadsts")
	}
	if len(packed) > 60_000 {
		t.Errorf("the catalogue weighs %d bytes; at most 60,000 are wanted", len(packed))
	}
}

func TestEveryRuleNamesAFeatureThereIs(t *testing.T) {
	for number, e := range book().codes {
		for _, r := range e.rules {
			if r.words == "" && !slices.Contains(features, r.feature) {
				t.Errorf("%d: no feature %q", number, r.feature)
			}
		}
	}
}
