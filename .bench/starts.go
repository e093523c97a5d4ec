//go:build linux || darwin

package main

import (
	"os/exec"
	"time"
)

// startsPerSample makes a sample long compared with the clock's resolution.
const startsPerSample = 20

// starts compares whole processes that only start and end.
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
	ours, reference, err := alternate(c.pairs, start(c.binary, "--version"), start(c.hello))
	if err != nil {
		return nil, err
	}
	return []row{compare("--version / bare Go", 0.5, ours, reference, 2.5)}, nil
}
