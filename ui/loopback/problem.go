package loopback

import (
	"errors"
	"syscall"

	"mailgrant/flow/finding"
)

// Windows' own numbers for these errors differ from those in package syscall.
const (
	windowsInUse  = syscall.Errno(10048)
	WindowsDenied = syscall.Errno(10013)
)

// InUse reports whether another program uses the port.
func InUse(err error) bool {
	return errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, windowsInUse)
}

// BrowserProblem is the finding for a browser flow that brought no answer back to
// this computer.
func BrowserProblem(c finding.Cause, says string, do ...string) *finding.Finding {
	f := finding.New(finding.BrowserCheck, c, says, do...)
	return &f
}

// PasteInstead is the way on where no listener can be used.
const PasteInstead = "Or sign in and paste the address back: that needs no port."

// forgedState is the finding for a redirect that does not carry this flow's state.
func forgedState() *finding.Finding {
	return BrowserProblem(finding.StateMismatch, "An answer came whose state is not that of the page mailgrant opened, so it was refused: it may be forged.",
		"Begin again, and use the page that this opens. An older page, or a link somebody sent you, will not do.")
}

// noAnswer is the finding for a wait in which no redirect arrived.
func noAnswer() *finding.Finding {
	return BrowserProblem(finding.SignInTimeout, "The browser did not come back to mailgrant within five minutes.",
		"Some errors never come back: a redirect URI that is not registered, a wrong client ID, an approval that is missing. If Microsoft's page shows one, paste its text: mailgrant explains it.",
		"If the browser runs on another computer, forward the port to this one, or paste the address back.",
		"If you were not done yet, begin again.")
}

// waitLeft is the finding for a wait that the user gave up.
func waitLeft() *finding.Finding {
	return BrowserProblem(finding.Unknown, "The wait was left before the browser came back.", "Begin again.")
}
