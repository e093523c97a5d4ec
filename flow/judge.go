package flow

import (
	"cmp"
	"slices"
	"strings"
)

// Judged is a field's value as it will be used, and what is to be said of it.
type Judged struct {
	Value     string
	Secret    Secret   // FieldSecret only
	Endpoint  Endpoint // FieldToken only
	Sendable  bool     // FieldToken: its host is a Microsoft sign-in host and its tenant is known
	Corrected string   // the one right value, where there is one
	Notes     []string // what was cleaned away
	Masked    string   // says that a part of it is masked, and why; "" where all is shown
	Findings  []Finding
}

// Judge looks at one field of the answers. An empty field that is optional, or
// was not reached, has no findings beyond saying that it is missing.
func Judge(a Answers, id FieldID) Judged {
	var j Judged
	switch id {
	case FieldWhere:
		where, findings, notes := ParseWhere(a.Where)
		j = Judged{Value: where.Tenant, Findings: findings, Notes: notes}
	case FieldRedirect:
		j = judgeRedirect(a)
	case FieldClientID:
		j = judgeClientID(a)
	case FieldSecret:
		j = judgeSecret(a)
	case FieldExpires:
		j = judgeExpires(a.Expires)
	case FieldToken:
		j = judgeToken(a)
	case FieldMailbox:
		j = judgeMailboxField(a.Mailbox)
	case FieldAuth:
		j = judgeAuth(a)
	case FieldMessage:
		j = Judged{Value: a.Message}
	case FieldAnswer:
		text, notes := Clean(a.Answer)
		j = Judged{Value: text, Notes: notes}
	case FieldName:
		j = judgeName(a.Name)
	}
	if a.erasing(id) && !slices.ContainsFunc(j.Findings, func(f Finding) bool { return f.Status == Fail }) {
		j.Findings = append(j.Findings, secretLeft(id))
	}
	if id != FieldSecret && id != FieldMessage && a.Shown(id) != a.Text(id) {
		j.Masked = maskedSays
		switch failed := slices.ContainsFunc(j.Findings, func(f Finding) bool { return f.Status == Fail }); {
		case failed:
			j.Value = "" // not kept, sent or handed on
		case id == FieldAnswer:
			j.Masked = "Part of it is masked: an address like this can sign in."
		default:
			j.Masked, j.Findings = "", append(j.Findings, doubted(id))
		}
	}
	for i := range j.Findings {
		j.Findings[i].Step, j.Findings[i].Field = stepOf(id), id
	}
	return j
}

// doubted is said of a value that is masked and may be right all the same: going
// on once more insists on it.
func doubted(id FieldID) Finding {
	f := Found(Values, malformed(id), maskedDoubt, "If it is one, clear the field. "+pasteSecret, "If it is none, go on.")
	f.Status = Warn
	return f
}

func isDoubt(f Finding) bool { return f.Status == Warn && f.Says == maskedDoubt }

// secretLeft is a part of a secret in a field for something else, well-formed or
// not.
func secretLeft(id FieldID) Finding {
	return Found(Values, malformed(id), "A part of what looked like a client secret may be left here.", "Clear the field, then type it again. "+pasteSecret)
}

// malformed is the cause of a value that does not fit its field.
func malformed(id FieldID) Cause {
	cause := EndpointMalformed
	switch id {
	case FieldWhere, FieldMailbox:
		cause = TenantMalformed
	case FieldClientID:
		cause = ClientIDMalformed
	case FieldExpires:
		cause = ExpiryMalformed
	case FieldName:
		cause = NameMalformed
	case FieldRedirect, FieldToken, FieldAuth, FieldSecret, FieldMessage, FieldAnswer:
	}
	return cause
}

// stepOf is the step a field is asked for at.
func stepOf(id FieldID) StepID {
	switch id {
	case FieldWhere:
		return StepTenant
	case FieldRedirect:
		return StepRegister
	case FieldClientID:
		return StepClientID
	case FieldSecret, FieldExpires:
		return StepSecret
	case FieldToken, FieldAuth:
		return StepEndpoint
	case FieldAnswer:
		return StepSignIn
	case FieldMessage:
		return StepMessage
	case FieldMailbox:
		return StepMailbox
	case FieldName:
		return StepKeep
	}
	return ""
}

