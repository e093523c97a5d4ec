package entratest

import (
	"net"
	"net/http"
	"path"
)

// pages refuses what a page of another site sends. Programs don't say which
// site they are on, and are answered.
var pages = http.NewCrossOriginProtection()

// ofAnotherSite reports a form that a page of another site sent to a page for people:
// the portal, a sign-in, a consent. Like Microsoft, it does not check what programs
// request.
func ofAnotherSite(r *http.Request) bool { return forPeople(r) && pages.Check(r) != nil }

// forPeople reports a request for a page. Anything requested at this computer's
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
