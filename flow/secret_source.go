package flow

import (
	"slices"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/intake"
	"mailgrant/flow/value"
)

// SecretIn takes the secret out of a text that names its values, such as a .env
// or the output of az. Any other text is the secret itself. Of what else
// it holds only the IDs are kept, to compare them with the given ones.
func SecretIn(source value.Secret) (value.Secret, form.Beside) {
	txt := source.Reveal()
	values := slices.DeleteFunc(intake.Read(txt).Values, func(v intake.Value) bool { return v.Label == "" && v.Field != guide.FieldSecret })
	if !slices.ContainsFunc(values, names) || oneValue(txt) {
		if p, ok := (State{}).joined(guide.FieldSecret, txt); ok {
			return p.Secret, form.Beside{Joined: true}
		}
		return source, form.Beside{}
	}
	beside := form.Beside{Labelled: true}
	var found []candidate
	for _, v := range values {
		if v.Field == guide.FieldSecret {
			c, _ := candidateOf(v, "")
			found = append(found, c)
		} else if c, ok := candidateOf(v, ""); ok {
			found = append(found, c)
		}
	}
	if ids := bestFor(guide.FieldClientID, found); len(ids) == 1 {
		beside.ClientID = ids[0].Text
	}
	if where := bestFor(guide.FieldOrganization, withOrganization(found, false)); len(where) == 1 && value.IsGUID(tenantIn(where[0].Text)) { // a domain is one of several names
		beside.Tenant = tenantIn(where[0].Text)
	}
	secrets := bestFor(guide.FieldSecret, found)
	if beside.Secrets = len(secrets); beside.Secrets == 1 {
		beside.Joined = secrets[0].Joined
		return secrets[0].Secret, beside
	}
	return value.NewSecret(""), beside
}

// names reports a labelled value of a credential.
func names(v intake.Value) bool {
	switch v.Field {
	case guide.FieldClientID, guide.FieldSecret, intake.FieldTenant, intake.FieldSecretID, guide.FieldToken, guide.FieldAuth:
		return v.Label != ""
	}
	return false
}

// oneValue reports a single line that is a secret as it is: nothing in it has to
// be left out but what cleaning does.
func oneValue(txt string) bool {
	txt = strings.TrimSpace(txt)
	clean, _ := value.CleanSecret(value.NewSecret(txt))
	return !strings.ContainsAny(txt, "\r\n") && !slices.ContainsFunc(value.JudgeSecret(clean), func(f finding.Finding) bool { return f.Status == finding.Fail })
}
