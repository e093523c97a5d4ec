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

// ranked is a credential with what orders it.
type ranked struct {
	Credential
	need Need
	left int    // days until its secret ends, where that makes the need
	name string // in lower case
	was  int    // its place when a test of all began
}

// Listed are the saved credentials in the order of the first screen: those that
// need somebody come first, then by name. During a test of all nothing moves.
func (s State) Listed() []Credential {
	var all []ranked
	add := func(c Credential) {
		r := ranked{Credential: c, need: s.Need(c), name: strings.ToLower(c.Name)}
		if r.need == NeedsSecret {
			r.left = *s.DaysLeft(c)
		}
		if s.Phase == Testing {
			r.was = slices.Index(s.Home.Order, c.Name)
		}
		all = append(all, r)
	}
	for _, c := range s.Pending {
		add(c)
	}
	for _, c := range s.Saved {
		if !c.Sample && !s.IsPending(c.Name) {
			add(c)
		}
	}
	slices.SortStableFunc(all, func(a, b ranked) int {
		switch c := cmp.Compare(a.need, b.need); {
		case s.Phase == Testing:
			return cmp.Compare(a.was, b.was)
		case c != 0 || a.need == NeedsOthers: // those that wait longest come first
			return c
		}
		return cmp.Or(cmp.Compare(a.left, b.left), cmp.Compare(a.name, b.name))
	})
	listed := make([]Credential, 0, len(all))
	for _, r := range all {
		listed = append(listed, r.Credential)
	}
	return listed
}
