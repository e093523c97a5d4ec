package flow_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// TestPages keeps what every step says where an editor can read it: the first
// guide in full, and where the others differ.
func TestPages(t *testing.T) {
	seen := map[string]string{}
	for _, g := range inOrderOfTheTable {
		var b strings.Builder
		for i, step := range steps(g.id) {
			page := dumped(page.Of(atIn(g.id, step)))
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

// TestPagesOfTrouble keeps what the steps say when something is wrong.
// TestPagesOfOthers keeps what they say while somebody else or a browser is
// awaited.
func TestPagesOfTrouble(t *testing.T) { comparePages(t, "pages_trouble.golden", troubled()) }

func TestPagesOfOthers(t *testing.T) { comparePages(t, "pages_others.golden", awaitingOthers()) }

// comparePages leaves out the portal steps, which TestPages keeps.
func comparePages(t *testing.T, golden string, all []variant) {
	t.Helper()
	var b strings.Builder
	for i, v := range all {
		fmt.Fprintf(&b, "%s== %s\n", strings.Repeat("\n", min(i, 1)), v.name)
		p := page.Of(v.state)
		if v.state.Step(v.state.At).Blade != "" {
			p.Do, p.Notes, p.Path, p.Link, p.Sketch = nil, nil, "", "", nil
		}
		p.IfNot, p.See = nil, ""
		p.Checks = slices.DeleteFunc(p.Checks, func(f finding.Finding) bool { return f.Status == finding.Pass })
		b.WriteString(dumped(p))
	}
	compareGolden(t, golden, b.String())
}

// troubled are the states in which a user needs the page most.
func troubled() []variant {
	looking, _ := flow.Next(drive(at(guide.StepTenant), obliging, flow.Typed{Field: guide.FieldOrganization, Text: "support@contoso.com"}), flow.Continue{})
	probing, _ := flow.Next(at(guide.StepKeyring), flow.Retry{})
	retried, _ := flow.Next(proving(), flow.TokenSeen{Attempt: proving().Attempt, Grant: wire.Grant{Reply: refusedWith(401, 7000215)}})
	refused := func(code int) flow.State {
		return drive(at(guide.StepVerify), func(e flow.Effect) flow.Event {
			if f, ok := e.(flow.FetchToken); ok {
				return flow.TokenSeen{Attempt: f.Attempt, Grant: wire.Grant{Reply: refusedWith(401, code)}}
			}
			return obliging(e)
		}, flow.Retry{})
	}
	unconsented := drive(at(guide.StepVerify), func(e flow.Effect) flow.Event {
		if f, ok := e.(flow.FetchToken); ok {
			return flow.TokenSeen{Attempt: f.Attempt, Grant: granted()}
		}
		return obliging(e)
	}, flow.Retry{})
	behindProxy := drive(at(guide.StepVerify), func(e flow.Effect) flow.Event {
		switch e := e.(type) {
		case flow.FetchToken:
			return flow.TokenSeen{Attempt: e.Attempt, Grant: wire.Grant{Reply: failed(wire.CertUntrusted)}}
		case flow.LookUpTenant:
			return flow.TenantSeen{Attempt: e.Attempt, Cloud: e.Cloud, Discovery: wire.Discovery{Reply: failed(wire.CertUntrusted)}}
		}
		return obliging(e)
	}, flow.Retry{})
	noKeyring := finding.New(finding.KeyringCheck, finding.KeyringUnavailable, "No keyring answers here.", "Install one.")
	locked := at(guide.StepKeyring)
	locked.Probed, locked.Keyring = true, &noKeyring
	dry := at(guide.StepKeep)
	dry.DryRun = true
	return append(variants()[8:11],
		variant{"tenant, being looked up", looking},
		variant{"client ID, the tenant's", drive(at(guide.StepClientID), obliging, flow.Typed{Field: guide.FieldClientID, Text: goodTenant}, flow.Continue{})},
		variant{"permissions, not all ticked", drive(at(guide.StepPermission), obliging, flow.Continue{})},
		variant{"keyring, being tried", probing},
		variant{"keyring, none", locked},
		variant{"secret, its ID", drive(at(guide.StepSecret), obliging, flow.TypedSecret{Secret: value.NewSecret(secretID)}, flow.Continue{})},
		variant{"endpoint, V1", drive(at(guide.StepEndpoint), obliging, flow.Typed{Field: guide.FieldToken, Text: strings.Replace(goodEndpoint, "/v2.0", "", 1)}, flow.Continue{})},
		variant{"prove, under way", proving()},
		variant{"prove, trying once more", retried},
		variant{"prove, expired secret", refused(7000222)},
		variant{"prove, no consent", unconsented},
		variant{"prove, a proxy reads along", behindProxy},
		variant{"prove, left", drive(proving(), obliging, flow.Leave{})},
		variant{"keep, unproven", drive(refused(7000222), obliging, flow.Continue{})},
		variant{"keep, dry run", dry},
		variant{"keep, saving", saving()},
		variant{"keep, left while saving", drive(saving(), obliging, flow.Leave{})},
		variant{"handoff, parked", drive(refused(7000222), obliging, flow.Continue{}, flow.Keep{How: flow.Unverified})},
		variant{"handoff, no copy", drive(at(guide.StepKeep), obliging, flow.Keep{How: flow.KeptNone})},
		variant{"handoff, saved before, then no copy", drive(at(guide.StepHandoff), obliging, flow.Back{}, flow.Keep{How: flow.KeptNone})},
	)
}

func dumped(p page.Page) string {
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
		say("field", guide.FieldOf(f).Label)
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
		val := l.Value
		if l.Secret {
			val = value.Mask
		}
		say("sheet", l.Label+": "+val+" ("+l.Note+")")
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
	t.Parallel()
	for _, g := range guide.All() {
		for _, step := range steps(g.ID) {
			for _, phase := range []flow.Phase{flow.Asking, flow.Looking, flow.Probing, flow.Verifying, flow.Saving, flow.InBrowser, flow.Opening, flow.Explaining} {
				s := atIn(g.ID, step)
				s.Phase, s.Awaited = phase, awaitedIn[phase]
				if p := page.Of(s); len(p.Options) == 0 || p.Title == "" {
					t.Errorf("%s, %s, %s: title %q, %d options", g.ID, step, phase, p.Title, len(p.Options))
				}
			}
		}
	}
}

func TestEveryWaitIsSaidAndCanBeStopped(t *testing.T) {
	for _, v := range slices.Concat(troubled(), awaitingOthers()) {
		p := page.Of(v.state)
		stops := slices.ContainsFunc(p.Options, func(o page.Option) bool { return o.Event == flow.Leave{} })
		if busy := v.state.Busy(); busy != (p.Waiting != "") || busy != stops {
			t.Errorf("%s: waiting %q, can be stopped %v", v.name, p.Waiting, stops)
		}
	}
}

func TestNoBracesAreLeftInAPage(t *testing.T) {
	brace := regexp.MustCompile(`\{[a-z-]+\}`)
	for _, g := range guide.All() {
		for _, step := range steps(g.ID) {
			bare := atIn(g.ID, step)
			bare.Values.Domain = ""
			for _, s := range []flow.State{atIn(g.ID, step), bare} {
				if found := brace.FindString(dumped(page.Of(s))); found != "" {
					t.Errorf("%s, %s: %s is not filled in", g.ID, step, found)
				}
			}
		}
	}
}

func TestTheLinkLeadsToTheAppOnceItsIDIsKnown(t *testing.T) {
	if link := page.Of(at(guide.StepClientID)).Link; !strings.HasSuffix(link, string(guide.BladeApps)) {
		t.Errorf("before: %s", link)
	}
	if link := page.Of(at(guide.StepConsent)).Link; !strings.HasSuffix(link, "/appId/"+goodClient) {
		t.Errorf("after: %s", link)
	}
}
