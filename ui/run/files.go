package run

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/text"
	"mailgrant/store"
)

// mostNames is how many names are tried for a new file.
const mostNames = 99

// writeFile writes a text to a new file in the current directory. It returns
// where the file is, or why it could not be written.
func (h *Runner) writeFile(e flow.WriteFile) string {
	name := fileName(e.Name)
	if h.Practice {
		return "Practice mode writes no files. Otherwise this creates " + name + " in the current directory."
	}
	name, err := writeNew(name, e.Text, create)
	switch {
	case errors.Is(err, fs.ErrExist):
		return fmt.Sprintf("The current directory already has %s and %d more like it. Move them away, then try again.", name, mostNames-1)
	case err != nil:
		return fmt.Sprintf("%s could not be written in the current directory (%s). Copy the text instead, or start mailgrant in another directory.", name, Refusal(err))
	}
	return "Wrote " + name + " in the current directory."
}

// writeNew writes text to a file that did not exist: name, or name with a
// number before its extension. It returns the name used, or with an error the
// wanted name. It removes a file that it could not write completely.
func writeNew(name, text string, create func(name string) (io.WriteCloser, error)) (string, error) {
	stem, ending := strings.TrimSuffix(name, filepath.Ext(name)), filepath.Ext(name)
	free := name
	f, err := create(free)
	for i := 2; i <= mostNames && errors.Is(err, fs.ErrExist); i++ {
		free = fmt.Sprintf("%s-%d%s", stem, i, ending)
		f, err = create(free)
	}
	if err != nil {
		return name, err
	}
	_, err = io.WriteString(f, text)
	if err = errors.Join(err, f.Close()); err != nil {
		_ = os.Remove(free)
		return name, err
	}
	return free, nil
}

// create makes a file that only its owner can read: a request holds no secret,
// but it names a tenant, and its owner decides who may see it. It does not
// follow a link with that name.
func create(name string) (io.WriteCloser, error) {
	return os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
}

// fileName is a name that is valid on every file system, without a directory:
// lower case letters, digits and . _ @ -.
func fileName(wanted string) string {
	base := filepath.Base(strings.ReplaceAll(wanted, `\`, "/"))
	ending := strings.ToLower(filepath.Ext(base))
	if ending != ".md" && ending != ".txt" {
		base, ending = base+".md", ".md"
	}
	stem := store.Slug(base[:len(base)-len(ending)])
	if !filepath.IsLocal(stem) { // a device name on Windows
		stem = "mailgrant-" + stem
	}
	return stem + ending
}

// Refusal is the system's reason for a failed write, without the path.
func Refusal(err error) string {
	var of *fs.PathError
	if errors.As(err, &of) {
		err = of.Err
	}
	return text.Clean(err.Error())
}

// AboutHere describes the running program.
func AboutHere(version, mode string) check.About {
	return check.About{Version: version, Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH, Mode: mode}
}

// writeReport writes a diagnosis report to a new file in the current directory,
// and returns where it is.
func (h *Runner) writeReport(r check.Report) string {
	mode := "live"
	if h.Practice {
		mode = "practice"
	}
	text := check.SupportReport(AboutHere(h.Version, mode), false, check.Run{Report: r, Started: r.Facts.At})
	return h.writeFile(flow.WriteFile{Name: "mailgrant-report.md", Text: text})
}

// AppendWhole appends a text to a file in one write. It creates the file, for
// its owner only, if there is none.
func AppendWhole(name, text string) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	about, err := f.Stat()
	if err == nil && about.Size() > 0 {
		text = "\n" + text
	}
	if err == nil {
		_, err = f.WriteString(text)
	}
	return errors.Join(err, f.Sync(), f.Close())
}

// WriteWhole creates a file that only its owner can read, completely or not at
// all. It does not replace a file of that name that appeared meanwhile.
func WriteWhole(name, text string) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), ".mailgrant-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	err = os.Link(f.Name(), name)
	if _, there := os.Lstat(name); err != nil && there != nil {
		err = os.Rename(f.Name(), name) // a file system without links
	}
	var of *os.LinkError
	if errors.As(err, &of) {
		return of.Err // without the names
	}
	return err
}
