package check

import "mailgrant/flow/wire"

// Counted is x with the requests of a grant.
func (x Seen) Counted(g wire.Grant) Seen {
	if g.Trouble != wire.NotAsked {
		x.Tries += max(1, g.Tries)
	}
	x.Held += g.Waited
	return x
}
