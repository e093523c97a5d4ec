package plain

import (
	"slices"
	"strconv"

	"mailgrant/flow"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/text"
)

// fill enters a sample's values in the step; a number picks the sample.
func (t *dialog) fill(n int) error {
	switch {
	case len(t.samples) == 0:
		t.out.say("", "There are samples in practice only: start mailgrant with --practice.")
		return nil
	case n > len(t.samples):
		t.out.say("", "Type samples to hear which there are.")
		return nil
	case n > 0:
		t.sample = n - 1
	}
	page := t.page()
	if len(page.Fields) == 0 {
		t.out.say("", "There is nothing to fill in here.")
		return nil
	}
	sample := t.samples[t.sample]
	if t.state.Discovered && !sample.In(t.state.Values.Tenant) && !slices.Contains(page.Fields, guide.FieldOrganization) {
		t.out.say("", "Not filled in: these values belong to another organization.")
		return nil
	}
	t.out.say("", "From sample "+strconv.Itoa(t.sample+1)+", "+sample.Label+":")
	for _, id := range page.Fields {
		t.fillField(guide.FieldOf(id), sample.Values)
	}
	t.asked = true
	return errMoved
}

// followSamples puts the samples in the order for another guide or tenant, with the
// one that is right for it first.
func (t *dialog) followSamples(next flow.State) {
	if len(t.cast) == 0 {
		return
	}
	chosen := t.samples[t.sample]
	t.samples = flow.SamplesFor(t.cast, next)
	t.sample = 0
	if next.Values.Guide == t.state.Values.Guide && chosen.Values.Tenant == t.samples[0].Values.Tenant {
		t.sample = slices.IndexFunc(t.samples, func(s flow.Sample) bool { return s.Label == chosen.Label })
	}
}

func (t *dialog) fillField(f guide.Field, from form.Values) {
	if f.Secret() {
		t.send(flow.TypedSecret{Secret: from.Secret})
		t.out.say("", f.Label+": "+describe(t.state.Values))
		return
	}
	text := from.Text(f.ID)
	if text == "" {
		return
	}
	t.send(flow.Typed{Field: f.ID, Text: text})
	t.out.say("", f.Label+": "+shown(t.state.Values, f.ID))
}

// ends says what the test of a sample finds with a guide.
func ends(s flow.Sample, g guide.Guide) string {
	if s.Story == "" || !s.Suits(g) {
		return text.UpperFirst(s.EndsFor(g)) + "."
	}
	return s.Story
}

func (t *dialog) listSamples() {
	if len(t.samples) == 0 {
		t.out.say("", "There are samples in practice only: start mailgrant with --practice.")
	}
	for i, s := range t.samples {
		t.out.say("Sample "+strconv.Itoa(i+1)+": ", s.Label+". "+ends(s, t.state.Guide()))
	}
}
