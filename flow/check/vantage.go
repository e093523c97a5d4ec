package check

import (
	"slices"

	"mailgrant/flow/finding"
)

// VantageNote says what a verification from this computer can't tell: the
// product connects from its own network. It is "" if that makes no difference,
// or if the advice already says so.
func (r Report) VantageNote() string {
	switch {
	case (r.Verdict == finding.Pass || r.Verdict == finding.Warn) && slices.Contains(r.Verified, finding.TokenCheck):
		return "Proven from this computer. The product connects from its own network, where a firewall or a Conditional Access policy may decide otherwise."
	case r.Root != nil && r.Root.Check == finding.Network:
		return "Tested from this computer. The product connects from its own network, where it may be different."
	}
	return ""
}
