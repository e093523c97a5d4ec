//go:build linux || darwin

package main

import (
	"fmt"
	"os"
)

// largest is how many bytes the stripped binary may have.
const largest = 15e6

func sizes(c config) ([]row, error) {
	file, err := os.Stat(c.binary)
	if err != nil {
		return nil, err
	}
	size := float64(file.Size())
	megabytes := func(bytes float64) string { return fmt.Sprintf("%.2f MB", bytes/1e6) }
	return []row{{"P14 binary / the most it may be", megabytes(size), megabytes(largest), size / largest, 1}}, nil
}
