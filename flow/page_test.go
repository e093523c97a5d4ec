package flow

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestPages keeps what every step says where an editor can read it: the first
// guide whole, of the others what they say differently.
func TestPages(t *testing.T) {
	seen := map[string]string{}
	for _, g := range inOrderOfTheTable {
		var b strings.Builder
		for i, step := range steps(g.id) {
			page := dumped(PageOf(atIn(g.id, step)))
			fmt.Fprintf(&b, "%s== %s\n", strings.Repeat("\n", min(i, 1)), step)
			if of, ok := seen[page]; ok {
				fmt.Fprintf(&b, "as in %s\n", of)
				continue
			}
			seen[page] = g.id
			b.WriteString(page)
		}
		compareGolden(t, filepath.Join("pages", g.id+".golden"), b.String())
	}
}

// TestPagesOfTrouble keeps what the steps say when something is wrong, and
// TestPagesOfOthers what they say when somebody else or a browser is awaited.
func TestPagesOfTrouble(t *testing.T) { comparePages(t, "pages_trouble.golden", troubled()) }

func TestPagesOfOthers(t *testing.T) { comparePages(t, "pages_others.golden", awaitingOthers()) }

// comparePages leaves out the portal's steps, which TestPages keeps.
func comparePages(t *testing.T, golden string, all []variant) {
	t.Helper()
	var b strings.Builder
	for i, v := range all {
		fmt.Fprintf(&b, "%s== %s\n", strings.Repeat("\n", min(i, 1)), v.name)
		p := PageOf(v.state)
		if v.state.step(v.state.At).Blade != "" {
			p.Do, p.Notes, p.Path, p.Link, p.Sketch = nil, nil, "", "", nil
		}
		p.IfNot, p.See = nil, ""
		p.Checks = slices.DeleteFunc(p.Checks, func(f Finding) bool { return f.Status == Pass })
		b.WriteString(dumped(p))
	}
	compareGolden(t, golden, b.String())
}

// troubled are the states in which a person needs the page most.
func troubled() []variant {
	looking, _ := Next(drive(at(StepTenant), obliging, Typed{FieldWhere, "support@contoso.com"}), Continue{})
	probing, _ := Next(at(StepKeyring), Retry{})
	retried, _ := Next(proving(), TokenSeen{proving().Attempt, Grant{Reply: refusedWith(401, 7000215)}})
	refused := func(code int) State {
		return drive(at(StepProve), func(e Effect) Event {
			if f, ok := e.(FetchToken); ok {
				return TokenSeen{f.Attempt, Grant{Reply: refusedWith(401, code)}}
			}
			return obliging(e)
		}, Retry{})
	}
	unconsented := drive(at(StepProve), func(e Effect) Event {
		if f, ok := e.(FetchToken); ok {
			return TokenSeen{f.Attempt, granted()}
		}
		return obliging(e)
	}, Retry{})
	behindProxy := drive(at(StepProve), func(e Effect) Event {
		switch e := e.(type) {
		case FetchToken:
			return TokenSeen{e.Attempt, Grant{Reply: failed(NoTrust)}}
		case LookUpTenant:
			return TenantSeen{e.Attempt, e.Cloud, Discovery{Reply: failed(NoTrust)}}
		}
		return obliging(e)
	}, Retry{})
	noKeyring := Found(KeyringCheck, KeyringUnavailable, "No keyring answers here.", "Install one.")
	locked := at(StepKeyring)
	locked.Probed, locked.Keyring = true, &noKeyring
	dry := at(StepKeep)
	dry.DryRun = true
	return append(variants()[8:11],
		variant{"tenant, being looked up", looking},
		variant{"client ID, the tenant's", drive(at(StepClientID), obliging, Typed{FieldClientID, goodTenant}, Continue{})},
		variant{"permissions, not all ticked", drive(at(StepPermission), obliging, Continue{})},
		variant{"keyring, being tried", probing},
		variant{"keyring, none", locked},
		variant{"secret, its ID", drive(at(StepSecret), obliging, TypedSecret{NewSecret(secretID)}, Continue{})},
		variant{"endpoint, V1", drive(at(StepEndpoint), obliging, Typed{FieldToken, strings.Replace(goodEndpoint, "/v2.0", "", 1)}, Continue{})},
		variant{"prove, under way", proving()},
		variant{"prove, trying once more", retried},
		variant{"prove, expired secret", refused(7000222)},
		variant{"prove, no consent", unconsented},
		variant{"prove, a proxy reads along", behindProxy},
		variant{"prove, left", drive(proving(), obliging, Leave{})},
		variant{"keep, unproven", drive(refused(7000222), obliging, Continue{})},
		variant{"keep, dry run", dry},
		variant{"keep, saving", saving()},
		variant{"keep, left while saving", drive(saving(), obliging, Leave{})},
		variant{"handoff, parked", drive(refused(7000222), obliging, Continue{}, Keep{Parked})},
		variant{"handoff, no copy", drive(at(StepKeep), obliging, Keep{KeptNone})},
		variant{"handoff, saved before, then no copy", drive(at(StepHandoff), obliging, Back{}, Keep{KeptNone})},
	)
}

