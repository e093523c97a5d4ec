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
	_, typed := o.Event.(flow.Typed)
	return o.Event != (flow.Continue{}) && !typed
}

// passes says what an empty answer means, and reports whether it is one: a
// value is missing, or the old one stays. After the second one in a row a page
// with other choices goes on to them.
func (t *dialog) passes(f guide.Field, asked int) bool {
	empty := t.state.Values.Text(f.ID) == ""
	if f.Secret() {
		empty = t.state.Values.Secret.Empty()
	}
	switch {
	case !empty:
		if asked == 0 {
			t.against(f)
		}
		return true
	case f.Optional || t.state.MayBeEmpty(f.ID):
		return true
	case t.skips && asked > 0:
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
	if t.skips {
		return says + ", or press Enter again for the other choices."
	}
	return says + ", or back, help, quit."
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
	for i, o := range choices {
		t.out.say(strconv.Itoa(i+1)+") ", inWords(o))
	}
	return choices
}

// ofField is the question for a field. It says what Enter does; an address is
// said before, on a line of its own.
func (t *dialog) ofField(f guide.Field, choices []page.Option) string {
	var can []string
	if f.Optional {
		can = append(can, "optional")
	}
	if n := len(choices); n > 0 {
		can = append(can, "choose 1 to "+strconv.Itoa(n)+", or type it again")
	}
	now := shown(t.state.Values, f.ID)
	switch {
	case now == "" && (f.Optional || t.state.MayBeEmpty(f.ID)):
		can = append(can, "Enter: leave it empty")
	case now == "":
	case isAddress(now):
		t.out.say(f.Label+" is now: ", now)
		can = append(can, "Enter: keep it")
	default:
		can = append(can, "Enter: keep "+now)
	}
	return asking(f.Label, can)
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
