package aadsts

import (
	"slices"
	"strconv"
	"testing"

	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/wire"
)

// live is what a check finds where Entra refuses a token with a number.
func live(number int) finding.Finding {
	g := &wire.Grant{Reply: wire.Reply{Codes: []int{number}, Evidence: finding.Evidence{HTTPStatus: 400}}}
	for _, f := range check.Examine(check.Case{Results: check.Results{Token: g}}) {
		if (f.Check == finding.TokenCheck || f.Check == finding.Network) && f.Cause != "" {
			return f
		}
	}
	return finding.Finding{}
}

func TestAChecksCauseForANumberIsExplainedFirst(t *testing.T) {
	seen := 0
	for number, e := range book().codes {
		f := live(number)
		if f.Cause == "" || f.Cause == finding.Unknown || number == oldTLS {
			continue
		}
		seen++
		if f.Cause != e.causes[0] {
			t.Errorf("%d: a check says %s, explain %s", number, f.Cause, e.causes[0])
		}
	}
	if seen < 50 {
		t.Errorf("only %d numbers are known to a live check: does this test ask it right?", seen)
	}
}

// oldTLS is the product's own doing where a person pastes it; a check speaks
// nothing that old, so there it is a proxy's.
const oldTLS = 1002016

func TestACheckAndExplainSayTheSameOfACause(t *testing.T) {
	said := map[finding.Cause]string{}
	for number := range book().codes {
		if f := live(number); f.Cause != "" && f.Cause != finding.Unknown {
			said[f.Cause] = f.Says
		}
	}
	for c, says := range said {
		if got := book().causes[c].says; got != says && !slices.Contains(apart, c) {
			t.Errorf("%s: a check says %q, explain %q", c, says, got)
		}
	}
}

// apart are causes of which explain has to say less than a check, which knows
// what was sent.
var apart = []finding.Cause{finding.ConditionalAccess, finding.TLSUntrusted}

func TestEveryCauseHasWordsToShow(t *testing.T) {
	c := book()
	for name, about := range c.causes {
		if about.says == "" || len(about.do) == 0 {
			t.Errorf("%s: nothing to say or to do", name)
		}
	}
	used := map[finding.Cause]bool{}
	several := func(where string, list []finding.Cause, firm bool) {
		for _, name := range list {
			used[name] = true
			if len(list) > 1 && !firm && c.causes[name].apart == "" {
				t.Errorf("%s: nothing tells %s from the others", where, name)
			}
		}
		if len(list) > 1 && !firm && !slices.ContainsFunc(list, func(name finding.Cause) bool { return c.causes[name].ask != "" }) {
			t.Errorf("%s: no question separates %v", where, list)
		}
	}
	for number, e := range c.codes {
		several(strconv.Itoa(number), e.causes, false)
		for _, r := range e.rules {
			several(strconv.Itoa(number), []finding.Cause{r.cause}, true)
		}
		if e.means == "" || e.causes[0] == finding.Unknown && len(e.do) == 0 && e.family == "" {
			t.Errorf("%d: no meaning, or nothing to do", number)
		}
	}
	for _, s := range c.signs {
		several(s.head, s.causes, s.firm)
	}
	for name := range used {
		if _, ok := c.causes[name]; !ok {
			t.Errorf("nothing is said of %s", name)
		}
	}
	if len(c.codes) < 579 {
		t.Errorf("%d codes; the facts know 579", len(c.codes))
	}
}
