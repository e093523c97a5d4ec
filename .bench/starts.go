//go:build linux || darwin

package main

import (
	"os/exec"
	"strings"
	"time"
)

// startsPerSample makes a sample long compared with the clock's resolution.
const startsPerSample = 20

// starts compares whole processes that wait for nothing.
func starts(c config) ([]row, error) {
	start := func(program string, args ...string) sample {
		return func() (time.Duration, error) {
			began := time.Now()
			for range startsPerSample {
				if err := exec.Command(program, args...).Run(); err != nil {
					return 0, err
				}
			}
			return time.Since(began) / startsPerSample, nil
		}
	}
	version := start(c.binary, "version")
	var rows []row
	for _, m := range []struct {
		what            string
		ours, reference sample
		goal            float64
	}{
		{"version / bare Go", version, start(c.hello), 2.4},
		{"check --offline / version", start(c.binary, strings.Fields(c.offline)...), version, 1.3},
	} {
		ours, reference, err := alternate(c.pairs, m.ours, m.reference)
		if err != nil {
			return nil, err
		}
		rows = append(rows, compare(m.what, 0.5, ours, reference, m.goal))
	}
	return rows, nil
}
