package loopback

import (
	"errors"
	"syscall"

	"mailgrant/flow/finding"
)

// Windows numbers these differently from what package syscall calls them there.
const (
	windowsInUse  = syscall.Errno(10048)
	WindowsDenied = syscall.Errno(10013)
)

// InUse reports that another program has the port.
func InUse(err error) bool {
	return errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, windowsInUse)
}

// VisitProblem is why nothing came back to this computer.
func VisitProblem(c finding.Cause, says string, do ...string) *finding.Finding {
	f := finding.New(finding.BrowserCheck, c, says, do...)
	return &f
}

const PasteInstead = "Or sign in and paste the address back: that needs no port."

// forgedState is the end of a wait that something else than the visit answered.
func forgedState() *finding.Finding {
	return VisitProblem(finding.StateMismatch, "An answer came whose state is not that of the page mailgrant opened, so it was refused: it may be forged.",
		"Begin again, and use the page that this opens. An older page, or a link somebody sent you, will not do.")
}

// noAnswer is the end of a wait in which nothing came back.
func noAnswer() *finding.Finding {
	return VisitProblem(finding.SignInTimeout, "The browser did not come back to mailgrant within five minutes.",
		"Some errors never come back: a redirect URI that is not registered, a wrong client ID, an approval that is missing. If Microsoft's page shows one, paste its text: mailgrant explains it.",
		"If the browser runs on another computer, forward the port to this one, or paste the address back.",
		"If you were not done yet, begin again.")
}

// waitLeft is the end of a wait that was given up.
func waitLeft() *finding.Finding {
	return VisitProblem(finding.Unknown, "The wait was left before the browser came back.", "Begin again.")
}
