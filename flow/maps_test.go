package flow_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestTheMapsLeadToWhatExists holds README and CONTRIBUTING to the tree.
func TestTheMapsLeadToWhatExists(t *testing.T) {
	for file, atLeast := range map[string]int{"README.md": 25, ".github/CONTRIBUTING.md": 15} {
		text, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			t.Fatal(err)
		}
		places := placesIn(string(text))
		if len(places) < atLeast {
			t.Errorf("%s names only %d places", file, len(places))
		}
		for _, place := range places {
			if _, err := os.Stat(filepath.Join(root, place)); err != nil {
				t.Errorf("%s leads to %s, which does not exist", file, place)
			}
		}
	}
}

// placesIn are the paths of this tree that a Markdown text names: in backquotes,
// and in a list of folders that is indented by what holds them.
func placesIn(markdown string) []string {
	var places []string
	for _, m := range regexp.MustCompile("`((?:flow|store|ui|\\.github|\\.ci|\\.bench)[\\w./-]*)`").FindAllStringSubmatch(markdown, -1) {
		if !strings.Contains(m[1], ".Next") {
			places = append(places, m[1])
		}
	}
	var above []string
	for _, m := range regexp.MustCompile(`(?m)^    ( *)([\w./]+/) `).FindAllStringSubmatch(markdown, -1) {
		above = append(above[:min(len(m[1])/2, len(above))], m[2])
		places = append(places, filepath.Join(above...))
	}
	return places
}
