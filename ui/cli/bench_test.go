package cli

import (
	"context"
	"io"
	"strings"
	"testing"
)

// BenchmarkVersion is the minimum that a start does beyond Go's own work.
func BenchmarkVersion(b *testing.B) {
	w := Here()
	w.Out, w.Err = io.Discard, io.Discard
	for b.Loop() {
		if code := Run(b.Context(), []string{"--version"}, w); code != exitGood {
			b.Fatal("exit", code)
		}
	}
}

// BenchmarkPracticeOpens is the work of practice mode before its first screen.
func BenchmarkPracticeOpens(b *testing.B) {
	w := Here()
	for b.Loop() {
		rig, err := w.connect(context.Background(), wiring{practice: true})
		if err != nil {
			b.Fatal(err)
		}
		if len(rig.taken()) == 0 {
			b.Fatal("nothing is saved")
		}
		rig.close()
	}
}

// BenchmarkCheckPractice checks one credential and reports on it.
func BenchmarkCheckPractice(b *testing.B) {
	w := Here()
	w.In, w.Out, w.Err = strings.NewReader(""), io.Discard, io.Discard
	for b.Loop() {
		if code := Run(b.Context(), []string{"check", "--practice", "good"}, w); code != exitGood {
			b.Fatal("exit", code)
		}
	}
}
