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

// Examine turns what was given and what came back into findings, in the order
// of a report. While a proof runs, checks that are still awaited are left out.
func Examine(s Case) []finding.Finding {
	findings := append(examineKeyring(s), examineValues(s)...)
	findings = append(findings, examineNetwork(s)...)
	findings = append(findings, examineClock(s)...)
	findings = append(findings, examineTenant(s)...)
	findings = append(findings, examineToken(s)...)
	grant := examineGrant(s)
	findings = append(findings, grant...)
	findings = append(findings, behind(grant, examineGraph(s))...)
	return s.compared(s.early(append(findings, examineExpiry(s))))
}

// examineKeyring warns of a secret that was put into the keyring by another program.
func examineKeyring(s Case) []finding.Finding {
	if !s.Differs {
		return nil
	}
	return []finding.Finding{finding.Found(finding.KeyringCheck, finding.KeyringDiffers,
		"The keyring holds another secret under this name than the one that was saved: another program wrote it, or a backup was restored.",
		"A "+s.Command("check")+" that passes makes it the saved one. Until then "+s.Command("copy")+" refuses it.",
		"If it is the wrong one, save the right one: "+s.Command(strings.TrimSpace("diagnose "+s.Kept))+".")}
}

// OfSaved is an examination of what is kept: with its last good proof, and
// whether the keyring holds another secret than the one that was saved.
func (s Case) OfSaved(last *Proof, differs bool) Case {
	s.Last, s.Kept = last, s.Answers.Name
	return s.Differing(differs)
}

// Differing is s where the keyring held another secret than the saved one. What
// is known of that one, its last proof and its end, says nothing of this one.
func (s Case) Differing(differs bool) Case {
	s.Differs = differs
	if !differs {
		return s
	}
	s.Answers.Expires, s.Original.Expires = "", ""
	if s.Last != nil {
		last := *s.Last
		last.Replaced = true
		s.Last = &last
	}
	return s
}

// valueFields are the fields a credential is made of.
var valueFields = []finding.FieldID{guide.FieldClientID, guide.FieldSecret, guide.FieldToken, guide.FieldAuth, guide.FieldRedirect}

func examineValues(s Case) []finding.Finding {
	findings := form.JudgeGiven(s.Answers)
	var notes []string
	for _, id := range valueFields {
		if id == guide.FieldToken && form.LacksEndpoint(s.Answers) || s.NotGiven(id) {
			continue
		}
		j := form.Judge(s.Answers, id)
		for _, n := range j.Notes {
			notes = append(notes, strings.ToLower(guide.FieldOf(id).Label)+": "+n)
		}
		for _, f := range j.Findings {
			if !s.leftToEntra(f) && !(id == guide.FieldSecret && s.Answers.Secret.Absent()) {
				findings = append(findings, f)
			}
		}
	}
	if len(findings) > 0 {
		return findings
	}
	what := []string{"client ID", "token endpoint"}
	if !s.Answers.Secret.Absent() {
		what = []string{"client ID", "secret", "token endpoint"}
	}
	says := "The " + text.List(what) + " are well-formed, and the endpoint is V2."
	if form.Judge(s.Answers, guide.FieldSecret).IdShaped() {
		says = "The client ID and token endpoint are well-formed. The secret has the form of a Secret ID; Microsoft decides."
	}
	if len(notes) > 0 {
		says += " Cleaned: " + strings.Join(notes, "; ") + "."
	}
	return []finding.Finding{finding.Passed(finding.Values, says)}
}

// NotGiven reports a value that is judged only where it is given.
func (s Case) NotGiven(id finding.FieldID) bool {
	clean, _ := value.Clean(s.Answers.Text(id))
	return (id == guide.FieldAuth || id == guide.FieldRedirect) && clean == ""
}

// leftToEntra reports a GUID as secret where the token request will decide.
func (s Case) leftToEntra(f finding.Finding) bool {
	return f.Cause == finding.SecretIDNotValue && !s.Offline && s.Sendable()
}

func examineTenant(s Case) []finding.Finding {
	d := s.Seen.Tenant
	switch {
	case d == nil && s.Running:
		return nil
	case d == nil:
		return []finding.Finding{finding.Skipped(finding.TenantCheck, s.whyNotSent("the endpoint leads to no tenant that can be asked for"))}
	case d.TenantID == "" && s.Seen.Token != nil && s.Seen.Token.Got:
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
	return []finding.Finding{tenantFinding(s, *d)}
}

func tenantFinding(s Case, d wire.Discovery) finding.Finding {
	a := s.Answers
	f := finding.Passed(finding.TenantCheck, "The tenant exists: "+d.TenantID+", "+d.Cloud.Title()+"."+d.GraphNote())
	endpoint := form.Judge(a, guide.FieldToken).Endpoint
	switch {
	case d.Cloud != endpoint.Cloud && !(d.Cloud == value.USGovDoD && endpoint.Cloud == value.USGov):
		f = finding.Found(finding.TenantCheck, finding.WrongCloud,
			"The tenant belongs to "+d.Cloud.Title()+", the endpoint to "+endpoint.Cloud.Title()+".",
			"Use "+value.TokenEndpoint(d.Cloud, d.TenantID)+" instead.")
		f.Step = guide.StepEndpoint
	case value.IsGUID(a.Tenant) && !strings.EqualFold(a.Tenant, d.TenantID):
		f = finding.Found(finding.TenantCheck, finding.TenantMismatch,
			"The endpoint's tenant is "+d.TenantID+", but "+a.Tenant+" was given.",
			"Take the tenant ID and the endpoint from the same app's Overview page.")
		f.Step = guide.StepTenant
	}
	return repliedBy(f, d.Reply)
}

// whyNotSent is the reason a request was not made, for a skipped check.
func (s Case) whyNotSent(otherwise string) string {
	if s.Offline {
		return "Offline: nothing was sent."
	}
	return "Not tested: " + otherwise + "."
}
