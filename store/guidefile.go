package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Somebody's own guide is kept beside the index, once for each text: a credential
// keeps the one that it was made with, whatever becomes of the file since.

// maxGuide bounds the file of a guide.
const maxGuide = 256 << 10

// GuideText is the text of the credential's own guide; "" for a built-in one, and
// where the kept file is gone or was changed.
func (e Entry) GuideText() string { return e.guideText }

// WithGuide is e with the text of its own guide, for Save and SaveWaiting to keep;
// "" for a built-in guide.
func (e Entry) WithGuide(text string) Entry {
	e.GuideFile, e.guideText = "", text
	if text != "" {
		sum := sha256.Sum256([]byte(text))
		e.GuideFile = e.Guide + "." + hex.EncodeToString(sum[:8]) + ".md"
	}
	return e
}

// isGuideFile keeps out names that lead elsewhere.
func isGuideFile(name string) bool {
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789-"
	parts := strings.Split(name, ".")
	return len(name) <= maxAccount && len(parts) == 3 && parts[0] != "" && strings.Trim(parts[0], letters) == "" &&
		len(parts[1]) == 16 && strings.Trim(parts[1], "0123456789abcdef") == "" && parts[2] == "md"
}

// fitGuide says why the guide of e can't be kept, if so.
func fitGuide(e Entry, secret string) error {
	switch {
	case e.guideText == "":
		return nil
	case len(e.guideText) > maxGuide:
		return newError(Save, Invalid, "its guide is too large", "")
	case !isGuideFile(e.GuideFile):
		return newError(Save, Invalid, "its guide has no fit name", "")
	case secret != "" && strings.Contains(e.guideText, secret):
		return newError(Save, Invalid, "its guide holds the secret", "")
	}
	return nil
}

// withGuides fills in the texts of the guides. One that is not what was kept is
// left out.
func (s *Store) withGuides(idx index) index {
	for _, list := range [][]Entry{idx.Entries, idx.Begun} {
		for i, e := range list {
			if !isGuideFile(e.GuideFile) {
				continue
			}
			if text, err := s.file.guide(e.GuideFile); err == nil && e.WithGuide(text).GuideFile == e.GuideFile {
				list[i].guideText = text
			}
		}
	}
	return idx
}

// keepGuide keeps the guide of an entry before the index names it.
func (s *Store) keepGuide(e Entry) error {
	if e.guideText == "" {
		return nil
	}
	if text, err := s.file.guide(e.GuideFile); err == nil && text == e.guideText {
		return nil
	}
	return s.file.keepGuide(e.GuideFile, e.guideText)
}

// dropGuides removes the guides that no entry names. What can't be removed stays
// until the next change.
func (s *Store) dropGuides(idx index) {
	named := map[string]bool{}
	for _, list := range [][]Entry{idx.Entries, idx.Begun} {
		for _, e := range list {
			named[e.GuideFile] = true
		}
	}
	for _, name := range s.file.guides() {
		if !named[name] {
			s.file.dropGuide(name)
		}
	}
}

func (d fileIndex) guideDir() string { return filepath.Join(d.dir, "guides") }

// guide reads a file, if it is a plain one of a sane size.
func (d fileIndex) guide(name string) (string, error) {
	path := filepath.Join(d.guideDir(), name)
	info, err := os.Lstat(path)
	if err != nil {
		return "", diskError(err)
	}
	if !info.Mode().IsRegular() || info.Size() > maxGuide {
		return "", newError(Index, Damaged, name+" is no guide", "")
	}
	f, err := os.Open(path)
	if err != nil {
		return "", diskError(err)
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(io.LimitReader(f, maxGuide+1))
	if err != nil {
		return "", diskError(err)
	}
	return string(data), nil
}

// keepGuide writes beside the file and renames over it, as the index is written.
func (d fileIndex) keepGuide(name, text string) error {
	if err := os.MkdirAll(d.guideDir(), 0o700); err != nil {
		return diskError(err)
	}
	path := filepath.Join(d.guideDir(), name)
	if err := os.Remove(path + ".new"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return diskError(err)
	}
	if err := writeNew(path+".new", []byte(text)); err != nil {
		_ = os.Remove(path + ".new")
		return diskError(err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		_ = os.Remove(path + ".new")
		return diskError(err)
	}
	return fileIndex{d.guideDir()}.sync()
}

func (d fileIndex) guides() []string {
	entries, err := os.ReadDir(d.guideDir())
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if isGuideFile(e.Name()) {
			names = append(names, e.Name())
		}
	}
	return names
}

func (d fileIndex) dropGuide(name string) { _ = os.Remove(filepath.Join(d.guideDir(), name)) }

func (m *memoryIndex) guide(name string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.texts[name], nil
}

func (m *memoryIndex) keepGuide(name, text string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.texts == nil {
		m.texts = map[string]string{}
	}
	m.texts[name] = text
	return nil
}

func (m *memoryIndex) guides() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var names []string
	for name := range m.texts {
		names = append(names, name)
	}
	return names
}

func (m *memoryIndex) dropGuide(name string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.texts, name)
}
