package guide

import (
	"cmp"
	"fmt"
	"slices"
)

// Problem is what is wrong with a guide's file, and on which line.
type Problem struct {
	File string
	Line int // from 1
	Says string
}

func (p Problem) String() string { return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Says) }

// file is a guide's file, or a shared step's, being read.
type file struct {
	name     string
	problems []Problem
}

// line is a line of a file: its number, from 1, and its text.
type line struct {
	n    int
	text string
}

func (f *file) bad(n int, format string, args ...any) {
	f.problems = append(f.problems, Problem{f.name, max(n, 1), fmt.Sprintf(format, args...)})
}

// found lists the problems, each once, in the order of the lines.
func (f *file) found() []Problem {
	slices.SortStableFunc(f.problems, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
	return slices.Compact(f.problems)
}
