package wire

import "slices"

// SightsOf are the looks of that kind.
func (g *Grant) SightsOf(kind LookKind) []Sight {
	if g == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(g.Sights), func(x Sight) bool { return x.Kind != kind })
}
