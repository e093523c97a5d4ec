package entratest

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"strings"
)

// markup is HTML in which everything from a request is escaped.
type markup string

// fill inserts parts in a page and escapes them, unless they are markup
// already.
func fill(page string, parts ...any) markup {
	for i, part := range parts {
		if _, safe := part.(markup); !safe {
			parts[i] = html.EscapeString(fmt.Sprint(part))
		}
	}
	return markup(fmt.Sprintf(page, parts...))
}

// each puts every element of a list in its own line of markup.
func each(line string, list []string) markup {
	var b strings.Builder
	for _, text := range list {
		b.WriteString(string(fill(line, text)))
	}
	return markup(b.String())
}

// show answers with a page. The page runs no script and loads nothing. Its forms
// may lead anywhere: browsers apply a form policy to the redirects after a form,
// too.
func show(w http.ResponseWriter, status int, title string, body markup) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "same-origin") // without any referrer, browsers don't say where a form comes from
	w.WriteHeader(status)
	_, _ = io.WriteString(w, string(fill(frame, title, markup(style), title, body)))
}

const frame = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
<title>%s - mailgrant practice</title>
<style>%s</style>
<p class="practice">Practice: this page is on your computer, and so is everything you enter.</p>
<main>
<h1>%s</h1>%s
</main>
</html>
`

const style = `
:root{color-scheme:light dark;--back:#eef1f5;--card:#fff;--ink:#1b1f24;--quiet:#57606a;--line:#c9d1d9;--main:#0b5cad;--on-main:#fff}
@media (prefers-color-scheme:dark){:root{--back:#0f1216;--card:#1a1f26;--ink:#e8ebef;--quiet:#a3adb8;--line:#3b444f;--main:#6cb2f5;--on-main:#0b1522}}
*{box-sizing:border-box}
body{margin:0;padding:1rem;background:var(--back);color:var(--ink);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
.practice{max-width:34rem;margin:0 auto 1rem;color:var(--quiet);font-size:.875rem;text-align:center}
main{max-width:34rem;margin:0 auto;padding:1.5rem 2rem 2rem;background:var(--card);border:1px solid var(--line);border-radius:.5rem}
h1{margin:0 0 .5rem;font-size:1.5rem;line-height:1.25}
h2{margin:1.5rem 0 .5rem;font-size:1.0625rem}
p,ul,dl{margin:.75rem 0}
ul{padding-left:1.25rem}
dt,label,small,.quiet{color:var(--quiet)}
small{display:block}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;font-size:.9375rem}
dd{margin:0}
main>:last-child{margin-bottom:0}
button{font:inherit;padding:.5rem 1.25rem;border:1px solid var(--line);border-radius:.25rem;background:transparent;color:inherit;cursor:pointer}
button:hover{border-color:var(--main)}
button:focus-visible,textarea:focus-visible{outline:3px solid var(--main);outline-offset:2px}
button.main{background:var(--main);border-color:var(--main);color:var(--on-main)}
.accounts button{display:block;width:100%;margin:.5rem 0;text-align:left}
@media (max-width:30rem){main{padding:1.25rem}dl{display:block}dd{margin-bottom:.5rem}}
.buttons{display:flex;flex-wrap:wrap;gap:.75rem;justify-content:flex-end;margin-top:1.5rem}
table{border-collapse:collapse;font-size:.875rem}
th,td{padding:.25rem .75rem .25rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
input,select{font:inherit;width:100%;padding:.375rem;color:inherit;background:var(--back);border:1px solid var(--line);border-radius:.25rem}
textarea{display:block;width:100%;margin-top:.25rem;padding:.5rem;font:.875rem/1.5 ui-monospace,monospace;color:inherit;background:var(--back);border:1px solid var(--line);border-radius:.25rem}
`
