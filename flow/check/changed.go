package check

import (
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// Changes reports values that differ from those kept.
func (s Case) Changes() bool {
	a, o := s.Answers, s.Original
	return a.Secret != o.Secret || a.ClientID != o.ClientID || a.TokenEndpoint != o.TokenEndpoint ||
		a.AuthEndpoint != o.AuthEndpoint || a.Expires != o.Expires || a.Mailbox != o.Mailbox
}

// EndsAnew reports a secret that was changed beside an end date that was not: the
// date is the old one's.
func (s Case) EndsAnew() bool {
	return s.Diagnosing && s.Original.Expires != "" && s.Answers.Secret != s.Original.Secret && s.Answers.Expires == s.Original.Expires
}

// Optional reports a field that may stay empty: a diagnosis works with what
// one has.
func (s Case) Optional(id finding.FieldID) bool {
	if !s.Diagnosing {
		return false
	}
	if id == guide.FieldSecret {
		return s.Answers.Secret.Empty()
	}
	clean, _ := value.Clean(s.Answers.Text(id))
	return clean == ""
}

// AlreadyEnded warns of an end date that has passed.
func (s Case) AlreadyEnded() (finding.Finding, bool) {
	j := form.Judge(s.Answers, guide.FieldExpires)
	if j.Value == "" || j.Value >= s.Today.UTC().Format(value.DayLayout) {
		return finding.Finding{}, false
	}
	f := finding.Found(finding.Values, finding.SecretExpired, "The end date "+j.Value+" has passed.",
		"Correct it, or leave it empty. The column Expires in the portal shows it.")
	f.Status = finding.Warn // the date may be mistyped: the test tells
	f.Step, f.Field = guide.StepSecret, guide.FieldExpires
	return f, true
}
