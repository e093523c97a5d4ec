//go:build !linux && !windows

package cli

import "golang.org/x/sys/unix"

// hideMemory keeps this process, and what it starts, from leaving a core file.
// Other programs of this user may still read its memory where the system lets them.
func hideMemory() { _ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}) }
