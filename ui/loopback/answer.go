package loopback

import (
	"crypto/subtle"
	"net/http"
	"net/url"
	"slices"

	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// ServeHTTP handles the browser's redirect. A request for another address gets
// a page that says so and changes nothing. A redirect must carry the state,
// which is checked before anything else.
func (c *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if page, status := c.misdirected(r); status != 0 {
		page.write(w, status)
		return
	}
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		noAnswerPage.write(w, http.StatusBadRequest)
		return
	}
	if !isAnswer(values) {
		noAnswerPage.write(w, http.StatusNotFound)
		return
	}
	state := values["state"]
	own := len(state) == 1 && subtle.ConstantTimeCompare([]byte(state[0]), []byte(c.state)) == 1
	switch before := c.take(own); {
	case before == received:
		alreadyPage.write(w, http.StatusGone)
	case before == refused:
		overPage.write(w, http.StatusGone)
	case !own:
		forgedPage.write(w, http.StatusBadRequest)
		c.caught <- caught{problem: forgedState()}
	default:
		pageFor(values).write(w, http.StatusOK)
		c.caught <- caught{answer: value.NewSecret(c.Redirect() + "/?" + r.URL.RawQuery)}
	}
}

// misdirected is the page and status for a request that is not meant for this
// server; the status is 0 if it is. A host name other than localhost that leads
// here is a DNS rebinding attack (facts/reliability.md, part A).
func (c *Server) misdirected(r *http.Request) (endPage, int) {
	switch {
	case r.Host != "localhost:"+c.port && r.Host != "127.0.0.1:"+c.port:
		return foreignPage, http.StatusMisdirectedRequest
	case r.Method != http.MethodGet:
		return methodPage, http.StatusMethodNotAllowed
	case !opened(r):
		return embeddedPage, http.StatusForbidden
	case r.URL.EscapedPath() != "/":
		return pathPage, http.StatusNotFound
	case len(r.URL.RawQuery) > maxQuery:
		return longPage, http.StatusRequestURITooLong
	}
	return endPage{}, 0
}

// opened reports whether a browser opens this address in a window. A page of
// another site can also request it, as an image, a frame or by script, and would
// end the flow. Browsers send a header that tells; programs and old browsers don't.
func opened(r *http.Request) bool {
	into := r.Header.Get("Sec-Fetch-Dest")
	return into == "" || into == "document"
}

// take makes this request end the flow, unless an earlier one did, and returns
// how the flow had ended before.
func (c *Server) take(own bool) (before flowEnd) {
	c.mu.Lock()
	defer c.mu.Unlock()
	before = c.over
	if before == underWay {
		c.over = refused
		if own {
			c.over = received
		}
	}
	return before
}

// isAnswer reports whether a request carries any answer from Microsoft: a
// browser also requests the bare address.
func isAnswer(values url.Values) bool {
	return slices.ContainsFunc([]string{"state", "code", "error", "admin_consent"}, values.Has)
}

// pageFor is the page that ends the flow. An error takes precedence over
// anything that indicates success.
func pageFor(values url.Values) endPage {
	switch {
	case values.Get("error") != "":
		page := deniedPage
		page.quote = text.Clean(values.Get("error") + ": " + values.Get("error_description"))
		return page
	case values.Get("code") != "":
		return signedInPage
	case values.Get("admin_consent") != "":
		return consentedPage
	}
	return emptyPage
}
