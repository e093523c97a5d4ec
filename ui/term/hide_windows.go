package term

import "golang.org/x/sys/windows"

// hideTyping turns off echo. The console still handles whole lines, erasing and
// ctrl+c.
func hideTyping(fd int) error {
	console := windows.Handle(fd)
	var mode uint32
	if err := windows.GetConsoleMode(console, &mode); err != nil {
		return err
	}
	mode &^= windows.ENABLE_ECHO_INPUT
	return windows.SetConsoleMode(console, mode|windows.ENABLE_LINE_INPUT|windows.ENABLE_PROCESSED_INPUT)
}
