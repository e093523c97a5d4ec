//go:build !linux && !windows

package term

import "golang.org/x/sys/unix"

// hideMemory prevents core files of this process and of those it starts. Other
// programs of this user may still read its memory if the system allows it.
func HideMemory() { _ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}) }
