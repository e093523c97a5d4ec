//go:build linux || darwin

package main

import "time"

// frames compares how long the screen stays empty, and whether a terminal that
// answers no queries makes that longer.
func frames(c config) ([]row, error) {
	frame := func(answers bool, marker, program string, args ...string) sample {
		return func() (time.Duration, error) {
			x, err := open(answers, program, args...)
			if err != nil {
				return 0, err
			}
			defer x.end()
			err = x.until(marker)
			return time.Since(x.began), err
		}
	}
	version := func(answers bool) sample {
		return func() (time.Duration, error) {
			x, err := open(answers, c.binary, "--version")
			if err != nil {
				return 0, err
			}
			err = x.ended()
			return time.Since(x.began), err
		}
	}
	var rows []row
	for _, m := range []struct {
		what            string
		ours, reference sample
		goal            float64
	}{
		{"--version, silent / answering terminal", version(false), version(true), 1.2},
		{"first frame, silent / answering terminal", frame(false, c.marker, c.binary, c.wizard...), frame(true, c.marker, c.binary, c.wizard...), 1.2},
		{"first frame / bare Bubble Tea", frame(true, c.marker, c.binary, c.wizard...), frame(true, "ready", c.bare), 1.15},
	} {
		ours, reference, err := alternate(c.pairs, m.ours, m.reference)
		if err != nil {
			return nil, err
		}
		rows = append(rows, compare(m.what, 0.5, ours, reference, m.goal))
	}
	return rows, nil
}
