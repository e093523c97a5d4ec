package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"mailgrant/flow/finding"
)

// Windows numbers these differently from what package syscall calls them there.
const (
	windowsInUse  = syscall.Errno(10048)
	windowsDenied = syscall.Errno(10013)
)

// inUse reports that another program has the port.
func inUse(err error) bool {
	return errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, windowsInUse)
}

// visitProblem is why nothing came back to this computer.
func visitProblem(c finding.Cause, says string, do ...string) *finding.Finding {
	f := finding.New(finding.BrowserCheck, c, says, do...)
	return &f
}

const pasteInstead = "Or sign in and paste the address back: that needs no port."

// noListener is why nothing can be caught on a port; 0 is any.
func (w wording) noListener(port int, err error) *finding.Finding {
	free := "8400"
	if port == 8400 {
		free = "8401"
	}
	another := "Leave mailgrant and choose another port, from 1024 up: " + w.command("setup --port "+free) + "."
	switch {
	case port == 0:
		return visitProblem(finding.Unknown, "No port of this computer can be listened on, so the browser's answer can't be caught here.",
			"A security program may forbid it. Sign in and paste the address back: that needs no port.")
	case inUse(err):
		return visitProblem(finding.Unknown, fmt.Sprintf("Port %d of this computer is taken by another program.", port), another, pasteInstead)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, windowsDenied):
		return visitProblem(finding.Unknown, fmt.Sprintf("This computer does not let you listen on port %d.", port), another, pasteInstead)
	}
	return visitProblem(finding.Unknown, fmt.Sprintf("Port %d of this computer can't be listened on.", port), another, pasteInstead)
}

// forgedState is the end of a wait that something else than the visit answered.
func forgedState() *finding.Finding {
	return visitProblem(finding.StateMismatch, "An answer came whose state is not that of the page mailgrant opened, so it was refused: it may be forged.",
		"Begin again, and use the page that this opens. An older page, or a link somebody sent you, will not do.")
}

// noAnswer is the end of a wait in which nothing came back.
func noAnswer() *finding.Finding {
	return visitProblem(finding.SignInTimeout, "The browser did not come back to mailgrant within five minutes.",
		"Some errors never come back: a redirect URI that is not registered, a wrong client ID, an approval that is missing. If Microsoft's page shows one, paste its text: mailgrant explains it.",
		"If the browser runs on another computer, forward the port to this one, or paste the address back.",
		"If you were not done yet, begin again.")
}

// waitLeft is the end of a wait that was given up.
func waitLeft() *finding.Finding {
	return visitProblem(finding.Unknown, "The wait was left before the browser came back.", "Begin again.")
}
