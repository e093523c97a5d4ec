package store

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

const guideText = "---\nproduct: Contoso Desk\n---\n"

func withGuide(slug, text string) Entry {
	e := Entry{Slug: slug, Registration: Registration{Name: slug, Guide: "contoso-desk"}}
	return e.WithGuide(text)
}

func TestTheGuideIsKeptBesideTheIndex(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	s := OpenDir(dir, NewMemory())
	mustBe(t, nil, s.Save(ctx, withGuide("first", guideText), "secret-of-the-first", false))
	mustBe(t, nil, s.Save(ctx, withGuide("same", guideText), "secret-of-the-same", false))
	mustBe(t, nil, s.SaveWaiting(ctx, withGuide("other", guideText+"more\n"), false))
	entries, err := s.List()
	mustBe(t, nil, err)
	for _, e := range entries {
		want := guideText
		if e.Slug == "other" {
			want += "more\n"
		}
		if e.GuideText() != want || !strings.HasPrefix(e.GuideFile, "contoso-desk.") {
			t.Errorf("%s: %q, %q", e.Slug, e.GuideFile, e.GuideText())
		}
	}
	if e, _, err := s.Open(ctx, "first"); err != nil || e.GuideText() != guideText {
		t.Error(e.GuideText(), err)
	}
	files := kept(t, dir)
	if len(files) != 2 {
		t.Error(files)
	}
	if info, err := os.Stat(filepath.Join(dir, "guides", files[0])); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Error(info.Mode(), err)
	}

	mustBe(t, nil, s.Remove(ctx, "first"))
	if files := kept(t, dir); len(files) != 2 {
		t.Errorf("another credential has that guide: %v", files)
	}
	mustBe(t, nil, s.Remove(ctx, "same"))
	if files := kept(t, dir); len(files) != 1 {
		t.Errorf("nothing has that guide any more: %v", files)
	}
	mustBe(t, nil, s.NoteCheck(ctx, "other", Check{}))
	if e, err := s.Find("other"); err != nil || e.GuideText() != guideText+"more\n" {
		t.Error(e.GuideText(), err)
	}
}

func kept(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(dir, "guides"))
	mustBe(t, nil, err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// An index can be made by hand: it leads to no file but a guide that is what it
// was.
func TestOnlyTheKeptGuideIsRead(t *testing.T) {
	dir := t.TempDir()
	s := OpenDir(dir, NewMemory())
	mustBe(t, nil, s.SaveWaiting(context.Background(), withGuide("mine", guideText), false))
	name := withGuide("mine", guideText).GuideFile
	index, err := os.ReadFile(filepath.Join(dir, "index.json"))
	mustBe(t, nil, err)
	for _, other := range []string{"../index.json", "../../etc/passwd", "/etc/passwd", "index.json", ".", "a.0123456789abcdef.md/..", "contoso-desk.0123456789abcdef.md", strings.Repeat("a", 300) + ".0123456789abcdef.md"} {
		mustBe(t, nil, os.WriteFile(filepath.Join(dir, "index.json"), []byte(strings.ReplaceAll(string(index), name, other)), 0o600))
		if e, err := s.Find("mine"); err != nil || e.GuideText() != "" {
			t.Errorf("%q: %q, %v", other, e.GuideText(), err)
		}
	}
	mustBe(t, nil, os.WriteFile(filepath.Join(dir, "index.json"), index, 0o600))
	mustBe(t, nil, os.WriteFile(filepath.Join(dir, "guides", name), []byte(guideText+"changed"), 0o600))
	if e, err := s.Find("mine"); err != nil || e.GuideText() != "" {
		t.Errorf("a changed guide is taken: %q, %v", e.GuideText(), err)
	}
	if runtime.GOOS == "windows" {
		return // where making a link takes a right of its own
	}
	mustBe(t, nil, os.Remove(filepath.Join(dir, "guides", name)))
	mustBe(t, nil, os.Symlink(filepath.Join(dir, "index.json"), filepath.Join(dir, "guides", name)))
	if e, err := s.Find("mine"); err != nil || e.GuideText() != "" {
		t.Errorf("a link is followed: %q, %v", e.GuideText(), err)
	}
}

func TestAGuideWithTheSecretIsNotKept(t *testing.T) {
	s := OpenMemory(NewMemory())
	e := withGuide("mine", guideText+"secret-in-the-guide")
	if err := s.Save(context.Background(), e, "secret-in-the-guide", false); KindOf(err) != Invalid {
		t.Error(err)
	}
	e = withGuide("mine", strings.Repeat("a", maxGuide+1))
	if err := s.SaveWaiting(context.Background(), e, false); KindOf(err) != Invalid {
		t.Error(err)
	}
}

func mustBe(t *testing.T, want, got error) {
	t.Helper()
	if got != want {
		t.Fatal(got)
	}
}
