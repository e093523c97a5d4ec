package check

import (
	"slices"

	"mailgrant/flow/finding"
)

// VantageNote says what a proof from this computer leaves open: the product
// connects from its own network. "" where that makes no difference, or where the
// advice has said so.
func (r Report) VantageNote() string {
	switch {
	case (r.Verdict == finding.Pass || r.Verdict == finding.Warn) && slices.Contains(r.Verified, finding.TokenCheck):
		return "Proven from this computer. The product connects from its own network, where a firewall or a Conditional Access policy may decide otherwise."
	case r.Root != nil && r.Root.Check == finding.Network:
		return "Tested from this computer. The product connects from its own network, where it may be different."
	}
	return ""
}
