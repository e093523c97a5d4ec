package entratest

import (
	"net"
	"net/http"
	"path"
)

// pages refuses what a page of another site sends. A program says neither where
// it comes from nor which site it is on, and is answered.
var pages = http.NewCrossOriginProtection()

// ofAnotherSite reports a form that a page of another site sent to a page for people:
// the portal, a sign-in, a consent. What programs ask for is not looked at, as at
// Microsoft's.
func ofAnotherSite(r *http.Request) bool { return forPeople(r) && pages.Check(r) != nil }

// forPeople reports a request to a page. All that is asked for by this computer's
// own address is one.
func forPeople(r *http.Request) bool {
	ip := net.ParseIP(hostOf(r))
	return ip != nil && ip.IsLoopback() || isPage(path.Clean(r.URL.Path))
}

func refuseOtherSite(w http.ResponseWriter) {
	show(w, http.StatusForbidden, "Not accepted", `
<p id="error">Another site asked for this, so nothing was done.</p>
<p>Open the page from mailgrant and press the button there.</p>`)
}
