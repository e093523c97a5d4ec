//go:build !windows

package term

import "golang.org/x/sys/unix"

// hideTyping keeps a terminal from showing what is typed. Whole lines, erasing
// and ctrl+c stay the terminal's.
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
