package entratest

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"path"
	"strings"

	"mailgrant/flow/value"
)

// Page is where practice mode sends the browser in place of a real page. Sign-in
// and consent pages exist here and work; any other page is only named.
func (s *Server) Page(real string) string {
	u, err := url.Parse(real)
	if err == nil && u.Host == s.listener.Addr().String() { // it is a practice address already
		return real
	}
	if err == nil && isPage(u.Path) {
		if _, ok := value.CloudOfLogin(u.Hostname()); ok {
			u.Scheme, u.Path, u.RawPath = "http", "/practice/"+u.Hostname()+u.Path, ""
			u.Host = s.listener.Addr().String()
			return u.String()
		}
	}
	if app := appOf(u); app != "" {
		return s.URL() + portalPath + app
	}
	if page := s.pageOfPortal(u); page != "" {
		return page
	}
	return s.URL() + "/practice?" + url.Values{"page": {real}}.Encode()
}

// isPage reports whether a path of the sign-in service is a page for people.
func isPage(p string) bool { return path.Base(p) == "authorize" || path.Base(p) == "adminconsent" }

// practising marks a request that came through Page.
type practising struct{}

func inPractice(r *http.Request) bool { return r.Context().Value(practising{}) != nil }

// behindPage turns a request for an address made by Page into the one it
// means; it returns other requests unchanged.
func behindPage(r *http.Request) *http.Request {
	rest, ok := strings.CutPrefix(r.URL.Path, "/practice/")
	if ip := net.ParseIP(hostOf(r)); !ok || ip == nil || !ip.IsLoopback() {
		return r
	}
	host, rest, _ := strings.Cut(rest, "/")
	if _, login := value.CloudOfLogin(host); !login || !isPage(rest) {
		return r
	}
	real := r.Clone(context.WithValue(r.Context(), practising{}, true))
	real.Host, real.URL.Path, real.URL.RawPath = host, "/"+rest, ""
	return real
}

// practicePage is the practice portal, or says which page would be here.
func (s *Server) practicePage(w http.ResponseWriter, r *http.Request) {
	if app, ok := strings.CutPrefix(r.URL.Path, portalPath); ok {
		s.portal(w, r, app)
		return
	}
	switch {
	case r.URL.Path == newPath && len(s.offers) > 0:
		s.registering(w, r)
		return
	case r.URL.Path == appsPath:
		s.registrations(w, r)
		return
	}
	if address := r.URL.Query().Get("address"); address != "" {
		show(w, http.StatusOK, "Back at the product", fill(`
<p>For real, your product's own page opens here, or an error because it does not know this sign-in. Practice has no such product, so here is what the address bar would show:</p>
<p><label for="address">Address</label>
<textarea id="address" rows="8" readonly spellcheck="false">%s</textarea></p>
<p><strong>Copy this address and paste it into mailgrant</strong> where it asks for one.</p>`, address))
		return
	}
	show(w, http.StatusOK, "This is practice", fill(`
<p>Nothing has left your computer. For real, this page would be:</p>
<p><code id="page">%s</code></p>
<p>Practice has no copy of it. Go back to mailgrant: F5 there fills in practice values.</p>`, r.URL.Query().Get("page")))
}
