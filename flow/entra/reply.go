package entra

import (
	"bytes"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"mailgrant/flow/wire"
)

// reply is the result of an exchange. Its caller checks the expected content, a
// token or a document.
func (x *exchange) reply(say wording) wire.Reply {
	r := wire.Reply{
		Host:      x.host,
		At:        x.ended,
		Took:      x.ended.Sub(x.began),
		Issuer:    say.name(x.issuer),
		Inspected: x.inspected,
		Route:     x.route,
	}
	r.Route.Proxy = say.name(r.Route.Proxy)
	if x.status == 0 {
		r.Trouble, r.Detail = trouble(x)
		r.Detail = say.text(r.Detail)
		return r
	}
	x.stamp(&r)
	x.quote(&r, say)
	r.Trouble, r.Detail = x.usable()
	r.Detail = say.text(r.Detail)
	return r
}

// stamp reads the headers: the clock's difference and how long to wait.
func (x *exchange) stamp(r *wire.Reply) {
	server, err := http.ParseTime(x.header.Get("Date"))
	if err == nil {
		middle := x.began.Add(x.ended.Sub(x.began) / 2)
		r.Skew, r.Dated = server.Sub(middle), true
	} else {
		server = x.ended
	}
	r.RetryAfter = retryAfter(x.header.Get("Retry-After"), server)
}

// usable says what makes an answer unusable, whatever it should contain. A 5xx
// keeps its status, whatever its body; redirects are never followed.
func (x *exchange) usable() (wire.Trouble, string) {
	switch {
	case x.left:
		return wire.Abandoned, ""
	case x.status >= 500:
		return wire.NoTrouble, ""
	case x.status >= 300 && x.status < 400:
		return wire.Redirected, x.target()
	case x.err != nil:
		return trouble(x)
	case x.status < 300 && x.html():
		return wire.HTMLPage, ""
	case x.status != http.StatusTooManyRequests && x.html(): // Microsoft's refusals are JSON
		return wire.HTMLPage, "HTTP " + strconv.Itoa(x.status)
	}
	return wire.NoTrouble, ""
}

// target is the host a redirect points to.
func (x *exchange) target() string {
	u, err := url.Parse(x.header.Get("Location"))
	switch {
	case err != nil || x.header.Get("Location") == "":
		return "it does not say where"
	case u.Host == "":
		return x.host
	}
	return u.Hostname()
}

// html reports whether the answer is a web page.
func (x *exchange) html() bool {
	kind, _, _ := mime.ParseMediaType(x.header.Get("Content-Type"))
	return kind == "text/html" || kind == "application/xhtml+xml" ||
		strings.HasPrefix(string(bytes.TrimSpace(x.body[:min(len(x.body), 512)])), "<")
}

// plain is a short text in place of JSON, as with 429.
func (x *exchange) plain() string {
	kind, _, _ := mime.ParseMediaType(x.header.Get("Content-Type"))
	if kind != "text/plain" || x.html() {
		return ""
	}
	return string(x.body)
}
