package plain

import (
	"strconv"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
)

// checks are the findings of a test, in order.
func checks(findings []finding.Finding) section {
	var b section
	for _, f := range findings {
		b = append(b, paragraph{prefix: page.WordsFor(f.Status).Aloud + ": ", text: string(f.Check) + ": " + f.Says})
		if f.Status != finding.Pass && f.Status != finding.Skip {
			b = append(b, advice(f)...)
		}
	}
	return b
}

func (t *dialog) problems(findings []finding.Finding) section {
	var b section
	for _, f := range findings {
		prefix := "Problem: "
		if f.Status == finding.Warn {
			prefix = "Warning: "
		}
		b = append(b, paragraph{prefix: prefix, text: f.Says})
		for _, do := range page.Advice(t.state, f) {
			b = append(b, paragraph{prefix: "  To do: ", text: do})
		}
	}
	return b
}

// advice says who can fix a finding, what to do, and what Microsoft's support
// asks for.
func advice(f finding.Finding) section {
	b := moves(f.Cause.Owner(), f.Do)
	var evidence []string
	evidence = append(evidence, f.Codes...)
	for _, e := range []struct{ label, text string }{
		{"trace ID", f.Evidence.TraceID}, {"correlation ID", f.Evidence.CorrelationID}, {"at", f.Evidence.Timestamp},
	} {
		if e.text != "" {
			evidence = append(evidence, e.label+" "+e.text)
		}
	}
	if len(evidence) > 0 {
		b = append(b, paragraph{prefix: "  For support: ", text: strings.Join(evidence, ", ") + "."})
	}
	if text := f.Evidence.ServerText; text != "" && f.Cause != finding.Unknown {
		b = append(b, paragraph{prefix: "  Microsoft says: ", text: text})
	}
	return b
}

// moves says who can fix a finding, and what to do.
func moves(o finding.Owner, do []string) section {
	var b section
	for _, l := range page.Moves(o, do) {
		if l.Label == page.WhoCanFixIt {
			l.Text += "."
		}
		b = append(b, paragraph{prefix: "  " + l.Label + ": ", text: l.Text})
	}
	return b
}

// sheet is the hand-off sheet with numbered lines.
func (t *dialog) sheet(lines []page.SheetLine) section {
	if len(lines) == 0 {
		return nil
	}
	b := section{{text: "The product's own fields, in its order. Type copy and a number to copy one:"}}
	for i, l := range lines {
		value, note := page.Entered(l, "not shown, "+describe(t.state.Values))
		b = append(b, paragraph{prefix: strconv.Itoa(i+1) + ". ", text: l.Label + ": " + value})
		if note != "" {
			b = append(b, paragraph{prefix: "   ", text: "Remark: " + strings.TrimSuffix(note, ".") + "."})
		}
	}
	return b
}

// describe describes a secret by its length and first characters.
func describe(a form.Values) string {
	secret := form.Judge(a, guide.FieldSecret).Secret
	if secret.Empty() {
		return "empty"
	}
	return page.Describe(secret)
}
