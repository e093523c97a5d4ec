package guide

import (
	"cmp"
	"slices"
	"sync"
)

// builtIn are the guides that are part of the program, read on first use.
var builtIn = sync.OnceValue(func() []Guide {
	guides, _ := readBuiltIn()
	return guides
})

func readBuiltIn() ([]Guide, []Problem) {
	var guides []Guide
	var problems []Problem
	entries, err := embedded.ReadDir("guides")
	if err != nil {
		return nil, []Problem{{"guides", 1, err.Error()}}
	}
	for _, e := range entries {
		text, err := embedded.ReadFile("guides/" + e.Name())
		if err != nil {
			return nil, []Problem{{e.Name(), 1, err.Error()}}
		}
		g, bad := Read("guides/"+e.Name(), string(text))
		guides, problems = append(guides, g), append(problems, bad...)
	}
	slices.SortStableFunc(guides, func(a, b Guide) int { return cmp.Compare(place(a), place(b)) })
	return guides, problems
}

// place is a guide's place in the list.
func place(g Guide) int { return cmp.Or(g.menu, 1000) }

// All lists the built-in guides, in the order of the menu. What they hold is
// shared: it is for reading.
func All() []Guide { return slices.Clone(builtIn()) }

// Find is the built-in guide with that ID; what it holds is shared too.
func Find(id string) (Guide, bool) {
	i := slices.IndexFunc(builtIn(), func(g Guide) bool { return g.ID == id })
	if i < 0 {
		return Guide{}, false
	}
	return builtIn()[i], true
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
