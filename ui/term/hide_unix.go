//go:build !windows

package term

import "golang.org/x/sys/unix"

// hideTyping turns off echo. The terminal still handles whole lines, erasing
// and ctrl+c.
func hideTyping(fd int) error {
	mode, err := unix.IoctlGetTermios(fd, readTermios)
	if err != nil {
		return err
	}
	mode.Lflag &^= unix.ECHO
	mode.Lflag |= unix.ICANON | unix.ISIG
	mode.Iflag |= unix.ICRNL
	return unix.IoctlSetTermios(fd, writeTermios, mode)
}
