package term

import "golang.org/x/sys/unix"

// HideMemory makes this process undumpable: it leaves no core file, and other
// programs of this user can't read its memory or initial environment. A program
// it starts is dumpable again, but inherits the core limit: the clipboard tool
// holds a secret too. Nothing depends on this, so failure is not an error.
func HideMemory() {
	_ = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
}
