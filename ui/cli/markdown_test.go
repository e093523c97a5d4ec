package cli

import (
	"strings"
	"testing"

	"mailgrant/flow"
)

func TestMarkdownHoldsAllOfAGuide(t *testing.T) {
	for _, g := range flow.All() {
		t.Run(g.ID, func(t *testing.T) {
			r := newStage(t).run("guides", g.ID)
			if r.code != 0 {
				t.Fatal(r.err)
			}
			var wanted []string
			for _, p := range g.Permissions {
				wanted = append(wanted, p.Name, p.ID, p.Why)
			}
			for _, s := range g.Steps {
				wanted = append(wanted, s.Title)
				wanted = append(wanted, s.Notes...)
				for _, n := range s.IfNot {
					wanted = append(wanted, n.If)
				}
				for _, id := range s.Fields {
					wanted = append(wanted, flow.FieldOf(id).Label)
				}
			}
			for _, e := range g.Sheet {
				wanted = append(wanted, e.Label, e.Note)
			}
			wanted = append(append(wanted, g.After...), g.Differs...)
			for _, text := range wanted {
				// What stands in braces is filled in; what is before it has to be there.
				text, _, _ = strings.Cut(literal(text), "{")
				if !strings.Contains(r.out, text) {
					t.Errorf("it lacks %q", text)
				}
			}
			if strings.Contains(r.out, "{") {
				t.Error("a value in braces was not filled in")
			}
		})
	}
}
