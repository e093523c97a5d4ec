package guide

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// builtIn are the guides that are part of the program, by ID. Each is read on first
// use.
var builtIn = sync.OnceValue(func() map[string]func() read[Guide] { return eachOnce("guides", Read) })

// menu are the heads of the built-in guides, in the order in which they are
// offered. A menu needs no more of them, so no more is read.
var menu = sync.OnceValue(func() []Head {
	var heads []Head
	for id := range builtIn() {
		text := embeddedText("guides/" + id + Ending)
		front, _, _ := strings.Cut(text, "\n---\n")
		f, h := &file{name: id + Ending}, Head{}
		f.head(&h, f.lines(front+"\n---\n"))
		heads = append(heads, h)
	}
	place := func(h Head) int { return cmp.Or(h.menu, 1000) }
	slices.SortFunc(heads, func(a, b Head) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), strings.Compare(a.ID, b.ID))
	})
	return heads
})

// Menu lists the heads of the built-in guides, in the order of the menu.
func Menu() []Head { return slices.Clone(menu()) }

// All lists the built-in guides, in the order of the menu. What they hold is
// shared: it is for reading.
func All() []Guide {
	var guides []Guide
	for _, h := range menu() {
		g, _ := Find(h.ID)
		guides = append(guides, g)
	}
	return guides
}

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
