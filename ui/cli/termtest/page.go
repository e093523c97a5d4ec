//go:build linux || darwin

package termtest

import (
	"regexp"
	"strings"
)

// titles are those of the pages, as patterns, where the list of steps calls them
// otherwise.
var titles = map[string]string{
	"Organization":   `Which organization\?`,
	"Mailbox":        `Which mailbox\?`,
	"Keyring":        `Is your keyring ready\?`,
	"Client ID":      `Copy the client ID`,
	"Permissions":    `Add the permissions`,
	"Admin consent":  `Grant admin consent`,
	"Client secret":  `Create the client secret`,
	"Sign-in test":   `Test the sign-in`,
	"Values":         `(The values|Enter what you were given)`,
	"Prove":          `(Prove that it works|[│|] \S  \S.*)`,
	"Hand-off sheet": `Enter it in the product`,
}

// pageOf matches the page of a step: marked in the list of steps, or by its
// title where there is no list.
func pageOf(step string) *regexp.Regexp {
	title, other := titles[step]
	if !other {
		title = regexp.QuoteMeta(step)
	}
	return regexp.MustCompile(`(?m)^ (> ` + regexp.QuoteMeta(step) + ` +[│|]|` + title + ` *$)`)
}

// At waits for the page of a step.
func (x *Terminal) At(step string) {
	x.t.Helper()
	x.WaitMatch(pageOf(step).String())
}

// ReadTo confirms until the page of a step is shown.
func (x *Terminal) ReadTo(step string) {
	x.t.Helper()
	x.pressUntil("enter", step, pageOf(step).MatchString)
}

// PressTo presses a key, each time after the effect of the last press is on the
// screen, until a text appears.
func (x *Terminal) PressTo(key, text string) {
	x.t.Helper()
	x.pressUntil(key, text, func(screen string) bool { return strings.Contains(screen, text) })
}

func (x *Terminal) pressUntil(key, what string, shown func(screen string) bool) {
	x.t.Helper()
	for range 100 {
		before := x.page(shown)
		if shown(before) {
			return
		}
		x.Keys(key)
		x.until("for what "+key+" does, on the way to "+what, func() bool {
			now, whole := x.glance()
			return whole && now != before
		})
	}
	x.t.Fatalf("%s does not lead to %q:\n%s", key, what, x.Text())
}

// frameEnd matches the end of each of Bubble Tea's frames.
var frameEnd = regexp.MustCompile(`\x1b\[(\d+;)?H$`)

// glance is the text on the screen where its last frame is complete. Rules are
// those of UTF-8.
func (x *Terminal) glance() (text string, whole bool) {
	raw := x.Raw()
	if !frameEnd.Match(raw[max(0, len(raw)-16):]) {
		return "", false
	}
	text = strings.ReplaceAll(x.Text(), " --", " ──")
	return text, len(raw) == len(x.Raw())
}

// page waits for a complete page that is wanted, or that waits for nothing. A key
// pressed during a wait may arrive after its end and act on the next page.
func (x *Terminal) page(wanted func(screen string) bool) (text string) {
	x.t.Helper()
	x.until("for a whole page", func() (whole bool) {
		text, whole = x.glance()
		return whole && (wanted(text) || !strings.Contains(text, "esc stop waiting"))
	})
	return text
}
