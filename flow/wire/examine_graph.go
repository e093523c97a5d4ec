package wire

import "slices"

// ProbedBy are the probe results of that kind.
func (g *Grant) ProbedBy(kind ProbeKind) []ProbeResult {
	if g == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(g.Probed), func(x ProbeResult) bool { return x.Kind != kind })
}
