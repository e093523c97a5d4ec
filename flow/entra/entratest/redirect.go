package entratest

import (
	"net/http"
	"net/url"
)

// reply finds the redirect URI for the answer: the one in the request, which
// must be registered, or else the first that is.
func (a App) reply(asked string) (redirect string, refused *Refusal) {
	if asked == "" && len(a.Redirects) > 0 {
		return a.Redirects[0], nil
	}
	if len(a.Redirects) == 0 {
		return "", &Refusal{http.StatusBadRequest, "invalid_request", 500113,
			"No reply address is registered for the application."}
	}
	for _, registered := range a.Redirects {
		if sameRedirect(registered, asked) {
			return asked, nil
		}
	}
	return "", &Refusal{http.StatusBadRequest, "invalid_request", 50011,
		"The redirect URI '" + asked + "' specified in the request does not match the redirect URIs configured for the application '" +
			a.ClientID + "'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal."}
}

// sameRedirect compares character by character. With http on this computer it
// ignores the port, but not the path (facts/entra.md section 3).
func sameRedirect(registered, asked string) bool {
	if registered == asked {
		return true
	}
	r, errR := url.Parse(registered)
	a, errA := url.Parse(asked)
	if errR != nil || errA != nil || r.User != nil || a.User != nil || a.Fragment != "" {
		return false
	}
	if !loopback(r) {
		return bare(r) == bare(a) && rooted(r.Path) == "/" && rooted(a.Path) == "/"
	}
	r.Host, a.Host = r.Hostname(), a.Hostname()
	return bare(r) == bare(a) && rooted(r.Path) == rooted(a.Path)
}

// bare is a URL without its path.
func bare(u *url.URL) string { return u.Scheme + "://" + u.Host + "?" + u.RawQuery }

// rooted is the path, with "/" for an empty one.
func rooted(path string) string {
	if path == "" {
		return "/"
	}
	return path
}

// loopback reports whether a redirect URI leads to this computer over http.
func loopback(u *url.URL) bool {
	return u.Scheme == "http" && (u.Hostname() == "localhost" || u.Hostname() == "127.0.0.1")
}

// withQuery is address with additional query parameters.
func withQuery(address string, more url.Values) string {
	if u, err := url.Parse(address); err == nil && u.RawQuery != "" {
		return address + "&" + more.Encode()
	}
	return address + "?" + more.Encode()
}

// leave redirects the browser to address. In practice the product has no page
// there, so this server's own page shows the address.
func (s *Server) leave(w http.ResponseWriter, r *http.Request, address string) {
	if pretends(r, address) {
		address = s.URL() + "/practice?" + url.Values{"address": {address}}.Encode()
	}
	w.Header().Set("Location", address)
	w.WriteHeader(http.StatusFound)
}

// pretends reports whether a browser in practice must not be redirected to
// address.
func pretends(r *http.Request, address string) bool {
	u, err := url.Parse(address)
	return inPractice(r) && (err != nil || !loopback(u))
}
