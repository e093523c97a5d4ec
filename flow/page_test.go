package flow_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
)

// TestAPageSaysAllThatItsGuideSays holds the pages of every guide to its file:
// every line, in its order, with the values of the session.
func TestAPageSaysAllThatItsGuideSays(t *testing.T) {
	for _, g := range guide.All() {
		fill := contosoIn(g)
		for _, step := range g.Pages {
			s := atIn(g.ID, step.ID)
			p := page.Of(s)
			if p.Title != step.Title {
				t.Errorf("%s, %s: the title is %q", g.ID, step.ID, p.Title)
			}
			lead, sketch, folded := step.Lead, step.Sketch, step.Folded
			if step.ID == guide.StepConsent && p.Whole { // the address itself
				sketch = nil
			}
			switch step.ID {
			case guide.StepTenant: // what the user may do there is asked once it is known
				lead, folded = g.Step(guide.StepTenant).Lead, g.Step(guide.StepTenant).Folded
				found := page.Of(drive(s, obliging, flow.Typed{Field: guide.FieldOrganization, Text: "support@contoso.com"}, flow.Continue{}))
				if rights := g.Step(guide.StepRights); !slices.Equal(found.Lead[1:], rights.Lead) || !slices.Equal(found.Folded, rights.Folded) {
					t.Errorf("%s: of the rights it says %q, folded %q", g.ID, found.Lead, found.Folded)
				}
			case guide.StepVerify, guide.StepHandoff: // it says how far things are
				lead = nil
			}
			rest := dumped(p)
			for line := range strings.Lines(fill.Replace(dumped(page.Page{Lead: lead, Path: step.Path, Do: step.Do, Sketch: sketch, See: step.See, IfNot: step.IfNot, Notes: step.Notes, Folded: folded}))) {
				_, after, found := strings.Cut(rest, line)
				if !found {
					t.Errorf("%s, %s: it lacks, or says too early:\n%s", g.ID, step.ID, line)
					continue
				}
				rest = after
			}
		}
	}
}

// TestASheetHasTheProductsFields holds the hand-off sheets to the guides' files.
func TestASheetHasTheProductsFields(t *testing.T) {
	values := strings.NewReplacer("{name}", "contoso", "{client-id}", goodClient, "{tenant}", goodTenant, "{domain}", "contoso.com", "{mailbox}", "support@contoso.com",
		"{redirect-uri}", goodRedirect, "{token-endpoint}", goodEndpoint)
	for _, g := range guide.All() {
		p := page.Of(atIn(g.ID, guide.StepHandoff))
		if len(p.Sheet) != len(g.Sheet) || !slices.Equal(p.After, g.After) {
			t.Errorf("%s: %d fields, and then %q", g.ID, len(p.Sheet), p.After)
			continue
		}
		for i, e := range g.Sheet {
			want := page.SheetLine{Label: e.Label, Value: values.Replace(e.Value), Secret: e.Secret, Note: e.Note}
			got := p.Sheet[i]
			switch {
			case e.Value == "{auth-endpoint}":
				want.Value = atIn(g.ID, guide.StepHandoff).Values.AuthEndpoint
			case strings.HasPrefix(e.Value, "{cloud: "):
				_, name, _ := strings.Cut(e.Value, "global = ")
				want.Value, _, _ = strings.Cut(name, ",")
			}
			if got != want || (want.Value == "") != (e.Value == "") || strings.Contains(got.Value, "{") {
				t.Errorf("%s: %+v, not %+v", g.ID, got, want)
			}
		}
	}
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
