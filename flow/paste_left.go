package flow

import (
	"slices"
	"strings"
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/intake"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// Left is a labelled value of a text that can't be taken, and why.
type Left struct {
	Field finding.FieldID
	Says  string // the end of a sentence, without a value that could be a secret
}

// leftOut are the labelled values that can't be taken, of the fields that nothing
// else in the text fills.
func (s State) leftOut(read intake.Text, found []candidate) (left []Left) {
	for _, v := range read.Values {
		l := Left{v.Field, s.why(v, read.Format)}
		if v.Field == intake.FieldTenant {
			l.Field = guide.FieldOrganization
		}
		filled := slices.ContainsFunc(found, func(c candidate) bool { return c.field == l.Field })
		if v.Label != "" && l.Says != "" && !filled && s.asksFor(l.Field) && !slices.Contains(left, l) {
			left = append(left, l)
		}
	}
	return left
}

// why says why a value can't be taken; "" if it can, or if there is no need to say.
func (s State) why(v intake.Value, format intake.Format) string {
	if _, ok := candidateOf(v, format); ok {
		return ""
	}
	if v.Field == guide.FieldExpires && (format == intake.App || format == intake.ServicePrincipal) {
		return ""
	}
	txt := v.Text
	if !v.Secret.Absent() {
		txt = v.Secret.Reveal()
	}
	switch {
	case txt == "":
		return ""
	case text.Masked(txt):
		return "it is masked"
	case text.Placeholder(txt):
		return "it is a placeholder"
	}
	switch v.Field {
	case guide.FieldExpires:
		if _, readings, _ := value.ParseEnd(v.Text, time.Time{}); len(readings) > 1 {
			return v.Text + " can mean two days"
		}
		return "it is no day of the calendar"
	case guide.FieldClientID:
		return "it is no whole ID"
	case intake.FieldTenant, guide.FieldOrganization:
		return "it names no tenant"
	case guide.FieldToken, guide.FieldAuth:
		return "it is no address"
	case guide.FieldSecret:
		return "it has not the form of one"
	}
	return ""
}

// bareIDs counts the IDs that nothing names, on a line of words or alone.
func bareIDs(txt string, read intake.Text) int {
	if !slices.Contains([]intake.Format{"", intake.Settings, intake.Mail}, read.Format) {
		return 0
	}
	taken := map[string]bool{}
	for _, v := range read.Values {
		taken[strings.ToLower(v.Text)] = true
	}
	n, above := 0, ""
	for line := range strings.SplitSeq(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(txt), "\n") {
		line = strings.Trim(line, "> \t-*•")
		if id := strings.ToLower(strings.Trim(line, "\"'`.,;")); value.IsGUID(id) && !taken[id] && (above == "" || ids(above) > 0) {
			taken[id] = true
			n++
		}
		above = line
	}
	return n
}