func dumped(p Page) string {
	var b strings.Builder
	say := func(label string, texts ...string) {
		for _, text := range texts {
			if text != "" {
				fmt.Fprintf(&b, "%-9s %s\n", label, text)
			}
		}
	}
	say("title", p.Title)
	say("lead", p.Lead...)
	say("after", p.After...)
	say("link", p.Link)
	say("path", p.Path)
	say("do", p.Do...)
	say("sketch", p.Sketch...)
	say("see", p.See)
	for _, n := range p.IfNot {
		say("if not", n.If+": "+n.Then)
	}
	say("note", p.Notes...)
	for _, f := range p.Fields {
		say("field", FieldOf(f).Label)
	}
	for _, tick := range p.Ticks {
		say("tick", string(tick.Kind)+" "+tick.Name+": "+tick.Why)
	}
	for _, f := range slices.Concat(p.Checks, p.Problems) {
		say(string(f.Status), string(f.Check)+": "+f.Says)
		say("  do", f.Do...)
	}
	for _, c := range p.Awaited {
		say("awaited", string(c))
	}
	for _, l := range p.Sheet {
		value := l.Value
		if l.Secret {
			value = mask
		}
		say("sheet", l.Label+": "+value+" ("+l.Note+")")
	}
	if p.Request != "" {
		say("request", strings.Split(strings.TrimSpace(p.Request), "\n")...)
	}
	say("waiting", p.Waiting)
	if p.Pause > 0 {
		say("pause", fmt.Sprintf("%s, try %d", p.Pause, p.Try))
	}
	for _, o := range p.Options {
		say("option", strings.TrimSuffix(o.Label+": "+o.Note, ": "))
	}
	return b.String()
}

func TestEveryPageOffersAWayOn(t *testing.T) {
	for _, g := range All() {
		for _, step := range steps(g.ID) {
			for _, phase := range []Phase{Asking, Looking, Probing, Proving, Saving, Visiting, Opening, Explaining} {
				s := atIn(g.ID, step)
				s.Phase, s.Waiting = phase, awaitedIn[phase]
				if p := PageOf(s); len(p.Options) == 0 || p.Title == "" {
					t.Errorf("%s, %s, %s: title %q, %d options", g.ID, step, phase, p.Title, len(p.Options))
				}
			}
		}
	}
}

func TestEveryWaitIsSaidAndCanBeStopped(t *testing.T) {
	for _, v := range slices.Concat(troubled(), awaitingOthers()) {
		p := PageOf(v.state)
		stops := slices.ContainsFunc(p.Options, func(o Option) bool { return o.Event == Leave{} })
		if busy := v.state.Busy(); busy != (p.Waiting != "") || busy != stops {
			t.Errorf("%s: waiting %q, can be stopped %v", v.name, p.Waiting, stops)
		}
	}
}

func TestNoBracesAreLeftInAPage(t *testing.T) {
	brace := regexp.MustCompile(`\{[a-z-]+\}`)
	for _, g := range All() {
		for _, step := range steps(g.ID) {
			bare := atIn(g.ID, step)
			bare.Answers.Domain = ""
			for _, s := range []State{atIn(g.ID, step), bare} {
				if found := brace.FindString(dumped(PageOf(s))); found != "" {
					t.Errorf("%s, %s: %s is not filled in", g.ID, step, found)
				}
			}
		}
	}
}

func TestTheLinkLeadsToTheAppOnceItsIDIsKnown(t *testing.T) {
	if link := PageOf(at(StepClientID)).Link; !strings.HasSuffix(link, string(BladeApps)) {
		t.Errorf("before: %s", link)
	}
	if link := PageOf(at(StepConsent)).Link; !strings.HasSuffix(link, "/appId/"+goodClient) {
		t.Errorf("after: %s", link)
	}
}
