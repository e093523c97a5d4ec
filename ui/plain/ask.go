package plain

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
	"mailgrant/ui/run"
)

// errMoved reports that a command typed in place of an answer led to another
// page.
var errMoved = errors.New("moved")

// askAll asks for each field of a page once. It starts with the page's
// focus.
func (t *dialog) askAll(page page.Page) error {
	fields := slices.Clone(page.Fields)
	if i := slices.Index(fields, page.Focus); i > 0 {
		fields = slices.Insert(slices.Delete(fields, i, i+1), 0, page.Focus)
	}
	for _, id := range fields {
		f, ask := t.state.Field(id), t.askField
		switch {
		case f.Secret():
			ask = t.askSecret
		case f.Pasted():
			ask = t.askText
		}
		if err := ask(f); err != nil {
			return err
		}
	}
	return nil
}

// askField asks until the value is well-formed or the user keeps the old one.
func (t *dialog) askField(f guide.Field) error {
	for told := false; ; told = true {
		answer, err := t.question(t.ofField(f), &f)
		switch {
		case err != nil:
			return err
		case answer == "":
			if !told {
				t.against(f)
			}
			return nil
		case strings.EqualFold(answer, "clear"):
			answer = ""
		}
		t.send(flow.Typed{Field: f.ID, Text: answer})
		if t.state.MayBeEmpty(f.ID) || t.judged(f) {
			return nil
		}
	}
}

// ofField is the question for a field, with its current value.
func (t *dialog) ofField(f guide.Field) string {
	label := f.Label
	if f.Optional {
		label += ", optional"
	}
	if now := t.state.Values.Text(f.ID); now != "" {
		label += " [" + shown(t.state.Values, f.ID) + "]"
	}
	return label + ": "
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

// askSecret asks for the secret without echo.
func (t *dialog) askSecret(f guide.Field) error {
	for told := false; ; told = true {
		prompt := f.Label + " (not shown as you type): "
		if !t.state.Values.Secret.Empty() {
			prompt = f.Label + " [" + describe(t.state.Values) + "]: "
		}
		secret, err := t.listenSecretly(prompt)
		switch {
		case err != nil:
			return err
		case secret.Empty():
			if !told {
				t.against(f)
			}
			return nil
		case secret.Len() <= longestWord && t.isWord(secret.Reveal()):
			if err := t.obey(secret.Reveal(), &f); err != nil {
				return err
			}
			continue
		}
		t.send(flow.TypedSecret{Secret: secret})
		if t.judged(f) {
			return nil
		}
	}
}

// listenSecretly gives the next line to Secret, until the context ends.
func (t *dialog) listenSecretly(prompt string) (value.Secret, error) {
	read := t.in.hand()
	return run.Await(t.ctx, func() (value.Secret, error) { return t.secret(prompt, read) })
}

// judged prints the findings on a value and reports whether it is accepted.
func (t *dialog) judged(f guide.Field) bool {
	j := form.Judge(t.state.Values, f.ID)
	text := t.state.Values.Text(f.ID)
	switch {
	case f.Secret() && !j.Secret.Empty():
		t.out.say("", describe(t.state.Values)+".")
	case f.Kind == guide.KindDate && j.Value != "":
		t.out.say("", "Ends on "+page.Reading(t.state, f.ID)+".")
	case len(j.Notes) > 0 && len(j.Findings) == 0 && j.Value != text:
		t.out.say("", "Taken as "+j.Value)
	}
	if len(j.Notes) > 0 {
		t.out.say("Cleaned: ", strings.Join(j.Notes, "; ")+".")
	}
	findings := j.Findings
	if doubt, doubted := page.Doubts(t.state, nil)[f.ID]; doubted && len(findings) == 0 {
		findings = []finding.Finding{doubt}
	}
	for _, p := range t.problems(findings) {
		t.phrase(p)
	}
	if j.Masked != "" {
		t.out.say("", j.Masked)
		if !t.echo { // the terminal has echoed it
			t.out.say("", "mailgrant does not repeat it, but your terminal showed it as you typed. Clear the screen if others can see it.")
		}
	}
	return !fails(j.Findings) || len(j.Readings) > 0 || t.offers(j.Corrected) // an option puts it right
}

// offers reports that an option of the page fills in that value.
func (t *dialog) offers(text string) bool {
	return text != "" && slices.ContainsFunc(t.page().Options, func(o page.Option) bool {
		e, fills := o.Event.(flow.Typed)
		return fills && e.Text == text
	})
}

// against says why Continue will refuse a value that was left as it is.
func (t *dialog) against(f guide.Field) {
	if j := form.Judge(t.state.Values, f.ID); fails(j.Findings) && !t.state.MayBeEmpty(f.ID) {
		for _, p := range t.problems(j.Findings) {
			t.phrase(p)
		}
	}
}

func fails(findings []finding.Finding) bool {
	for _, f := range findings {
		if f.Status == finding.Fail {
			return true
		}
	}
	return false
}
