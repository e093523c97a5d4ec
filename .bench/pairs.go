//go:build linux || darwin

package main

import (
	"fmt"
	"slices"
	"time"
)

// sample takes one measurement.
type sample func() (time.Duration, error)

// alternate lets two programs take turns, so that a machine that gets faster or
// slower affects both. It returns their times, sorted.
func alternate(pairs int, ours, reference sample) (a, b []time.Duration, err error) {
	for range pairs {
		one, err := ours()
		if err != nil {
			return nil, nil, err
		}
		other, err := reference()
		if err != nil {
			return nil, nil, err
		}
		a, b = append(a, one), append(b, other)
	}
	slices.Sort(a)
	slices.Sort(b)
	return a, b, nil
}

// at is the quantile of the sorted times.
func at(part float64, sorted []time.Duration) time.Duration {
	return sorted[int(part*float64(len(sorted)-1))]
}

// compare is the row for two sorted samples, at the same quantile of each.
func compare(what string, part float64, ours, reference []time.Duration, goal float64) row {
	a, b := at(part, ours), at(part, reference)
	return row{what, milliseconds(a), milliseconds(b), float64(a) / float64(b), goal}
}

func milliseconds(d time.Duration) string { return fmt.Sprintf("%.2f ms", d.Seconds()*1000) }
