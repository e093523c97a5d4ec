package cli

import "golang.org/x/sys/unix"

// hideMemory makes this process undumpable: it leaves no core file, and its
// memory and first environment can't be read by other programs of this user. A
// program it starts is dumpable again, but inherits the limit: the clipboard's
// tool holds a secret too. Nothing here depends on it, so a refusal is no error.
func hideMemory() {
	_ = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
}
