//go:build !windows

package term

import (
	"os"
	"os/signal"
	"syscall"
)

// continued sends when the program resumes after it was stopped.
func continued() (came chan os.Signal, stop func()) {
	came = make(chan os.Signal, 1)
	signal.Notify(came, syscall.SIGCONT)
	return came, func() {
		signal.Stop(came)
		close(came)
	}
}
