package intake

import (
	"slices"
	"strings"
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// judged are the faults of labelled values, as settings of a product. What a
// reporter masked is no fault.
func judged(list []Value) (facts []Fact) {
	g, server := grantOf(list), serverOf(list)
	for _, v := range list {
		if v.Field == FieldScope && server != "" && graphs(v.Text) {
			f := shows(finding.ScopeInvalid, "the mail server "+quote(server)+" (IMAP, SMTP) accepts no token for Microsoft Graph; the scope is "+quote(v.Text))
			f.Do = []string{"In the product, set the scope to https://outlook.office365.com/.default for an app without a user. Where a person signs in, use https://outlook.office.com/IMAP.AccessAsUser.All or https://outlook.office.com/SMTP.Send, with offline_access."}
			facts = append(facts, f)
			continue
		}
		if v.Label == "" || !v.Set && !slices.Contains(plainly, v.Field) {
			continue
		}
		for _, f := range v.faults(g) {
			f.Firm = f.Firm && v.Set
			if v.Field != guide.FieldExpires {
				f.Says = v.Label + ": " + f.Says
			}
			facts = append(facts, f)
		}
	}
	return facts
}

// plainly are the fields that show a fault behind a label in words, too.
var plainly = []finding.FieldID{guide.FieldToken, guide.FieldAuth, guide.FieldOrganization, FieldScope}

// grantKind is how the settings get a token; "" if they don't say.
type grantKind string

const (
	byApp  grantKind = "client_credentials"
	byUser grantKind = "authorization_code"
	likely grantKind = "client_credentials, by what is there" // a secret, and nothing to sign in with
)

func grantOf(list []Value) grantKind {
	var g grantKind
	secret := false
	for _, v := range list {
		secret = secret || v.Field == guide.FieldSecret
		switch {
		case v.Field == FieldGrant && strings.Contains(folded(v.Text), "clientcredential"):
			return byApp
		case v.Field == FieldGrant && strings.Contains(folded(v.Text), "authorizationcode"):
			return byUser
		case v.Field == FieldScope && strings.HasSuffix(v.Text, "/.default"):
			g = byApp
		case (v.Field == guide.FieldAuth || v.Field == guide.FieldRedirect) && g == "":
			g = byUser
		}
	}
	if g == "" && secret {
		g = likely
	}
	return g
}

// serverOf is the server for IMAP or SMTP that the settings name; "" for none.
func serverOf(list []Value) string {
	for _, v := range list {
		host := strings.ToLower(v.Text)
		if v.Field == FieldHost && (strings.Contains(host, "outlook.office365.") || strings.Contains(host, "smtp.office365.") || strings.Contains(host, "outlook.office.")) && !strings.Contains(host, "/ews/") {
			return v.Text
		}
	}
	return ""
}

// graphs reports a scope of Microsoft Graph.
func graphs(scope string) bool {
	lower := strings.ToLower(scope)
	return strings.Contains(lower, "graph.microsoft") || strings.Contains(lower, "microsoftgraph.chinacloudapi")
}

// faults judge one value.
func (v Value) faults(g grantKind) (facts []Fact) {
	if v.Text = unmasked(v.Text); text.Masked(v.Text) || reference(v.given()) {
		return nil
	}
	switch v.Field {
	case FieldScope:
		return v.scopeFaults(g)
	case FieldHost:
		return v.hostFaults()
	case guide.FieldExpires:
		if end := v.day(); !end.IsZero() {
			f := shows(finding.SecretExpired, "the client secret ended on "+day(end))
			f.Since = end
			facts = append(facts, f)
		}
	}
	for _, p := range v.problems() {
		if f, ok := fault(p, v, g); ok {
			facts = append(facts, f)
		}
	}
	return facts
}

// unmasked is an address whose tenant a reporter masked, with another one: the
// rest of it still tells.
func unmasked(txt string) string {
	if !value.URLLike(txt) {
		return txt
	}
	parts := strings.Split(txt, "/")
	for i := 3; i < len(parts); i++ {
		if text.Masked(parts[i]) {
			parts[i] = "contoso.com"
		}
	}
	return strings.Join(parts, "/")
}

// problems are what the judges of single values find.
func (v Value) problems() (problems []finding.Finding) {
	switch v.Field {
	case guide.FieldClientID:
		_, problems, _ = value.JudgeClientID(v.given())
	case FieldTenant:
		if _, problem := value.ParseTenant(v.given()); problem != nil {
			problems = []finding.Finding{*problem}
		}
	case guide.FieldToken:
		problems = value.JudgeEndpoint(v.given(), value.EndpointToken).Problems
	case guide.FieldAuth:
		problems = value.JudgeEndpoint(v.given(), value.EndpointAuthorize).Problems
	case guide.FieldOrganization:
		j := value.JudgeEndpoint(v.Text, "")
		if k := j.Endpoint.Kind; k == value.EndpointToken || k == value.EndpointAuthorize {
			j = value.JudgeEndpoint(v.Text, k)
		}
		if j.Endpoint.Tenant != "" { // the host alone is a setting, too
			problems = j.Problems
		}
	case guide.FieldSecret:
		problems = secretFaults(v.Secret)
	case guide.FieldRedirect:
		_, all, _ := value.JudgeRedirectURI(v.Text)
		for _, p := range all {
			if p.Cause == finding.EndpointNotHTTPS {
				problems = append(problems, p)
			}
		}
	}
	return problems
}

// day is the day that a value names; zero if it names none.
func (v Value) day() time.Time {
	if end := moment(v.Text); !end.IsZero() {
		return end
	}
	if d, problem := value.ParseDate(v.Text); problem == nil {
		return d
	}
	return time.Time{}
}

// fault is a finding about a setting, as a fact.
func fault(p finding.Finding, v Value, g grantKind) (Fact, bool) {
	if v.last && strings.HasSuffix(string(p.Cause), "-malformed") {
		return Fact{}, false
	}
	switch p.Cause {
	case finding.TenantAlias:
		if g == byUser {
			return hints(p.Says, p.Cause), true
		}
	case finding.PlaceholderLeft:
		f := hints(p.Says, p.Cause)
		f.Firm = template(v.Text) || template(v.Secret.Reveal())
		return f, true
	case finding.SecretShapeUnusual, finding.AdminConsentFormUndocumented:
		return Fact{}, false
	case finding.EndpointHostUnknown, finding.EndpointMalformed, finding.TenantMalformed, finding.EndpointWrongKind:
		return hints(p.Says, p.Cause), v.Set
	}
	return shows(p.Cause, p.Says), true
}

// secretFaults judge a secret, except one that a reporter masked.
func secretFaults(s value.Secret) []finding.Finding {
	if text.Masked(s.Reveal()) {
		return nil
	}
	list := value.JudgeSecret(s)
	if len(list) > 0 && list[0].Cause == finding.SecretMalformed {
		return nil // a quotation breaks values: it does not show what the product has
	}
	return list
}
