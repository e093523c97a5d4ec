package flow_test

import (
	"fmt"
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

// TestPages keeps what the pages say, each sentence once and without those of
// the guides' own files, and what each page offers.
func TestPages(t *testing.T) {
	said, pages := written(), map[string]bool{}
	b := strings.Builder{}
	b.WriteString(`What the pages say and offer (>). A sentence is written out where it is said first;
"also" counts those that are written further up, in a guide's own file, or in a
request. A page is left out that says nothing new and offers what another does.
`)
	for _, v := range slices.Concat(happy(), troubled(), awaitingOthers(), atHome()) {
		p := page.Of(v.state)
		if news, also := toldApart(p, said); !pages[news+offers(p, nil)] {
			pages[news+offers(p, nil)] = true
			fmt.Fprintf(&b, "\n== %s: %s\n%s%s%s", v.name, p.Title, news, also, offers(p, said))
		}
	}
	compareGolden(t, "pages.golden", b.String())
}

// happy is every step of the first guide, and the steps of browsers.
func happy() []variant {
	var all []variant
	for _, step := range steps(clientCredentials) {
		all = append(all, variant{string(step), atIn(clientCredentials, step)})
	}
	return append(all, variant{"mailbox", atIn(automationAnywhere, guide.StepMailbox)}, variant{"consent, in a guide where people sign in", atIn(authCode, guide.StepConsent)},
		variant{"client ID and endpoints", atIn(authCode, guide.StepClientID)}, variant{"sign-in", atIn(authCode, guide.StepSignIn)}, variant{"consent page", atIn(grantFlow, guide.StepConsent)})
}

// written are the lines of pages that are in the guides' files as they are.
func written() map[string]bool {
	lines := map[string]bool{}
	for _, g := range guide.All() {
		fill := contosoIn(g)
		for _, s := range g.Steps {
			p := page.Page{Lead: s.Lead, Path: s.Path, Do: s.Do, Sketch: s.Sketch, See: s.See, IfNot: s.IfNot, Notes: s.Notes, Folded: s.Folded, After: g.After, Permissions: g.Permissions}
			for line := range strings.Lines(fill.Replace(dumped(p))) {
				lines[line] = true
			}
		}
	}
	return lines
}

// contosoIn puts the values of Contoso's session in a guide's text.
func contosoIn(g guide.Guide) *strings.Replacer {
	return strings.NewReplacer("{app-name}", g.AppName, "{product}", g.Product, "{domain}", "contoso.com", "{admin}", "you@contoso.com")
}

// toldApart are the lines of a page that were not said before, and the number of
// those that were.
func toldApart(p page.Page, said map[string]bool) (news, also string) {
	p.Options = nil
	var kinds []string
	counts := map[string]int{}
	for line := range strings.Lines(dumped(p)) {
		switch kind := strings.TrimSpace(line[:9]); {
		case kind == "title":
		case !said[line] && kind != "request":
			news, said[line] = news+line, true
		default:
			if counts[kind] == 0 {
				kinds = append(kinds, kind)
			}
			counts[kind]++
		}
	}
	for i, kind := range kinds {
		kinds[i] = fmt.Sprint(counts[kind], " ", kind)
	}
	if kinds != nil {
		also = "also      " + strings.Join(kinds, ", ") + "\n"
	}
	return news, also
}

// offers are the options of a page, with the notes that were not said before.
func offers(p page.Page, said map[string]bool) string {
	var labels []string
	for _, o := range p.Options {
		label := o.Label
		if _, chooses := o.Event.(flow.ChoseGuide); chooses && p.Step == guide.StepGuide {
			label = "each guide"
		} else if o.Note != "" && said != nil && !said[label+o.Note] {
			said[label+o.Note] = true
			label += " (" + o.Note + ")"
		}
		labels = append(labels, label)
	}
	return "> " + strings.Join(slices.Compact(labels), " | ") + "\n"
}

// troubled are the states in which a user needs the page most.
func troubled() []variant {
	looking, _ := flow.Next(drive(at(guide.StepTenant), obliging, flow.Typed{Field: guide.FieldOrganization, Text: "support@contoso.com"}), flow.Continue{})
	probing, _ := flow.Next(withoutKeyring(), flow.Retry{})
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
	unsaved := at(guide.StepVerify)
	unsaved.Keyring = &noKeyring
	dry := at(guide.StepVerify)
	dry.DryRun = true
	return append(variants()[8:11],
		variant{"tenant, being looked up", looking},
		variant{"client ID, the tenant's", drive(at(guide.StepClientID), obliging, flow.Typed{Field: guide.FieldClientID, Text: goodTenant}, flow.Continue{})},
		variant{"keyring, being tried", probing},
		variant{"keyring, none", withoutKeyring()},
		variant{"secret, its ID", drive(at(guide.StepSecret), obliging, flow.TypedSecret{Secret: value.NewSecret(secretID)}, flow.Continue{})},
		variant{"endpoint, V1", drive(at(guide.StepClientID), obliging, flow.Typed{Field: guide.FieldToken, Text: strings.Replace(goodEndpoint, "/v2.0", "", 1)}, flow.Continue{})},
		variant{"prove, under way", proving()},
		variant{"prove, trying once more", retried},
		variant{"prove, expired secret", refused(7000222)},
		variant{"prove, no consent", unconsented},
		variant{"prove, a proxy reads along", behindProxy},
		variant{"prove, left", drive(proving(), obliging, flow.Leave{})},
		variant{"prove, no keyring", unsaved},
		variant{"prove, dry run", dry},
		variant{"prove, saving", saving()},
		variant{"prove, left while saving", drive(saving(), obliging, flow.Leave{})},
		variant{"handoff, unverified", drive(refused(7000222), obliging, flow.Keep{How: flow.Unverified})},
		variant{"handoff, no copy", drive(at(guide.StepVerify), obliging, flow.Keep{How: flow.KeptNone})},
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
	for _, r := range p.Rows {
		say("row", fmt.Sprintf("%s: %s; %s of %d, %s", r.Name, r.Words(), strings.Repeat("#", r.Bar), page.BarCells, r.Act))
	}
	for _, f := range p.Facts {
		say("fact", f.Label+": "+f.Text)
	}
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
	say("folded", p.Folded...)
	for _, f := range p.Fields {
		say("field", guide.FieldOf(f).Label)
	}
	for _, allow := range p.Permissions {
		say("allow", string(allow.Kind)+" "+allow.Name+", "+page.Needed(allow))
	}
	if v := p.Verdict; v != nil && v.Status != "" {
		say("verdict", string(v.Status)+": "+v.Title)
		say("says", v.Says...)
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
