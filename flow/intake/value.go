package intake

import (
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/redact"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// Fields beside those of a guide.
const (
	FieldTenant   finding.FieldID = "tenant"
	FieldSecretID finding.FieldID = "secret-id"
	FieldScope    finding.FieldID = "scope"
	FieldGrant    finding.FieldID = "grant"
	FieldHost     finding.FieldID = "host" // of a mail server
)

// Value is a value that a text names. Either Text or Secret is set: whatever
// could be a secret is one, in any field.
type Value struct {
	Field  finding.FieldID
	Text   string
	Secret value.Secret
	Label  string // as the text has it, cleaned; "" for a value that speaks for itself
	Line   int    // counted from 1; 0 where the text has no lines of its own, as in JSON
	Joined bool   // it was broken over two lines
	last   bool   // at the end of the text, which may be cut off there
	// Set marks a line of settings, KEY=value, not a sentence.
	Set bool
}

// named makes a value of a label and what follows it.
func named(field finding.FieldID, label, txt string) Value {
	v := Value{Field: field, Label: quote(label)}
	if field == guide.FieldSecret {
		v.Secret, _ = value.CleanSecret(value.NewSecret(txt))
		return v
	}
	txt, _ = value.Clean(txt)
	txt = withoutQuery(txt)
	if redact.Quotable(txt) != txt || value.HoldsSecret(txt) || foreign(field, txt) {
		v.Secret = value.NewSecret(txt)
		return v
	}
	v.Text = txt
	return v
}

// foreign reports what is in an ID's place and is none: it may be a secret
// of any form.
func foreign(field finding.FieldID, txt string) bool {
	switch field {
	case guide.FieldClientID, FieldSecretID:
		return strings.Trim(strings.ToLower(txt), "0123456789abcdef-{}") != "" && !stands(txt)
	case FieldTenant:
		return strings.Trim(strings.ToLower(txt), "abcdefghijklmnopqrstuvwxyz0123456789-.{}") != "" && !stands(txt)
	}
	_, rest, _ := strings.Cut(txt, "://")
	host, _, _ := strings.Cut(rest, "/")
	return strings.Contains(host, "@") // a user and a password before it
}

// stands reports what people and documents write in a value's place.
func stands(txt string) bool {
	return text.Placeholder(txt) || text.Masked(txt) || strings.HasPrefix(strings.ToLower(txt), "http") || reference(txt)
}

// given is the value itself, which may be a secret.
func (v Value) given() string {
	if v.Secret.Absent() {
		return v.Text
	}
	return v.Secret.Reveal()
}

// withoutQuery drops what a browser or a program sends after an address.
func withoutQuery(txt string) string {
	if value.URLLike(txt) {
		txt, _, _ = strings.Cut(txt, "?")
	}
	return txt
}

// quote makes a name of a document safe to show in a sentence.
func quote(txt string) string { return text.Brief(redact.Quotable(txt)) }

// said makes a sentence of a document safe to show.
func said(txt string) string { return text.Clean(redact.Quotable(txt)) }

// whole reports a text that is a complete value of its field.
func whole(field finding.FieldID, txt string) bool {
	switch field {
	case guide.FieldClientID, FieldSecretID:
		return value.IsGUID(txt)
	case FieldTenant:
		_, problem := value.ParseTenant(txt)
		return problem == nil
	case guide.FieldSecret:
		return redact.RealShape(txt)
	case guide.FieldToken:
		return len(value.JudgeEndpoint(txt, value.EndpointToken).Problems) == 0
	case guide.FieldAuth:
		return len(value.JudgeEndpoint(txt, value.EndpointAuthorize).Problems) == 0
	}
	return true
}

// acceptable drops what follows a label by accident, and is no value of it.
func acceptable(v Value) bool {
	switch v.Field {
	case guide.FieldMailbox:
		return strings.Contains(v.Text, "@") && !strings.ContainsAny(v.Text, " /")
	case guide.FieldExpires:
		_, problem := value.ParseDate(v.Text)
		return problem == nil
	case guide.FieldSecret:
		return !v.Secret.Empty() || v.Label != ""
	case FieldSecretID:
		return value.IsGUID(v.Text)
	case guide.FieldRedirect:
		return strings.Contains(v.Text, "://")
	}
	return v.Text != "" && len(v.Text) <= value.LongestLook || !v.Secret.Absent()
}

// structured reports a text that is mostly settings, at least two of which are
// known.
func structured(txt string, list []Value) bool {
	known := 0
	for _, v := range list {
		if v.Set {
			known++
		}
	}
	if known < 2 {
		return false
	}
	lines, set := 0, 0
	for line := range strings.Lines(txt) {
		line = strings.TrimSpace(line)
		if len(line) < 3 || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "//") || strings.HasPrefix(line, "[") {
			continue
		}
		lines++
		if strings.HasPrefix(line, "<") {
			set++
		} else if at := strings.IndexAny(line, "=:"); at > 0 && !strings.Contains(strings.TrimSpace(line[:at]), "  ") && strings.Count(line[:at], " ") < 5 {
			set++
		}
	}
	return set*4 >= lines*3
}
