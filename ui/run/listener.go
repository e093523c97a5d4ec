package run

import (
	"errors"
	"fmt"
	"io/fs"

	"mailgrant/flow/finding"
	"mailgrant/ui/loopback"
)

// NoListener is why mailgrant can't listen on a port; 0 means any.
func (w Wording) NoListener(port int, err error) *finding.Finding {
	free := "8400"
	if port == 8400 {
		free = "8401"
	}
	another := "Leave mailgrant and choose another port, from 1024 up: " + w.Command("setup --port "+free) + "."
	switch {
	case port == 0:
		return loopback.VisitProblem(finding.Unknown, "No port of this computer can be listened on, so the browser's answer can't be caught here.",
			"A security program may forbid it. Sign in and paste the address back: that needs no port.")
	case loopback.InUse(err):
		return loopback.VisitProblem(finding.Unknown, fmt.Sprintf("Port %d of this computer is taken by another program.", port), another, loopback.PasteInstead)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, loopback.WindowsDenied):
		return loopback.VisitProblem(finding.Unknown, fmt.Sprintf("This computer does not let you listen on port %d.", port), another, loopback.PasteInstead)
	}
	return loopback.VisitProblem(finding.Unknown, fmt.Sprintf("Port %d of this computer can't be listened on.", port), another, loopback.PasteInstead)
}
