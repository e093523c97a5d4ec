//go:build linux || darwin

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"strconv"
	"time"
)

const (
	letters = "abcdefghijklmnopqrstuvwxyz"
	// shown is how many of the latest letters must be drawn: enough to occur
	// nowhere else on the line.
	shown    = 3
	clearAll = "\x15"
)

// presses compares how long a key takes to show, and the memory afterwards.
func presses(c config) ([]row, error) {
	ours, err := open(true, c.binary, c.wizard...)
	if err != nil {
		return nil, err
	}
	defer ours.end()
	reference, err := open(true, c.bare)
	if err != nil {
		return nil, err
	}
	defer reference.end()
	for x, field := range map[*console]string{ours: c.marker, reference: "ready"} {
		if err := x.until(field); err != nil {
			return nil, err
		}
	}
	a, b, err := alternate(c.keys, typist(ours), typist(reference))
	if err != nil {
		return nil, err
	}
	rows := []row{
		compare("key to screen, median / bare Bubble Tea", 0.5, a, b, 1.15),
		compare("key to screen, 99th percentile / bare Bubble Tea", 0.99, a, b, 1.15),
	}
	if m, ok := resident(ours); ok {
		if n, ok := resident(reference); ok {
			rows = append(rows, row{"memory after the keys / bare Bubble Tea", mebibytes(m), mebibytes(n), m / n, 2})
		}
	}
	return rows, nil
}

// typist types the alphabet over and over and times each letter until it is
// drawn. The pauses differ, so that keys fall anywhere within a frame.
func typist(x *console) sample {
	next := 0
	return func() (time.Duration, error) {
		if next == len(letters) {
			next = 0
			if err := x.press(clearAll); err != nil {
				return 0, err
			}
		}
		for ; next < shown-1; next++ {
			if err := x.press(letters[next : next+1]); err != nil {
				return 0, err
			}
		}
		time.Sleep(5*time.Millisecond + rand.N(20*time.Millisecond))
		next++
		began := time.Now()
		if err := x.press(letters[next-1 : next]); err != nil {
			return 0, err
		}
		err := x.until(letters[next-shown : next])
		return time.Since(began), err
	}
}

var residentLine = regexp.MustCompile(`VmRSS:\s+(\d+) kB`)

// resident is a program's memory, in bytes, if the system reports it.
func resident(x *console) (bytes float64, ok bool) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", x.command.Process.Pid))
	if err != nil {
		return 0, false
	}
	found := residentLine.FindSubmatch(status)
	if found == nil {
		return 0, false
	}
	kilobytes, err := strconv.ParseFloat(string(found[1]), 64)
	return kilobytes * 1024, err == nil
}

func mebibytes(bytes float64) string { return fmt.Sprintf("%.1f MiB", bytes/(1<<20)) }
