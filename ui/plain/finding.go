package plain

import (
	"strconv"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
)

// sign is a status in a word of its own.
func sign(s finding.Status) string {
	switch s {
	case finding.Pass:
		return "ok"
	case finding.Warn:
		return "warn"
	case finding.Fail:
		return "FAIL"
	case finding.Skip:
		return "skip"
	case finding.Undecided:
	}
	return "unclear"
}

// checks are the findings of a test in order.
func checks(findings []finding.Finding) block {
	var b block
	for _, f := range findings {
		b = append(b, phrase{prefix: sign(f.Status) + ": ", text: string(f.Check) + ": " + f.Says})
		if f.Status != finding.Pass && f.Status != finding.Skip {
			b = append(b, advice(f)...)
		}
	}
	return b
}

func problems(findings []finding.Finding) block {
	var b block
	for _, f := range findings {
		prefix := "Problem: "
		if f.Status == finding.Warn {
			prefix = "Warning: "
		}
		b = append(b, phrase{prefix: prefix, text: f.Says})
		for _, do := range f.Do {
			b = append(b, phrase{prefix: "  To do: ", text: do})
		}
	}
	return b
}

// advice is whose move it is, what to do, and what Microsoft's support asks for.
func advice(f finding.Finding) block {
	var b block
	if whose := f.Cause.Owner().Words(); whose != "" {
		b = block{{prefix: "  Whose move: ", text: whose + "."}}
	}
	for _, do := range f.Do {
		b = append(b, phrase{prefix: "  To do: ", text: do})
	}
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
		b = append(b, phrase{prefix: "  For support: ", text: strings.Join(evidence, ", ") + "."})
	}
	if text := f.Evidence.ServerText; text != "" && f.Cause != finding.Unknown {
		b = append(b, phrase{prefix: "  Microsoft says: ", text: text})
	}
	return b
}

// sheet is the hand-off sheet, each line by its number.
func (t *talk) sheet(lines []page.SheetLine) block {
	if len(lines) == 0 {
		return nil
	}
	b := block{{text: "The product's own fields, in its order. Type copy and a number to copy one:"}}
	for i, l := range lines {
		value, note := l.Value, l.Note
		switch {
		case l.Secret:
			value = "not shown, " + describe(t.state.Values)
		case value == "":
			value, note = note, ""
		}
		if note != "" {
			value += " (" + note + ")"
		}
		b = append(b, phrase{prefix: strconv.Itoa(i+1) + ". ", text: l.Label + ": " + value})
	}
	return b
}

// describe tells a secret by its length and beginning.
func describe(a form.Values) string {
	secret := form.Judge(a, guide.FieldSecret).Secret
	if secret.Empty() {
		return "empty"
	}
	says := strconv.Itoa(secret.Len()) + " characters"
	if hint := secret.Hint(); hint != "" {
		says += ", begins " + hint
	}
	return says
}
