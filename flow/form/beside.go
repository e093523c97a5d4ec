package form

import (
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// Beside is what else a text holds that the secret was read from. Nothing of it
// is used: it must not contradict what was given.
type Beside struct {
	ClientID string
	Tenant   string // GUID; "" if it is not known
	Secrets  int    // how many there are, where the text names its values; 0 or more than one is a finding
	Labelled bool   // it names its values
	Joined   bool   // the secret was broken over two lines
}

// judgeSource judges a text with labels that does not hold exactly one secret.
func (b Beside) judgeSource() []finding.Finding {
	const alone = "Give a file with the Value of one client secret, alone or behind its label."
	switch {
	case !b.Labelled || b.Secrets == 1:
		return nil
	case b.Secrets == 0:
		return []finding.Finding{finding.New(finding.Values, finding.SecretMissing, "Where the client secret should be read from, there are labelled values, but no client secret.", alone)}
	}
	return []finding.Finding{finding.New(finding.Values, finding.SecretMalformed, "Where the client secret should be read from, there is more than one client secret.", alone)}
}

// Contradictions are the IDs beside the secret that differ from the given ones.
// tenant is the given one, as a GUID where that is known.
func (a Values) Contradictions(tenant string) []finding.Finding {
	var findings []finding.Finding
	if id := a.UsableClientID(); id != "" && a.Beside.ClientID != "" && a.Beside.ClientID != id {
		f := finding.New(finding.Values, finding.ClientIDMalformed,
			"The client secret is kept with another client ID, "+a.Beside.ClientID+", than the one given, "+id+".",
			"Find out which app the secret is for, and give that app's client ID.")
		f.Step, f.Field = guide.StepClientID, guide.FieldClientID
		findings = append(findings, f)
	}
	if other := a.Beside.Tenant; other != "" && value.IsGUID(tenant) && !strings.EqualFold(other, tenant) {
		f := finding.New(finding.Values, finding.TenantMismatch,
			"The client secret is kept with another tenant, "+other+", than the one given, "+tenant+".",
			"Take the secret, the client ID and the tenant from the same app.")
		f.Step = guide.StepTenant
		findings = append(findings, f)
	}
	return findings
}
