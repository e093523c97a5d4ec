//go:build !linux && !windows

package cli

import "golang.org/x/sys/unix"

const readTermios, writeTermios = unix.TIOCGETA, unix.TIOCSETA