func judgeClientID(a Answers) Judged {
	id, findings, notes := JudgeClientID(a.ClientID)
	if len(findings) == 0 && IsGUID(a.Tenant) && id == strings.ToLower(a.Tenant) {
		findings = append(findings, Found(Values, ClientIDMalformed,
			"This is the Directory (tenant) ID, not the client ID.",
			"On the Overview page copy Application (client) ID, the line above it."))
	}
	return Judged{Value: id, Findings: findings, Notes: notes}
}

func judgeSecret(a Answers) Judged {
	secret, notes := CleanSecret(a.Secret)
	id, _, _ := JudgeClientID(a.ClientID)
	return Judged{Secret: secret, Notes: notes, Findings: JudgeSecret(secret, id, a.Tenant)}
}

func judgeMailboxField(text string) Judged {
	clean, notes := Clean(text)
	address, findings := judgeMailbox(clean)
	return Judged{Value: cmp.Or(address, clean), Notes: notes, Findings: findings}
}

func judgeRedirect(a Answers) Judged {
	g, _ := Find(a.Guide)
	if clean, notes := Clean(a.Redirect); clean == "" && !g.Redirected {
		return Judged{Notes: notes}
	}
	uri, findings, notes := JudgeRedirectURI(a.Redirect)
	return Judged{Value: uri, Notes: notes, Findings: findings}
}

func judgeExpires(text string) Judged {
	clean, notes := Clean(text)
	if clean == "" {
		return Judged{Notes: notes}
	}
	day, problem := ParseDay(clean)
	if problem != nil {
		return Judged{Notes: notes, Findings: []Finding{*problem}}
	}
	return Judged{Value: day.Format(dayLayout), Notes: notes}
}

const dayLayout = "2006-01-02"

// judgeToken judges the token endpoint, which must name the tenant that the
// other answers lead to.
func judgeToken(a Answers) Judged {
	got := JudgeEndpoint(a.TokenEndpoint, EndpointToken)
	e := got.Endpoint
	j := Judged{Endpoint: e, Corrected: got.Corrected, Notes: got.Notes, Findings: got.Problems}
	if len(got.Problems) == 0 {
		j.Value = "https://" + e.Host + "/" + e.Tenant + "/oauth2/v2.0/token"
		if a.Tenant != e.Tenant && a.Domain != e.Tenant {
			j.Findings = JudgeAgreement(a.Tenant, e)
		}
		if len(j.Findings) > 0 {
			j.Corrected = TokenEndpoint(e.Cloud, a.Tenant)
		}
	}
	j.Sendable = e.Cloud != "" && e.Tenant != "" && !slices.ContainsFunc(got.Problems, misleading)
	return j
}

// misleading reports a problem that makes host or tenant of an endpoint
// unfit even for a look-up.
func misleading(f Finding) bool {
	switch f.Cause {
	case EndpointHostUnknown, EndpointMalformed, EndpointNotHTTPS, TenantMalformed, TenantAlias,
		PlaceholderLeft, CloudClosed, NotAWorkforceTenant:
		return true
	}
	return false
}

// judgeName allows what every keyring takes as an account name.
func judgeName(text string) Judged {
	name, notes := Clean(text)
	j := Judged{Value: name, Notes: notes}
	bad := func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("._-", r))
	}
	switch {
	case name == "":
		j.Findings = []Finding{Found(Values, NameMalformed, "A saved credential needs a name.", "Type one, such as contoso.")}
	case surelySecret(name):
		j.Findings = []Finding{Found(Values, NameMalformed, "This looks like a client secret, not a name.", pasteSecret, "Type a name, such as contoso.")}
	case strings.HasPrefix(name, "-"):
		j.Findings = []Finding{Found(Values, NameMalformed, "A name can't begin with a dash: a command would read it as a flag.", "Begin with a letter or a digit.")}
	case len(name) > 64 || strings.ContainsFunc(name, bad):
		j.Findings = []Finding{Found(Values, NameMalformed, "This name can't be used.",
			"Use up to 64 of the letters a to z, digits, dots, dashes and underscores, without spaces.")}
	}
	return j
}
