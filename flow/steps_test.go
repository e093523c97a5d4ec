package flow

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestTheListsOfSteps keeps the steps of every guide, for each way to come to
// it: what the person may do, and whether values were given.
func TestTheListsOfSteps(t *testing.T) {
	var b strings.Builder
	for i, g := range inOrderOfTheTable {
		fmt.Fprintf(&b, "%s== %s\n", strings.Repeat("\n", min(i, 1)), g.id)
		lists := map[string][]string{}
		var order []string
		for _, given := range []bool{false, true} {
			for _, ability := range []Ability{"", CanBoth, CanRegister, CanNeither, CantSay} {
				s := State{Case: Case{Answers: Answers{Guide: g.id, Ability: ability}}, Given: given}
				var names []string
				for _, step := range s.Steps() {
					name := string(step.ID)
					if len(step.Fields) > 0 {
						name += fmt.Sprint(step.Fields)
					}
					names = append(names, name)
				}
				list := strings.Join(names, "\n    ")
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
			fmt.Fprintf(&b, "%s:\n    %s\n", strings.Join(lists[list], "; "), list)
		}
	}
	compareGolden(t, "steps.golden", b.String())
}

// TestEveryListOfStepsEndsInASavedCredential walks each of them.
func TestEveryListOfStepsEndsInASavedCredential(t *testing.T) {
	for _, g := range All() {
		for name, s := range map[string]State{
			"may do all": atIn(g.ID, StepHandoff), "may do neither": neither(g.ID, StepHandoff), "was given values": given(g.ID, StepHandoff),
		} {
			if s.Outcome != Saved || !s.Proven() {
				t.Errorf("%s, %s: %s, proven %v", g.ID, name, s.Outcome, s.Proven())
			}
		}
	}
}

func TestEveryListAsksOnceForEachValueItNeeds(t *testing.T) {
	for _, g := range All() {
		needed := []FieldID{FieldWhere, FieldClientID, FieldSecret, FieldName}
		if g.Redirected {
			needed = append(needed, FieldRedirect)
		}
		if g.Auth != "" {
			needed = append(needed, FieldAuth)
		}
		if g.index(StepMailbox) >= 0 {
			needed = append(needed, FieldMailbox)
		}
		for _, s := range []State{{}, {Given: true}, {Case: Case{Answers: Answers{Ability: CanNeither}}}, {Given: true, Case: Case{Answers: Answers{Ability: CanNeither}}}} {
			s.Answers.Guide = g.ID
			var asked []FieldID
			for _, step := range s.Steps() {
				asked = append(asked, step.Fields...)
			}
			for _, field := range needed {
				n := len(asked) - len(slices.DeleteFunc(slices.Clone(asked), func(f FieldID) bool { return f == field }))
				if n != 1 {
					t.Errorf("%s, given %v, %s: asks %d times for %s", g.ID, s.Given, s.Answers.Ability, n, field)
				}
			}
		}
	}
}

// TestWhatIsWrongIsAskedForSomewhere holds that a finding about a value leads to
// a step of the sitting, however it came to the guide.
func TestWhatIsWrongIsAskedForSomewhere(t *testing.T) {
	for _, g := range All() {
		for _, s := range []State{at(StepGuide), neither(g.ID, StepValues), given(g.ID, StepValues), atIn(g.ID, StepKeep)} {
			s.Answers.Guide = g.ID
			for _, field := range everyField {
				if field == FieldAnswer || field == FieldMailbox && g.index(StepMailbox) < 0 || field == FieldAuth && g.Auth == "" ||
					field == FieldRedirect && !g.Redirected || field == FieldToken && g.index(StepEndpoint) < 0 && !s.Given && s.Answers.Ability != CanNeither {
					continue
				}
				if step := s.askedAt(stepOf(field)); !slices.Contains(step.Fields, field) {
					t.Errorf("%s, given %v, %s: %s leads to %q", g.ID, s.Given, s.Answers.Ability, field, step.ID)
				}
			}
		}
	}
}
