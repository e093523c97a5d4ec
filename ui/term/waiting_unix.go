//go:build !windows

package term

import (
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// Waiting reports that a line can be read from a terminal within a time. The
// lines of a paste follow each other at once.
func Waiting(f *os.File, within time.Duration) bool {
	fds := []unix.PollFd{{Fd: int32(f.Fd()), Events: unix.POLLIN}} //nolint:gosec // a descriptor is a small number
	n, err := unix.Poll(fds, int(within.Milliseconds()))
	return err == nil && n == 1 && fds[0].Revents&unix.POLLIN != 0
}
