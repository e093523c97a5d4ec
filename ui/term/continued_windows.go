package term

import "os"

// continued never sends: Windows does not stop programs.
func continued() (came chan os.Signal, stop func()) {
	came = make(chan os.Signal)
	return came, func() { close(came) }
}
