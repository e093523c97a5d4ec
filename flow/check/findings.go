package check

import (
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// Examine turns the given values and the answers into findings, in the order of
// a report. While a verification runs, checks without a result are left out.
func Examine(c Case) []finding.Finding {
	findings := append(examineKeyring(c), examineValues(c)...)
	findings = append(findings, examineNetwork(c)...)
	findings = append(findings, examineClock(c)...)
	findings = append(findings, examineTenant(c)...)
	findings = append(findings, examineToken(c)...)
	grant := examineGrant(c)
	findings = append(findings, grant...)
	findings = append(findings, behind(grant, examineGraph(c))...)
	return c.filled(c.compared(c.markPropagating(append(findings, examineExpiry(c)))))
}

// examineKeyring warns about a secret that another program wrote to the
// keyring.
func examineKeyring(c Case) []finding.Finding {
	if !c.Differs {
		return nil
	}
	return []finding.Finding{finding.New(finding.KeyringCheck, finding.KeyringDiffers,
		"The keyring holds another secret under this name than the one that was saved: another program wrote it, or a backup was restored.",
		"A "+c.Command("check")+" that passes makes it the saved one. Until then "+c.Command("copy")+" refuses it.",
		"If it is the wrong one, save the right one: "+c.Command(strings.TrimSpace("diagnose "+c.Kept))+".")}
}

// OfSaved is c as an examination of a saved credential: with its last good
// verification, and whether the keyring holds another secret than the saved
// one.
func (c Case) OfSaved(last *Verification, differs bool) Case {
	c.Last, c.Kept = last, c.Values.Name
	return c.Differing(differs)
}

// Differing is c for a keyring that holds another secret than the saved one.
// The last verification and the end date of the saved secret do not apply to
// it.
func (c Case) Differing(differs bool) Case {
	c.Differs = differs
	if !differs {
		return c
	}
	c.Values.Expires, c.Original.Expires = "", ""
	if c.Last != nil {
		last := *c.Last
		last.Replaced = true
		c.Last = &last
	}
	return c
}

// valueFields are the fields that make up a credential.
var valueFields = []finding.FieldID{guide.FieldClientID, guide.FieldSecret, guide.FieldToken, guide.FieldAuth, guide.FieldRedirect}

func examineValues(c Case) []finding.Finding {
	findings := form.JudgeGiven(c.Values)
	var notes []string
	for _, id := range valueFields {
		if id == guide.FieldToken && form.LacksEndpoint(c.Values) || c.NotGiven(id) {
			continue
		}
		j := form.Judge(c.Values, id)
		for _, n := range j.Notes {
			notes = append(notes, strings.ToLower(guide.FieldOf(id).Label)+": "+n)
		}
		for _, f := range j.Findings {
			if !c.leftToEntra(f) && !(id == guide.FieldSecret && c.Values.Secret.Absent()) {
				findings = append(findings, f)
			}
		}
	}
	findings = append(findings, c.Values.Contradictions(c.tenantID())...)
	if len(findings) > 0 {
		return findings
	}
	what := []string{"client ID", "token endpoint"}
	if !c.Values.Secret.Absent() {
		what = []string{"client ID", "secret", "token endpoint"}
	}
	says := "The " + text.List(what) + " are well-formed, and the endpoint is V2."
	if form.Judge(c.Values, guide.FieldSecret).IDShaped() {
		says = "The client ID and token endpoint are well-formed. The secret has the form of a Secret ID; Microsoft decides."
	}
	if len(notes) > 0 {
		says += " Cleaned: " + strings.Join(notes, "; ") + "."
	}
	return []finding.Finding{finding.Passed(finding.Values, says)}
}

// NotGiven reports a missing value that is judged only if it is given.
func (c Case) NotGiven(id finding.FieldID) bool {
	clean, _ := value.Clean(c.Values.Text(id))
	return (id == guide.FieldAuth || id == guide.FieldRedirect) && clean == ""
}

// leftToEntra reports a GUID given as the secret that the token request will
// judge.
func (c Case) leftToEntra(f finding.Finding) bool {
	return f.Cause == finding.SecretIDNotValue && !c.Offline && c.Sendable()
}

func examineTenant(c Case) []finding.Finding {
	d := c.Results.Tenant
	switch {
	case d == nil && c.Running:
		return nil
	case d == nil:
		return []finding.Finding{finding.Skipped(finding.TenantCheck, c.whyNotSent("the endpoint leads to no tenant that can be asked for"))}
	case d.TenantID == "" && c.Results.Token != nil && c.Results.Token.Got:
		return []finding.Finding{finding.Skipped(finding.TenantCheck, "The look-up brought nothing, but a token was issued, so the tenant exists.")}
	case onNetwork(d.Reply):
		return []finding.Finding{finding.Skipped(finding.TenantCheck, "Not tested: the network stood in the way.")}
	case d.TenantID == "":
		f := ReplyFinding(finding.TenantCheck, d.Reply)
		if f.Status == finding.Fail {
			f.Step = guide.StepTenant
		}
		return []finding.Finding{f}
	}
	return []finding.Finding{tenantFinding(c, *d)}
}

func tenantFinding(c Case, d wire.Discovery) finding.Finding {
	a := c.Values
	f := finding.Passed(finding.TenantCheck, "The tenant exists: "+d.TenantID+", "+d.Cloud.Title()+"."+d.GraphNote())
	endpoint := form.Judge(a, guide.FieldToken).Endpoint
	switch {
	case d.Cloud != endpoint.Cloud && !(d.Cloud == value.USGovDoD && endpoint.Cloud == value.USGov):
		f = finding.New(finding.TenantCheck, finding.WrongCloud,
			"The tenant belongs to "+d.Cloud.Title()+", the endpoint to "+endpoint.Cloud.Title()+".",
			"Use "+value.TokenEndpoint(d.Cloud, d.TenantID)+" instead.")
		f.Step = guide.StepEndpoint
	case value.IsGUID(a.Tenant) && !strings.EqualFold(a.Tenant, d.TenantID):
		f = finding.New(finding.TenantCheck, finding.TenantMismatch,
			"The endpoint's tenant is "+d.TenantID+", but "+a.Tenant+" was given.",
			"Take the tenant ID and the endpoint from the same app's Overview page.")
		f.Step = guide.StepTenant
	}
	return repliedBy(f, d.Reply)
}

// whyNotSent is the reason why a request was not made, for a skipped check.
func (c Case) whyNotSent(otherwise string) string {
	if c.Offline {
		return "Offline: nothing was sent."
	}
	return "Not tested: " + otherwise + "."
}
