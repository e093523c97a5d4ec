package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"mailgrant/flow"
)

// report writes the report for support on what was checked.
func (a *app) report(o *checkOptions, outcomes []outcome) error {
	var runs []flow.Run
	for _, out := range outcomes {
		runs = append(runs, flow.Run{Report: out.Report, Started: out.started, Took: out.took})
	}
	text := flow.SupportReport(aboutHere(o.mode()), o.full, runs...)
	if err := writeWhole(o.report, text); err != nil {
		return &ending{code: exitOurs, says: "The report" + named(o.report) + " could not be written (" + refusal(err) + ")."}
	}
	if o.format == "text" {
		k := a.ink()
		k.line("")
		k.wrapped("", "The report for support is written"+inFile(o.report)+".")
	}
	return nil
}

func inFile(name string) string {
	if n := named(name); n != "" {
		return ":" + n
	}
	return ""
}

// aboutHere is what is running.
func aboutHere(mode string) flow.About {
	return flow.About{Version: Version, Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH, Mode: mode}
}

// writeReport writes the report of a diagnosis to a new file in the current
// directory, and says where it is.
func (h *hands) writeReport(r flow.Report) string {
	mode := "live"
	if h.practice {
		mode = "practice"
	}
	text := flow.SupportReport(aboutHere(mode), false, flow.Run{Report: r, Started: r.Facts.At})
	return h.writeFile(flow.WriteFile{Name: "mailgrant-report.md", Text: text})
}

// newFile says why a flag's value can't be the name of a file to be made.
func newFile(flag, name string) error {
	if name == "" || name == "-" {
		return usage(checkHelp, "%s takes the name of a file to be made.", flag)
	}
	_, err := os.Lstat(name)
	switch {
	case err == nil:
		return usage(checkHelp, "There is a file%s already, and mailgrant overwrites none: choose another name for %s.", named(name), flag)
	case !errors.Is(err, fs.ErrNotExist):
		return usage(checkHelp, "The value of %s can't be used (%s).", flag, refusal(err))
	}
	if in, err := os.Stat(filepath.Dir(name)); err != nil || !in.IsDir() {
		return usage(checkHelp, "The directory that %s names does not exist.", flag)
	}
	return nil
}

// writeWhole makes a file that only its owner may read, whole or not at all. One
// of that name that came meanwhile stays as it is.
func writeWhole(name, text string) (err error) {
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
