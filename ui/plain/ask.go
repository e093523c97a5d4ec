package plain

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
	"mailgrant/ui/run"
)

// errMoved reports that a command typed in place of an answer led to another
// page.
var errMoved = errors.New("moved")

// askAll asks for each field of a page once. It starts with the page's
// focus.
func (t *dialog) askAll(page page.Page) error {
	t.skips = slices.ContainsFunc(page.Options, leadsOn)
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
	var choices []page.Option // of a value with several readings
	for n := 0; ; n++ {
		answer, err := t.question(t.ofField(f, choices), &f)
		if err != nil {
			return err
		}
		if answer == "" && len(choices) == 1 {
			answer = "1"
		}
		if answer == "" && len(choices) == 0 && t.erases(f) {
			t.send(flow.Typed{Field: f.ID})
			return nil
		}
		if answer == "" {
			if t.passes(f, n) {
				return nil
			}
			continue
		}
		if i, err := strconv.Atoi(answer); err == nil && i >= 1 && i <= len(choices) {
			t.send(choices[i-1].Event)
		} else {
			if strings.EqualFold(answer, "clear") {
				answer = ""
			}
			t.send(flow.Typed{Field: f.ID, Text: answer})
		}
		empty := t.state.Values.Text(f.ID) == ""
		if empty && t.state.MayBeEmpty(f.ID) || t.judged(f) {
			return nil
		}
		if choices = t.readings(f); len(choices) == 0 && t.state.MayBeEmpty(f.ID) {
			return nil
		}
		if near := t.near(answer, &f); near != "" {
			t.out.say("", "If you meant the word "+near+", type it now.")
		}
	}
}

// askSecret asks for the secret without echo.
func (t *dialog) askSecret(f guide.Field) error {
	for n := 0; ; n++ {
		can := []string{"not shown as you type"}
		switch {
		case t.isEmpty(f) && t.state.MayBeEmpty(f.ID):
			can = append(can, "Enter: leave it empty")
		case t.stays(f):
			can = append(can, t.keeps(f, describe(t.state.Values)))
		}
		secret, err := t.listenSecretly(asking(f.Label, can))
		switch {
		case err != nil:
			return err
		case secret.Empty():
			if t.passes(f, n) {
				return nil
			}
			continue
		case secret.Len() <= longestWord && t.isWord(secret.Reveal()):
			if err := t.obey(secret.Reveal(), &f); err != nil {
				return err
			}
			continue
		}
		took, err := t.pasted(secret.Reveal(), &f)
		if err != nil {
			return err
		}
		if took {
			continue
		}
		t.send(flow.TypedSecret{Secret: value.NewSecret(t.in.putBack(secret.Reveal()))})
		if t.judged(f) {
			return nil
		}
	}
}

// listenSecretly gives the next line to Secret, until the context ends.
func (t *dialog) listenSecretly(prompt string) (value.Secret, error) {
	hand := t.in.hand()
	read := func() (string, error) {
		text, err := hand()
		if err != nil {
			return "", err
		}
		return t.in.gather(text, t.goesOn), nil
	}
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
		t.out.say("Taken as: ", j.Value)
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
	return !fails(j.Findings)
}

func fails(findings []finding.Finding) bool {
	for _, f := range findings {
		if f.Status == finding.Fail {
			return true
		}
	}
	return false
}
