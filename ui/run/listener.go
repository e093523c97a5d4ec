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
		return loopback.BrowserProblem(finding.Unknown, "mailgrant can't listen on any port of this computer, so it can't receive the browser's answer.",
			"A security program may prevent it. Sign in and paste the address: that needs no port.")
	case loopback.InUse(err):
		return loopback.BrowserProblem(finding.Unknown, fmt.Sprintf("Another program uses port %d on this computer.", port), another, loopback.PasteInstead)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, loopback.WindowsDenied):
		return loopback.BrowserProblem(finding.Unknown, fmt.Sprintf("This computer does not allow listening on port %d.", port), another, loopback.PasteInstead)
	}
	return loopback.BrowserProblem(finding.Unknown, fmt.Sprintf("mailgrant can't listen on port %d of this computer.", port), another, loopback.PasteInstead)
}
