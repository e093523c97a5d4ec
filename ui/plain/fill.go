package plain

import (
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
	t.out.say("", "From sample "+strconv.Itoa(t.sample+1)+", "+sample.Label+":")
	for _, id := range page.Fields {
		t.fillField(guide.FieldOf(id), sample.Values)
	}
	t.asked = true
	return errMoved
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

// ends says what the test of a sample finds.
func ends(s flow.Sample) string {
	if s.Story == "" {
		return text.UpperFirst(s.Ends()) + "."
	}
	return s.Story
}

func (t *dialog) listSamples() {
	if len(t.samples) == 0 {
		t.out.say("", "There are samples in practice only: start mailgrant with --practice.")
	}
	for i, s := range t.samples {
		t.out.say("Sample "+strconv.Itoa(i+1)+": ", s.Label+". "+ends(s))
	}
}
