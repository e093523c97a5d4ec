package plain

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/text"
)

// leadsOn reports an option that does something other than to accept what was
// typed.
func leadsOn(o page.Option) bool {
	switch o.Event.(type) {
	case flow.Continue, flow.Typed, flow.ChoseUse:
		return false
	}
	return true
}

// isEmpty reports a field without a value.
func (t *dialog) isEmpty(f guide.Field) bool {
	if f.Secret() {
		return t.state.Values.Secret.Empty()
	}
	return t.state.Values.Text(f.ID) == ""
}

// stays reports a field that Enter may leave as it is.
func (t *dialog) stays(f guide.Field) bool {
	if t.state.MayBeEmpty(f.ID) || f.Optional && t.isEmpty(f) {
		return true
	}
	return !t.isEmpty(f) && !fails(form.Judge(t.state.Values, f.ID).Findings)
}

// passes reports that Enter leaves the field. If its value is missing or was
// refused, it says so; after the second Enter, a page with other choices goes on
// to them.
func (t *dialog) passes(f guide.Field, asked int) bool {
	if t.stays(f) || t.skips && asked > 0 {
		return true
	}
	t.out.say("", "Nothing entered. "+t.wanted(f))
	return false
}

// wanted says what to type for a field.
func (t *dialog) wanted(f guide.Field) string {
	verb := "Type"
	if f.Pasted() {
		verb = "Paste"
	}
	says := verb + " the " + strings.TrimPrefix(lower(f.Label), "the ")
	if f.Kind == guide.KindDate {
		says = "Type the date"
	}
	words := "help, quit."
	if (place{dialog: t}).leadsBack() {
		words = "back, help, quit."
	}
	switch {
	case t.skips:
		return says + ", or press Enter again for the other choices."
	case f.Optional || t.clears(f):
		return says + ", or clear to leave it empty, or " + words
	}
	return says + ", or " + words
}

// erases reports an optional field whose wrong value Enter takes away.
func (t *dialog) erases(f guide.Field) bool {
	return f.Optional && !t.isEmpty(f) && fails(form.Judge(t.state.Values, f.ID).Findings)
}

// clears reports a field that may be emptied.
func (t *dialog) clears(f guide.Field) bool {
	next, _ := flow.Next(t.state, flow.Typed{Field: f.ID})
	return !t.isEmpty(f) && next.MayBeEmpty(f.ID)
}

// lower lowers the first letter of a label.
func lower(label string) string { return strings.ToLower(label[:1]) + label[1:] }

// readings offers the values that a refused one may stand for.
func (t *dialog) readings(f guide.Field) (choices []page.Option) {
	for _, o := range t.page().Options {
		if e, ok := o.Event.(flow.Typed); ok && e.Field == f.ID && e.Text != "" {
			choices = append(choices, o)
		}
	}
	switch {
	case len(choices) == 1 && !t.told(f, choices[0].Note):
		t.out.say("", inWords(choices[0]))
	case len(choices) > 1:
		for i, o := range choices {
			t.out.say(strconv.Itoa(i+1)+") ", inWords(o))
		}
	}
	return choices
}

// told reports that what is wrong with a value names the right one.
func (t *dialog) told(f guide.Field, right string) bool {
	for _, p := range t.problems(form.Judge(t.state.Values, f.ID).Findings) {
		if strings.Contains(p.text, right) {
			return true
		}
	}
	return false
}

// ofField is the question for a field. It says what Enter does; an address is
// said before, on a line of its own.
func (t *dialog) ofField(f guide.Field, choices []page.Option) string {
	var can []string
	if f.Optional {
		can = append(can, "optional")
	}
	switch n := len(choices); {
	case n == 1:
		return asking(f.Label, append(can, "Enter: "+lower(choices[0].Label)+", or type it again"))
	case n > 1:
		can = append(can, "choose 1 to "+strconv.Itoa(n)+", or type it again")
	}
	now := shown(t.state.Values, f.ID)
	switch {
	case now == "" && (f.Optional || t.state.MayBeEmpty(f.ID)):
		can = append(can, "Enter: leave it empty")
	case t.erases(f) && len(choices) == 0:
		can = append(can, "Enter: leave it empty")
	case !t.stays(f):
	case isAddress(now):
		t.out.say(f.Label+" is now: ", now)
		can = append(can, t.keeps(f, "it"))
	default:
		can = append(can, t.keeps(f, now))
	}
	return asking(f.Label, can)
}

// keeps says that Enter keeps a value, and whether the test refused it.
func (t *dialog) keeps(f guide.Field, now string) string {
	if page.Doubts(t.state, nil)[f.ID].Status == finding.Fail {
		return "Enter: keep " + now + ", which the test refused"
	}
	return "Enter: keep " + now
}

// asking is a question with what can be answered.
func asking(label string, can []string) string {
	if len(can) == 0 {
		return label + ": "
	}
	return label + " (" + strings.Join(can, ", ") + "): "
}

// shown is a field's value as it may be printed: in full, or a note that it is
// masked.
func shown(a form.Values, id finding.FieldID) string {
	typed := a.Text(id)
	if a.Shown(id) != typed {
		return "masked, " + text.Count(utf8.RuneCountInString(typed), "character")
	}
	return typed
}
