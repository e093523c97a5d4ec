//go:build linux || darwin

package main

import (
	"fmt"
	"os"
)

// largest is the limit of the stripped binary, in bytes.
const largest = 15e6

func sizes(c config) ([]row, error) {
	file, err := os.Stat(c.binary)
	if err != nil {
		return nil, err
	}
	size := float64(file.Size())
	megabytes := func(bytes float64) string { return fmt.Sprintf("%.2f MB", bytes/1e6) }
	return []row{{"binary / size limit", megabytes(size), megabytes(largest), size / largest, 1}}, nil
}
