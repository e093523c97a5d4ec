package loopback

import (
	"crypto/sha256"
	"encoding/base64"
	"html"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// endPage is the page that a browser shows at the end of a flow.
type endPage struct {
	mood    mood
	heading string
	says    string // what happened, in one sentence
	next    string // what to do
	quote   string // Microsoft's message, cleaned
}

// mood is the sign on a page. Its shape says everything that its color says.
type mood string

const (
	wellMood  mood = "good"
	illMood   mood = "bad"
	quietMood mood = "plain"
)

var signs = map[mood]string{wellMood: "✓", illMood: "✗", quietMood: "i"}

const backToMailgrant = "You can close this window and go back to mailgrant."

// The pages that end a flow, and those that change nothing.
var (
	signedInPage  = endPage{mood: wellMood, heading: "Signed in", says: "Your sign-in has reached mailgrant, which now tests it.", next: backToMailgrant}
	consentedPage = endPage{mood: wellMood, heading: "Consent received", says: "Microsoft told mailgrant that the consent was given. A new token will prove it.", next: backToMailgrant}
	deniedPage    = endPage{mood: illMood, heading: "Microsoft said no", says: "The answer has reached mailgrant, which explains it.", next: backToMailgrant}
	emptyPage     = endPage{mood: illMood, heading: "Nothing in the answer", says: "Microsoft's answer has reached mailgrant, but it holds neither a code nor an error.", next: backToMailgrant}
	forgedPage    = endPage{mood: illMood, heading: "Not accepted", says: "This answer does not belong to the page that mailgrant opened: its state is another one.",
		next: "Close this window, go back to mailgrant and begin again. Use only the page that this opens."}

	alreadyPage  = endPage{mood: quietMood, heading: "Already received", says: "mailgrant has its answer and takes no second one.", next: backToMailgrant}
	overPage     = endPage{mood: illMood, heading: "No longer waiting", says: "mailgrant refused an answer before this one and stopped waiting.", next: "Close this window, go back to mailgrant and begin again."}
	noAnswerPage = endPage{mood: quietMood, heading: "No answer here", says: "mailgrant waits here for Microsoft's answer, and this address holds none.", next: "Go on in the window where you sign in. mailgrant shows its link."}
	foreignPage  = endPage{mood: illMood, heading: "Wrong address", says: "This was asked for by a name that is not this computer's own, so mailgrant did not take it.", next: "Close this window. Use the link that mailgrant shows."}
	methodPage   = endPage{mood: illMood, heading: "Not accepted", says: "mailgrant takes the answer as an address only, not as a form.", next: "Close this window, go back to mailgrant and begin again."}
	embeddedPage = endPage{mood: illMood, heading: "Not accepted", says: "Another page asked for this address, so mailgrant did not take it.", next: "Close this window. Use the link that mailgrant shows."}
	pathPage     = endPage{mood: quietMood, heading: "No such page", says: "mailgrant waits for Microsoft's answer at the root of this address only.", next: "Check that the redirect URI is registered as http://localhost, without a path."}
	longPage     = endPage{mood: illMood, heading: "Too long", says: "This address is longer than any answer of Microsoft's, so mailgrant did not take it.", next: "Close this window, go back to mailgrant and begin again."}
)

// write sends the whole page before it returns: the program may end right
// after.
func (p endPage) write(w http.ResponseWriter, status int) {
	body := p.html()
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Content-Security-Policy", policy())
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	if status == http.StatusMethodNotAllowed {
		h.Set("Allow", http.MethodGet)
	}
	w.WriteHeader(status)
	_, _ = w.Write([]byte(body)) //nolint:gosec // every text in it is escaped
	_ = http.NewResponseController(w).Flush()
}

// html is the page. It escapes all texts, including our own.
func (p endPage) html() string {
	quote := ""
	if p.quote != "" {
		quote = "<blockquote>" + html.EscapeString(p.quote) + "</blockquote>\n"
	}
	return strings.NewReplacer(
		"{style}", pageStyle, "{mood}", string(p.mood), "{sign}", signs[p.mood], "{heading}", html.EscapeString(p.heading),
		"{says}", html.EscapeString(p.says), "{quote}", quote, "{next}", html.EscapeString(p.next),
	).Replace(pageFrame)
}

const pageFrame = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{heading} · mailgrant</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
<main class="{mood}">
<p class="sign" aria-hidden="true">{sign}</p>
<h1>{heading}</h1>
<p>{says}</p>
{quote}<p class="next">{next}</p>
</main>
<footer>mailgrant, on this computer</footer>
</body>
</html>
`

const pageStyle = `
:root { --page: #f3f4f6; --card: #ffffff; --edge: #d9dce1; --text: #1c2430; --quiet: #5a6472; --good: #1a7f4b; --bad: #b3261e; --plain: #5a6472 }
@media (prefers-color-scheme: dark) {
:root { --page: #14171c; --card: #1e232b; --edge: #343b46; --text: #e8ebf0; --quiet: #a0a9b6; --good: #5fd39a; --bad: #ff8d85; --plain: #a0a9b6 }
}
* { box-sizing: border-box }
html { height: 100% }
body { min-height: 100%; margin: 0; padding: 1.5rem; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 1rem;
background: var(--page); color: var(--text); font: 1rem/1.55 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif }
main { width: 100%; max-width: 29rem; padding: 2rem; background: var(--card); border: 1px solid var(--edge); border-radius: .75rem }
.good { --mark: var(--good) } .bad { --mark: var(--bad) } .plain { --mark: var(--plain) }
.sign { width: 2.75rem; height: 2.75rem; margin: 0 0 1rem; border: 2px solid var(--mark); border-radius: 50%; color: var(--mark); font-size: 1.35rem; line-height: 2.5rem; text-align: center }
h1 { margin: 0 0 .5rem; font-size: 1.4rem; line-height: 1.25 }
p { margin: 0 0 .75rem }
.next { margin: 0; font-weight: 600 }
blockquote { margin: 0 0 .75rem; padding: .6rem .9rem; border-left: 3px solid var(--mark); background: var(--page); color: var(--quiet); font-size: .9rem; overflow-wrap: anywhere }
footer { color: var(--quiet); font-size: .85rem }
`

// policy allows the page's own style and nothing else.
var policy = sync.OnceValue(func() string {
	sum := sha256.Sum256([]byte(pageStyle))
	return "default-src 'none'; img-src data:; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
})
