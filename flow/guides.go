package flow

import "slices"

// All lists the guides, in the order of the menu.
func All() []Guide {
	return []Guide{emailThisIssueClientCredentials()}
}

// Find is the guide with that ID.
func Find(id string) (Guide, bool) {
	guides := All()
	i := slices.IndexFunc(guides, func(g Guide) bool { return g.ID == id })
	if i < 0 {
		return Guide{}, false
	}
	return guides[i], true
}
