package entratest

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
)

// Page is where practice mode sends the browser instead of to a real page.
func (s *Server) Page(real string) string {
	return s.URL() + "/practice?page=" + url.QueryEscape(real)
}

const (
	pageBefore = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>mailgrant practice</title>
<style>body{font:1.1em/1.5 system-ui,sans-serif;max-width:40em;margin:4em auto;padding:0 1em}code{overflow-wrap:anywhere}</style>
<h1>This is practice</h1>
<p>Nothing has left your computer. For real, this page would be:</p>
<p><code>`
	pageAfter = `</code></p>
<p>Go back to mailgrant; its practice panel holds the values to use.</p>
</html>
`
)

// practicePage says what page would stand here; it links to nothing.
func practicePage(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	fmt.Fprint(w, pageBefore, html.EscapeString(r.URL.Query().Get("page")), pageAfter)
}
