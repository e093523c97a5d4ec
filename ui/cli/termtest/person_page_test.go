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
	"IDs and secret": `(The values|Enter what you were given)`,
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

// at waits for the page of a step.
func (w walk) at(step string) walk {
	w.t.Helper()
	w.WaitMatch(pageOf(step).String())
	return w
}

// readTo confirms until the page of a step is shown.
func (w walk) readTo(step string) walk {
	w.t.Helper()
	w.pressUntil("enter", step, pageOf(step).MatchString)
	return w
}

// pressTo presses a key, each time after the effect of the last press is on the
// screen, until a text appears.
func (w walk) pressTo(key, text string) {
	w.t.Helper()
	w.pressUntil(key, text, func(screen string) bool { return strings.Contains(screen, text) })
}

func (w walk) pressUntil(key, what string, shown func(screen string) bool) {
	w.t.Helper()
	for range 100 {
		before := w.page(shown)
		if shown(before) {
			return
		}
		w.Keys(key)
		w.until("for what "+key+" does, on the way to "+what, func() bool {
			now, whole := w.glance()
			return whole && now != before
		})
	}
	w.t.Fatalf("%s does not lead to %q:\n%s", key, what, w.Text())
}
