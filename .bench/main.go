//go:build linux || darwin

// Bench compares mailgrant with minimal programs built by the same Go: the time
// to start, to the first frame and for a key, and the size. Times depend on the
// machine, so the programs take turns, and only the ratio of their medians
// counts.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"text/tabwriter"
)

// config is what a run measures.
type config struct {
	binary      string
	pairs, keys int
	marker      string // in the wizard's first frame, which has a text field
	wizard      []string
	offline     string // arguments of a check that sends nothing
	hello, bare string
}

// row is one line of the table. A ratio above its goal fails.
type row struct {
	what, ours, reference string
	ratio, goal           float64
}

func main() {
	c := config{}
	flag.StringVar(&c.binary, "binary", "../bin/mailgrant", "the `program` to measure")
	flag.IntVar(&c.pairs, "pairs", 15, "`turns` each program takes")
	flag.IntVar(&c.keys, "keys", 500, "`keys` to press in each program")
	wizard := flag.String("wizard", "setup --practice --guide email-this-issue-client-credentials", "the wizard's `arguments`")
	flag.StringVar(&c.marker, "marker", "Which organization?", "`text` of the wizard's first frame, which has a text field")
	flag.StringVar(&c.offline, "offline", "check --offline --guide email-this-issue-client-credentials "+
		"--client-id 11111111-2222-4333-8444-555555555555 --tenant contoso.com", "`arguments` of a check that sends nothing")
	gate := flag.Bool("gate", false, "fail if a goal is missed")
	flag.Parse()
	c.wizard = strings.Fields(*wizard)

	met, err := run(c)
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
	if *gate && !met {
		os.Exit(1)
	}
}

func run(c config) (met bool, err error) {
	built, err := os.MkdirTemp("", "mailgrant-bench-")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(built)
	if c.binary, err = filepath.Abs(c.binary); err != nil {
		return false, err
	}
	build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", built, "./hello", "./bare")
	if out, err := build.CombinedOutput(); err != nil {
		return false, fmt.Errorf("build the bare programs: %w\n%s", err, out)
	}
	for name, program := range map[string]*string{"mailgrant": &c.binary, "hello": &c.hello, "bare": &c.bare} {
		if *program, err = installed(built, name, *program); err != nil {
			return false, err
		}
	}
	var rows []row
	for _, measure := range []func(config) ([]row, error){starts, frames, presses, sizes} {
		more, err := measure(c)
		if err != nil {
			return false, err
		}
		rows = append(rows, more...)
	}
	return show(rows), nil
}

// installed copies a program like an installation does: one that the linker has just
// written is scattered in memory and starts more slowly.
func installed(directory, name, from string) (path string, err error) {
	if from == "" {
		from = filepath.Join(directory, name)
	}
	program, err := os.ReadFile(from)
	if err != nil {
		return "", err
	}
	path = filepath.Join(directory, name+"-installed")
	return path, os.WriteFile(path, program, 0o700)
}

func show(rows []row) (met bool) {
	met = true
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "\tmailgrant\treference\tratio\tgoal\t")
	for _, r := range rows {
		verdict := ""
		if r.ratio > r.goal {
			met, verdict = false, "missed"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%.2f\t%.2f\t%s\n", r.what, r.ours, r.reference, r.ratio, r.goal, verdict)
	}
	_ = table.Flush() // to standard output
	return met
}
