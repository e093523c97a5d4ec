package flow

import (
	"cmp"
	"slices"
	"strings"

	"mailgrant/flow/check"
	"mailgrant/flow/finding"
)

// Need is what a saved credential needs from somebody.
type Need int

// The needs, the most urgent first.
const (
	NeedsOthers  Need = iota // somebody else must do their part
	NeedsRepair              // its secret has expired, or it failed its last test
	NeedsSecret              // its secret ends soon
	NeedsTest                // no test has passed yet
	NeedsNothing             // as far as is known
)

// DaysLeft are the days until a credential's secret ends, negative afterwards;
// nil if no end date is known.
func (s State) DaysLeft(c Credential) *int {
	_, left := check.Case{Settings: s.Settings, Values: c.Values()}.End()
	return left
}

// Need is what a saved credential needs.
func (s State) Need(c Credential) Need {
	left := s.DaysLeft(c)
	switch {
	case c.ResumeAt != "":
		return NeedsOthers
	case c.Trouble != "", c.Verification.Verdict == string(finding.Fail), left != nil && *left < 0:
		return NeedsRepair
	case left != nil && *left < check.Soon:
		return NeedsSecret
	case c.Unverified || c.Verification.Verdict == "":
		return NeedsTest
	}
	return NeedsNothing
}

// HasSecret reports a credential that is saved with a secret; a pending one may
// have none yet.
func (c Credential) HasSecret() bool { return c.ResumeAt == "" || c.Unverified }

// Listed are the saved credentials in the order of the first screen: those that
// need somebody come first, then by name.
func (s State) Listed() []Credential {
	listed := slices.Clone(s.Pending)
	for _, c := range s.Saved {
		if !c.Sample && !s.IsPending(c.Name) {
			listed = append(listed, c)
		}
	}
	if s.Phase == Testing {
		slices.SortStableFunc(listed, func(a, b Credential) int {
			return cmp.Compare(slices.Index(s.Home.Order, a.Name), slices.Index(s.Home.Order, b.Name))
		})
		return listed
	}
	slices.SortStableFunc(listed, func(a, b Credential) int {
		need := s.Need(a)
		if c := cmp.Compare(need, s.Need(b)); c != 0 || need == NeedsOthers { // the longest waiting come first
			return c
		}
		if need == NeedsSecret {
			if c := cmp.Compare(*s.DaysLeft(a), *s.DaysLeft(b)); c != 0 {
				return c
			}
		}
		return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	return listed
}
