package term

import "os"

// continued never tells: Windows stops no program.
func continued() (came chan os.Signal, stop func()) {
	came = make(chan os.Signal)
	return came, func() { close(came) }
}
