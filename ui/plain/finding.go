package plain

import (
	"slices"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
)

// checks are the findings of a test, in order.
func checks(findings []finding.Finding) section {
	var b section
	for i, f := range findings {
		if i > 0 && f.Status == finding.Skip && skipped(findings[i-1]) == skipped(f) {
			last := &b[len(b)-1] // one line for all that were left out for the same reason
			last.text = strings.Replace(last.text, ": ", ", "+page.CheckName(f.Check)+": ", 1)
			continue
		}
		b = append(b, paragraph{page.WordsFor(f.Status).Aloud + ": ", page.CheckName(f.Check) + ": " + f.Says})
		if f.Status != finding.Pass && f.Status != finding.Skip {
			b = append(b, advice(f)...)
		}
	}
	return b
}

// toRead are the checks that are read without being asked for.
func (t *dialog) toRead(findings []finding.Finding) []finding.Finding {
	if !t.brief {
		return findings
	}
	return slices.DeleteFunc(slices.Clone(findings), func(f finding.Finding) bool {
		return f.Status == finding.Pass || f.Status == finding.Skip
	})
}

func (t *dialog) problems(findings []finding.Finding) section {
	var b section
	for _, f := range findings {
		prefix := "Problem: "
		if f.Status == finding.Warn {
			prefix = "Warning: "
		}
		b = append(b, paragraph{prefix, f.Says})
		for _, do := range page.Advice(t.state, f) {
			b = append(b, paragraph{"To do: ", do})
		}
	}
	return b
}

// skipped is why a check was left out.
func skipped(f finding.Finding) string {
	if f.Status != finding.Skip {
		return ""
	}
	return strings.ToLower(strings.TrimPrefix(f.Says, "Not tested: "))
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
		b = append(b, paragraph{"For support: ", strings.Join(evidence, ", ") + "."})
	}
	if text := f.Evidence.ServerText; text != "" && f.Cause != finding.Unknown {
		b = append(b, paragraph{"Microsoft says: ", text})
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
		b = append(b, paragraph{l.Label + ": ", l.Text})
	}
	return b
}

// sheet is the hand-off sheet, each line by its label.
func (t *dialog) sheet(lines []page.SheetLine) section {
	if len(lines) == 0 {
		return nil
	}
	b := section{{"", "The product's own fields, in its order. Type copy for the next one, or copy and the label, such as copy " + strings.ToLower(lines[0].Label) + "."}}
	for _, l := range lines {
		value, note := page.Entered(l, "not shown, "+describe(t.state.Values))
		b = append(b, paragraph{l.Label + ": ", value})
		if note != "" {
			b = append(b, paragraph{"Remark: ", strings.TrimSuffix(note, ".") + "."})
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
