package guide

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"
)

// builtIn are the guides that are part of the program, by ID. Each is read on first
// use.
var builtIn = sync.OnceValue(func() map[string]func() read[Guide] { return eachOnce("guides", Read) })

// inOrder are the built-in guides in the order of the menu.
var inOrder = sync.OnceValue(func() []Guide {
	var guides []Guide
	for g := range maps.Values(builtIn()) {
		guides = append(guides, g().it)
	}
	place := func(g Guide) int { return cmp.Or(g.menu, 1000) }
	slices.SortFunc(guides, func(a, b Guide) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), strings.Compare(a.ID, b.ID))
	})
	return guides
})

// All lists the built-in guides, in the order of the menu. What they hold is
// shared: it is for reading.
func All() []Guide { return slices.Clone(inOrder()) }

// Find is the built-in guide with that ID; what it holds is shared too.
func Find(id string) (Guide, bool) {
	read, ok := builtIn()[id]
	if !ok {
		return Guide{}, false
	}
	return read().it, true
}

// Of is a credential's guide: its own, or the built-in one with that ID; an empty
// one where there is none.
func Of(id string, own *Guide) Guide {
	if own != nil {
		return *own
	}
	g, _ := Find(id)
	return g
}
