package form

import (
	"cmp"
	"slices"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// Judged is a field's value as it will be used, and the findings on it.
type Judged struct {
	Value     string
	Secret    value.Secret   // FieldSecret only
	Endpoint  value.Endpoint // FieldToken only
	Sendable  bool           // FieldToken: its host is a Microsoft sign-in host and its tenant is known
	Corrected string         // the corrected value, if there is exactly one
	Readings  []string       // what an ambiguous value can mean
	Notes     []string       // what was cleaned away
	Masked    string         // says that part of it is masked, and why; "" if all is shown
	Findings  []finding.Finding
}

// Judge judges one field. If an empty field is optional or was not reached, the
// only finding says that it is missing.
func Judge(a Values, id finding.FieldID) Judged {
	_, judge := a.field(id)
	if judge == nil {
		return Judged{}
	}
	f, j := guide.FieldOf(id), judge(a)
	j.Findings = mistaken(a, id, j.Findings)
	if a.erasing(id) && !slices.ContainsFunc(j.Findings, func(f finding.Finding) bool { return f.Status == finding.Fail }) {
		j.Findings = append(j.Findings, secretLeft(f.Kind))
	}
	if !f.Secret() && !f.Multiline() && a.Shown(id) != a.Text(id) {
		j.Masked = maskedSays
		if wordy(a.Text(id)) && !a.heldSecret(id) {
			j.Masked = ""
		}
		switch failed := slices.ContainsFunc(j.Findings, func(f finding.Finding) bool { return f.Status == finding.Fail }); {
		case failed:
			j.Value = "" // not saved, sent or handed on
		case f.Kind == guide.KindCallback:
			j.Masked = "Part of it is masked: an address like this can sign in."
		default:
			j.Masked, j.Findings = "", append(j.Findings, doubted(f.Kind))
		}
	}
	for i := range j.Findings {
		j.Findings[i].Step, j.Findings[i].Field = f.Step, id
	}
	return j
}

// doubted is the finding on a masked value that may be right nevertheless: the
// user can insist on it.
func doubted(kind guide.FieldKind) finding.Finding {
	f := finding.New(finding.Values, malformed(kind), maskedDoubt, "If it is one, clear the field. "+value.PasteSecret, "If it is none, go on.")
	f.Status = finding.Warn
	return f
}

// IsDoubt reports a finding that only says a value looks like a secret.
func IsDoubt(f finding.Finding) bool { return f.Status == finding.Warn && f.Says == maskedDoubt }

// secretLeft is the finding on part of a secret in another field, whether
// well-formed or not.
func secretLeft(kind guide.FieldKind) finding.Finding {
	return finding.New(finding.Values, malformed(kind), "A part of what looked like a client secret may be left here.", "Clear the field, then type it again. "+value.PasteSecret)
}

// malformed is the cause for a value that does not fit its field.
func malformed(kind guide.FieldKind) finding.Cause {
	switch kind {
	case guide.KindOrganization, guide.KindMailbox:
		return finding.TenantMalformed
	case guide.KindGUID:
		return finding.ClientIDMalformed
	case guide.KindDate:
		return finding.ExpiryMalformed
	case guide.KindName:
		return finding.NameMalformed
	case guide.KindURL, guide.KindEndpoint, guide.KindSecret, guide.KindMessage, guide.KindCallback, guide.KindText:
	}
	return finding.EndpointMalformed
}

func judgeOrganization(a Values) Judged {
	where, findings, notes := value.ParseLocation(a.Organization)
	return Judged{Value: where.Tenant, Findings: findings, Notes: notes}
}

// judgeAnswer and judgeMessage leave the content to those who read the whole
// text.
func judgeAnswer(a Values) Judged {
	text, notes := value.Clean(a.Answer)
	return Judged{Value: text, Notes: notes}
}

func judgeMessage(a Values) Judged { return Judged{Value: a.Message} }

func judgeClientID(a Values) Judged {
	id, findings, notes := value.JudgeClientID(a.ClientID)
	where, _, _ := value.ParseLocation(a.Organization)
	switch {
	case len(findings) > 0 || !value.IsGUID(id):
	case id == strings.ToLower(where.Tenant): // either may be the wrong one
		findings = append(findings, finding.New(finding.Values, finding.ClientIDMalformed,
			"Client ID and Organization hold the same ID: one of them is wrong.",
			"On the Overview page, Application (client) ID is the client ID, and Directory (tenant) ID below it is the organization."))
	case id == strings.ToLower(a.Tenant):
		findings = append(findings, finding.New(finding.Values, finding.ClientIDMalformed,
			"This is the Directory (tenant) ID, not the client ID.",
			"On the Overview page copy Application (client) ID, the line above it."))
	}
	return Judged{Value: id, Findings: findings, Notes: notes}
}

func judgeSecret(a Values) Judged {
	if bad := a.Beside.judgeSource(); bad != nil {
		return Judged{Secret: a.Secret, Findings: bad}
	}
	secret, notes := value.CleanSecret(a.Secret)
	if a.Beside.Joined {
		notes = append(notes, "joined from two lines")
	}
	id, _, _ := value.JudgeClientID(a.ClientID)
	where, _, _ := value.ParseLocation(a.Organization)
	return Judged{Secret: secret, Notes: notes, Findings: value.JudgeSecret(secret, id, cmp.Or(where.Tenant, a.Tenant))}
}

func judgeMailboxField(a Values) Judged {
	clean, notes := value.Clean(a.Mailbox)
	address, findings := judgeMailbox(clean)
	return Judged{Value: cmp.Or(address, clean), Notes: notes, Findings: findings}
}

func judgeRedirect(a Values) Judged {
	if clean, notes := value.Clean(a.Redirect); clean == "" && !a.Procedure().Redirected {
		return Judged{Notes: notes}
	}
	uri, findings, notes := value.JudgeRedirectURI(a.Redirect)
	return Judged{Value: uri, Notes: notes, Findings: findings}
}

func judgeExpires(a Values) Judged {
	clean, notes := value.Clean(a.Expires)
	if clean == "" {
		return Judged{Notes: notes}
	}
	day, readings, problem := value.ParseEnd(clean, a.Today)
	j := Judged{Notes: notes}
	for _, r := range readings {
		j.Readings = append(j.Readings, r.Format(value.DateLayout))
	}
	if problem != nil {
		j.Findings = []finding.Finding{*problem}
		return j
	}
	j.Value = day.Format(value.DateLayout)
	return j
}

// judgeToken judges the token endpoint, which must name the tenant that the
// other values lead to.
func judgeToken(a Values) Judged {
	got := value.JudgeEndpoint(a.TokenEndpoint, value.EndpointToken)
	e := got.Endpoint
	j := Judged{Endpoint: e, Corrected: got.Corrected, Notes: got.Notes, Findings: got.Problems}
	if len(got.Problems) == 0 {
		j.Value = "https://" + e.Host + "/" + e.Tenant + "/oauth2/v2.0/token"
		if a.Tenant != e.Tenant && a.Domain != e.Tenant {
			j.Findings = value.JudgeAgreement(a.Tenant, e)
		}
		if len(j.Findings) > 0 {
			j.Corrected = value.TokenEndpoint(e.Cloud, a.Tenant)
		}
	}
	if j.Corrected == "" && slices.ContainsFunc(j.Findings, Final) {
		j.Corrected = value.TokenEndpoint(a.knownTenant())
	}
	j.Sendable = e.Cloud != "" && e.Tenant != "" && !slices.ContainsFunc(got.Problems, misleading)
	return j
}

// knownTenant is the tenant that was looked up, and its cloud; none before that.
func (a Values) knownTenant() (value.Cloud, string) {
	if !value.IsGUID(a.Tenant) {
		return "", ""
	}
	return a.Cloud, a.Tenant
}

// misleading reports a problem with an endpoint's host or tenant that rules out
// even a tenant look-up.
func misleading(f finding.Finding) bool {
	switch f.Cause {
	case finding.EndpointHostUnknown, finding.EndpointMalformed, finding.EndpointNotHTTPS, finding.TenantMalformed, finding.TenantAlias,
		finding.PlaceholderLeft, finding.CloudClosed, finding.NotAWorkforceTenant:
		return true
	}
	return false
}

// judgeName accepts what every keyring accepts as an account name.
func judgeName(a Values) Judged {
	name, notes := value.Clean(a.Name)
	j := Judged{Value: name, Notes: notes}
	bad := func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("._-", r))
	}
	switch {
	case name == "":
		j.Findings = []finding.Finding{finding.New(finding.Values, finding.NameMalformed, "A saved credential needs a name.", "Type one, such as contoso.")}
	case value.SurelySecret(name):
		j.Findings = []finding.Finding{finding.New(finding.Values, finding.NameMalformed, "This looks like a client secret, not a name.", value.PasteSecret, "Type a name, such as contoso.")}
	case strings.HasPrefix(name, "-"):
		j.Findings = []finding.Finding{finding.New(finding.Values, finding.NameMalformed, "A name can't begin with a dash: a command would read it as a flag.", "Begin with a letter or a digit.")}
	case len(name) > 64 || strings.ContainsFunc(name, bad):
		j.Findings = []finding.Finding{finding.New(finding.Values, finding.NameMalformed, "This name can't be used.",
			"Use up to 64 of the letters a to z, digits, dots, dashes and underscores, without spaces.")}
	}
	return j
}

func (j Judged) IDShaped() bool {
	return slices.ContainsFunc(j.Findings, func(f finding.Finding) bool { return f.Cause == finding.SecretIDNotValue })
}
