package flow_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/request"
)

// ownGuide is a built-in guide as somebody's own, with another product.
func ownGuide(t *testing.T, id, product string) *guide.Guide {
	t.Helper()
	g := guideOf(id)
	own, problems := guide.Read("contoso-desk.md", strings.ReplaceAll(g.Text, g.Product, product))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return &own
}

func TestOnesOwnGuideComesFirstAndLeadsTheSession(t *testing.T) {
	for _, id := range []string{clientCredentials, authCode, grantFlow, automationAnywhere} {
		s := flow.Begin(today, nil)
		s.Own = ownGuide(t, id, "Contoso Desk")
		if o := page.Of(s).Options[0]; o.Event != (flow.ChoseGuide{ID: "contoso-desk"}) || !strings.HasPrefix(o.Label, "Contoso Desk: ") {
			t.Errorf("%+v", o)
		}
		s = drive(s, obliging, flow.ChoseGuide{ID: "contoso-desk"})
		if g := s.Guide(); g.Product != "Contoso Desk" || !slices.EqualFunc(s.Steps(), guideOf(id).Pages, func(a, b guide.Step) bool { return a.ID == b.ID }) {
			t.Errorf("%s: %s, %d steps", id, g.Product, len(s.Steps()))
		}
		other := s
		other.At = guide.StepGuide
		if other = drive(other, obliging, flow.ChoseGuide{ID: id}); other.Values.Own != nil || other.Guide().Product == "Contoso Desk" {
			t.Errorf("%s: the built-in guide is the other one", id)
		}
	}
}

// TestACredentialKeepsToItsGuide holds that what was kept goes by its own text,
// whatever guide of that ID is given today.
func TestACredentialKeepsToItsGuide(t *testing.T) {
	a := contoso()
	a.Own, a.Guide = ownGuide(t, clientCredentials, "Contoso Desk"), "contoso-desk"
	kept := flow.CredentialOf(a)
	kept.ResumeAt, kept.Unverified = guide.StepConsent, true
	s := flow.Begin(today, nil)
	s.Own, s.Pending, s.Saved = ownGuide(t, automationAnywhere, "Contoso Desk 2"), []flow.Credential{kept}, []flow.Credential{kept}
	resumed := drive(s, obliging, flow.Resume{Name: kept.Name})
	if resumed.Guide().Product != "Contoso Desk" || resumed.At != guide.StepConsent {
		t.Errorf("it goes on with %s at %s", resumed.Guide().Product, resumed.At)
	}
	if again := resumed.Credential(true); again.Own == nil || again.Own.Text != kept.Own.Text {
		t.Error("what is kept then has another guide")
	}
	if letter := request.Markdown(resumed.Values, true, "check"); !strings.Contains(letter, "Contoso Desk is") && !strings.Contains(letter, "Contoso Desk,") && !strings.Contains(letter, "for Contoso Desk ") {
		t.Errorf("the request is about another product:\n%s", letter)
	}
	diagnosed := drive(drive(s, obliging, flow.StartDiagnosis{}), obliging, flow.SelectSaved{Name: kept.Name})
	if diagnosed.Guide().Product != "Contoso Desk" || len(diagnosed.Guide().Permissions) != 3 {
		t.Errorf("the diagnosis goes by %s", diagnosed.Guide().Product)
	}
}

func TestTheNextTenantHasTheSameOwnGuide(t *testing.T) {
	s := at(guide.StepVerify)
	s.Values.Own, s.Values.Guide = ownGuide(t, clientCredentials, "Contoso Desk"), "contoso-desk"
	s = drive(drive(s, obliging, flow.Keep{How: flow.KeptNone}), obliging, flow.NextTenant{})
	if s.At != guide.StepTenant || s.Guide().Product != "Contoso Desk" {
		t.Errorf("it is at %s of %s", s.At, s.Guide().Product)
	}
}

// TestWhatTheLintAcceptsCanBeWalked shuffles the steps of guides and leaves some
// out. Each order without a problem ends in a saved credential, whatever the person
// answers.
func TestWhatTheLintAcceptsCanBeWalked(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	walked := map[string]bool{}
	for range 4000 {
		id := []string{clientCredentials, authCode, grantFlow, automationAnywhere}[r.IntN(4)]
		g := guideOf(id)
		var ids []string
		for _, s := range g.Steps {
			ids = append(ids, string(s.ID))
		}
		text := g.Text
		list := "steps: [" + strings.Join(ids, ", ") + "]"
		if r.IntN(2) == 0 {
			at := r.IntN(len(ids))
			ids = slices.Delete(ids, at, at+1)
		}
		for range r.IntN(3) {
			i, j := r.IntN(len(ids)), r.IntN(len(ids))
			ids[i], ids[j] = ids[j], ids[i]
		}
		text = strings.Replace(text, list, "steps: ["+strings.Join(ids, ", ")+"]", 1)
		text = strings.NewReplacer("{token-endpoint}", "{tenant}", "{auth-endpoint}", "{tenant}", "{mailbox}", "{tenant}").Replace(text)
		if !slices.Contains(ids, "mailbox") {
			text = strings.Replace(text, "## mailbox\n\nThe product asks for one mailbox to work with, and calls it the user name.\n", "", 1)
		}
		own, problems := guide.Read("contoso-desk.md", text)
		if len(problems) > 0 || walked[id+strings.Join(ids, " ")] {
			continue
		}
		walked[id+strings.Join(ids, " ")] = true
		begin := flow.Begin(today, []string{"fabrikam"})
		begin.Own = &own
		for name, events := range map[string][]flow.Event{
			"may do all":       {flow.ChoseGuide{ID: own.ID}},
			"may do neither":   {flow.ChoseGuide{ID: own.ID}, flow.Typed{Field: guide.FieldOrganization, Text: contoso().Organization}, flow.Continue{}, flow.ChoseRights{Rights: flow.CanNeither}},
			"was given values": {flow.StartSetup{Given: true}, flow.ChoseGuide{ID: own.ID}},
		} {
			if s := walk(drive(begin, obliging, events...), obliging, guide.StepHandoff); s.Outcome != flow.Saved || !s.Verified() {
				t.Errorf("%s, %s, %v: it ends at %s with %q", id, name, ids, s.At, s.Outcome)
			}
		}
	}
	if len(walked) < 10 {
		t.Errorf("only %d orders were walked", len(walked))
	}
	t.Logf("%d orders", len(walked))
}
