package cli

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"mailgrant/flow/check"
	"mailgrant/ui/report"
	"mailgrant/ui/run"
)

// report writes the support report on what was checked, in the order of the
// printed outcomes.
func (a *app) report(o *checkOptions, outcomes []outcome) error {
	var runs []check.Run
	for _, out := range outcomes {
		runs = append(runs, check.Run{Report: out.Report, Started: out.Started, Took: out.Took})
	}
	text := check.SupportReport(run.AboutHere(Version, o.mode()), o.full, runs...)
	for _, to := range []struct {
		name  string
		write func(name, text string) error
	}{{o.report, a.writeReport}, {o.reportAppend, run.AppendWhole}} {
		if to.name == "" {
			continue
		}
		if err := to.write(to.name, text); err != nil {
			return &ending{code: exitOurs, says: "The support report" + report.Named(to.name) + " could not be written (" + run.Refusal(err) + ")."}
		}
		if o.format == "text" && !o.reportOnly() {
			k := a.ink()
			k.Line("")
			k.Wrapped("", "The support report was written"+report.InFile(to.name)+".")
		}
	}
	return nil
}

// writeReport writes the report to a new file, or prints it.
func (a *app) writeReport(name, text string) error {
	if name == "-" {
		_, err := io.WriteString(a.out, text)
		return err
	}
	return run.WriteWhole(name, text)
}

// newFile is the reason why a flag's value can't be the name of a new file.
func newFile(flag, name string) error {
	if name == "" {
		return usage(checkHelp, "%s needs the name of a new file.", flag)
	}
	_, err := os.Lstat(name)
	switch {
	case err == nil:
		return usage(checkHelp, "The file%s already exists, and mailgrant does not overwrite it: choose another name for %s.", report.Named(name), flag)
	case !errors.Is(err, fs.ErrNotExist):
		return usage(checkHelp, "The value of %s can't be used (%s).", flag, run.Refusal(err))
	}
	return inDirectory(flag, name)
}

func inDirectory(flag, name string) error {
	if in, err := os.Stat(filepath.Dir(name)); err != nil || !in.IsDir() {
		return usage(checkHelp, "The directory in the value of %s does not exist.", flag)
	}
	return nil
}

// oldFile is the reason why the file that a flag names can't be appended to. It
// need not exist yet.
func oldFile(flag, name string) error {
	if name == "" || name == "-" {
		return usage(checkHelp, "%s needs the name of a file.", flag)
	}
	about, err := os.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return inDirectory(flag, name)
	case err != nil:
		return usage(checkHelp, "The value of %s can't be used (%s).", flag, run.Refusal(err))
	case !about.Mode().IsRegular():
		return usage(checkHelp, "The value of %s is not a regular file.", flag)
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return usage(checkHelp, "The value of %s can't be used (%s).", flag, run.Refusal(err))
	}
	return f.Close()
}
