package guide

import "slices"

// guides are made once: every frame of a screen looks its own up.
var guides = []Guide{
	emailThisIssueClientCredentials(), emailThisIssueAuthCode(), emailThisIssueGrantFlow(), automationAnywhereClientCredentials(),
}

// All lists the guides, in the order of the menu. What they hold is shared: it
// is for reading.
func All() []Guide { return slices.Clone(guides) }

// Find is the guide with that ID; what it holds is shared too.
func Find(id string) (Guide, bool) {
	i := slices.IndexFunc(guides, func(g Guide) bool { return g.ID == id })
	if i < 0 {
		return Guide{}, false
	}
	return guides[i], true
}
