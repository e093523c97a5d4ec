package flow

// changes reports values that differ from those kept.
func (s Case) changes() bool {
	a, o := s.Answers, s.Original
	return a.Secret != o.Secret || a.ClientID != o.ClientID || a.TokenEndpoint != o.TokenEndpoint ||
		a.AuthEndpoint != o.AuthEndpoint || a.Expires != o.Expires || a.Mailbox != o.Mailbox
}

// endsAnew reports a secret that was changed beside an end date that was not: the
// date is the old one's.
func (s Case) endsAnew() bool {
	return s.Diagnosing && s.Original.Expires != "" && s.Answers.Secret != s.Original.Secret && s.Answers.Expires == s.Original.Expires
}

// Optional reports a field that may stay empty: a diagnosis works with what
// one has.
func (s Case) Optional(id FieldID) bool {
	if !s.Diagnosing {
		return false
	}
	if id == FieldSecret {
		return s.Answers.Secret.Empty()
	}
	clean, _ := Clean(s.Answers.Text(id))
	return clean == ""
}

// alreadyEnded warns of an end date that has passed.
func (s Case) alreadyEnded() (Finding, bool) {
	j := Judge(s.Answers, FieldExpires)
	if j.Value == "" || j.Value >= s.Today.UTC().Format(dayLayout) {
		return Finding{}, false
	}
	f := Found(Values, SecretExpired, "The end date "+j.Value+" has passed.",
		"Correct it, or leave it empty. The column Expires in the portal shows it.")
	f.Status = Warn // the date may be mistyped: the test tells
	f.Step, f.Field = StepSecret, FieldExpires
	return f, true
}
