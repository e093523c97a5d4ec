package flow_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
)

// TestTheListsOfSteps keeps the steps of every guide for each start: what the
// user may do, and whether values were given.
func TestTheListsOfSteps(t *testing.T) {
	var b strings.Builder
	for i, g := range inOrderOfTheTable {
		fmt.Fprintf(&b, "%s== %s\n", strings.Repeat("\n", min(i, 1)), g.id)
		lists := map[string][]string{}
		var order []string
		for _, given := range []bool{false, true} {
			for _, ability := range []form.Rights{"", flow.CanBoth, flow.CanRegister, flow.CanNeither, flow.CantSay} {
				s := flow.State{Case: check.Case{Values: form.Values{Registration: form.Registration{Guide: g.id}, Rights: ability}}, Given: given}
				var names []string
				for _, step := range s.Steps() {
					name := string(step.ID)
					if len(step.Fields) > 0 {
						name += fmt.Sprint(step.Fields)
					}
					names = append(names, name)
				}
				list := strings.Join(names, ", ")
				if lists[list] == nil {
					order = append(order, list)
				}
				who := cmp.Or(string(ability), "not asked")
				if given {
					who = "given, " + who
				}
				lists[list] = append(lists[list], who)
			}
		}
		for _, list := range order {
			fmt.Fprintf(&b, "%s:\n  %s\n", strings.Join(lists[list], "; "), list)
		}
	}
	compareGolden(t, "steps.golden", b.String())
}

// TestEveryListOfStepsEndsInASavedCredential goes through each of them.
func TestEveryListOfStepsEndsInASavedCredential(t *testing.T) {
	for _, g := range guide.All() {
		for name, s := range map[string]flow.State{
			"may do all": atIn(g.ID, guide.StepHandoff), "may do neither": neither(g.ID, guide.StepHandoff), "was given values": given(g.ID, guide.StepHandoff),
		} {
			if s.Outcome != flow.Saved || !s.Verified() {
				t.Errorf("%s, %s: %s, verified %v", g.ID, name, s.Outcome, s.Verified())
			}
		}
	}
}

func TestEveryListAsksOnceForEachValueItNeeds(t *testing.T) {
	for _, g := range guide.All() {
		needed := []finding.FieldID{guide.FieldOrganization, guide.FieldClientID, guide.FieldSecret, guide.FieldName}
		if g.Redirected {
			needed = append(needed, guide.FieldRedirect)
		}
		if g.Index(guide.StepMailbox) >= 0 {
			needed = append(needed, guide.FieldMailbox)
		}
		for _, s := range []flow.State{{}, {Given: true}, {Case: check.Case{Values: form.Values{Rights: flow.CanNeither}}}, {Given: true, Case: check.Case{Values: form.Values{Rights: flow.CanNeither}}}} {
			s.Values.Guide = g.ID
			needed := needed
			if g.Auth != "" && (g.Index(guide.StepEndpoint) >= 0 || s.Given || s.Values.Rights == flow.CanNeither) { // else it is built
				needed = append(needed, guide.FieldAuth)
			}
			var asked []finding.FieldID
			for _, step := range s.Steps() {
				asked = append(asked, step.Fields...)
			}
			for _, field := range needed {
				n := len(asked) - len(slices.DeleteFunc(slices.Clone(asked), func(f finding.FieldID) bool { return f == field }))
				if n != 1 {
					t.Errorf("%s, given %v, %s: asks %d times for %s", g.ID, s.Given, s.Values.Rights, n, field)
				}
			}
		}
	}
}

// TestWhatIsWrongIsAskedForSomewhere requires that a finding about a value leads
// to a step of the session, however the session started.
func TestWhatIsWrongIsAskedForSomewhere(t *testing.T) {
	for _, g := range guide.All() {
		for _, s := range []flow.State{at(guide.StepGuide), neither(g.ID, guide.StepValues), given(g.ID, guide.StepValues), atIn(g.ID, guide.StepVerify)} {
			s.Values.Guide = g.ID
			for _, field := range everyField {
				if field == guide.FieldAnswer || field == guide.FieldMailbox && g.Index(guide.StepMailbox) < 0 || field == guide.FieldAuth && g.Auth == "" ||
					field == guide.FieldRedirect && !g.Redirected ||
					(field == guide.FieldToken || field == guide.FieldAuth) && g.Index(guide.StepEndpoint) < 0 && !s.Given && s.Values.Rights != flow.CanNeither {
					continue
				}
				if step := s.Step(guide.FieldOf(field).Step); !slices.Contains(step.Fields, field) {
					t.Errorf("%s, given %v, %s: %s leads to %q", g.ID, s.Given, s.Values.Rights, field, step.ID)
				}
			}
		}
	}
}
