package flow

import "strings"

// Examine turns what was given and what came back into findings, in the order
// of a report. While a proof runs, checks that are still awaited are left out.
func Examine(s Case) []Finding {
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
func examineKeyring(s Case) []Finding {
	if !s.Differs {
		return nil
	}
	return []Finding{Found(KeyringCheck, KeyringDiffers,
		"The keyring holds another secret under this name than the one that was saved: another program wrote it, or a backup was restored.",
		"A "+s.Command("check")+" that passes makes it the saved one. Until then "+s.Command("copy")+" refuses it.",
		"If it is the wrong one, save the right one: "+s.Command(strings.TrimSpace("diagnose "+s.Kept))+".")}
}

// OfSaved is an examination of what is kept: with its last good proof, and
// whether the keyring holds another secret than the one that was saved.
func (s Case) OfSaved(last *Proof, differs bool) Case {
	s.Last, s.Kept = last, s.Answers.Name
	return s.differing(differs)
}

// differing is s where the keyring held another secret than the saved one. What
// is known of that one, its last proof and its end, says nothing of this one.
func (s Case) differing(differs bool) Case {
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
var valueFields = []FieldID{FieldClientID, FieldSecret, FieldToken, FieldAuth, FieldRedirect}

func examineValues(s Case) []Finding {
	findings := judgeGiven(s.Answers)
	var notes []string
	for _, id := range valueFields {
		if id == FieldToken && lacksEndpoint(s.Answers) || s.notGiven(id) {
			continue
		}
		j := Judge(s.Answers, id)
		for _, n := range j.Notes {
			notes = append(notes, strings.ToLower(FieldOf(id).Label)+": "+n)
		}
		for _, f := range j.Findings {
			if !s.leftToEntra(f) && !(id == FieldSecret && s.Answers.Secret.absent()) {
				findings = append(findings, f)
			}
		}
	}
	if len(findings) > 0 {
		return findings
	}
	what := []string{"client ID", "token endpoint"}
	if !s.Answers.Secret.absent() {
		what = []string{"client ID", "secret", "token endpoint"}
	}
	says := "The " + list(what) + " are well-formed, and the endpoint is V2."
	if Judge(s.Answers, FieldSecret).idShaped() {
		says = "The client ID and token endpoint are well-formed. The secret has the form of a Secret ID; Microsoft decides."
	}
	if len(notes) > 0 {
		says += " Cleaned: " + strings.Join(notes, "; ") + "."
	}
	return []Finding{Passed(Values, says)}
}

// notGiven reports a value that is judged only where it is given.
func (s Case) notGiven(id FieldID) bool {
	clean, _ := Clean(s.Answers.Text(id))
	return (id == FieldAuth || id == FieldRedirect) && clean == ""
}

// leftToEntra reports a GUID as secret where the token request will decide.
func (s Case) leftToEntra(f Finding) bool {
	return f.Cause == SecretIDNotValue && !s.Offline && s.sendable()
}

func examineTenant(s Case) []Finding {
	d := s.Seen.Tenant
	switch {
	case d == nil && s.Running:
		return nil
	case d == nil:
		return []Finding{Skipped(TenantCheck, s.whyNotSent("the endpoint leads to no tenant that can be asked for"))}
	case d.TenantID == "" && s.Seen.Token != nil && s.Seen.Token.Got:
		return []Finding{Skipped(TenantCheck, "The look-up brought nothing, but a token was issued, so the tenant exists.")}
	case onNetwork(d.Reply):
		return []Finding{Skipped(TenantCheck, "Not tested: the network stood in the way.")}
	case d.TenantID == "":
		f := replyFinding(TenantCheck, d.Reply)
		if f.Status == Fail {
			f.Step = StepTenant
		}
		return []Finding{f}
	}
	return []Finding{tenantFinding(s, *d)}
}

func tenantFinding(s Case, d Discovery) Finding {
	a := s.Answers
	f := Passed(TenantCheck, "The tenant exists: "+d.TenantID+", "+d.Cloud.Title()+"."+d.graphNote())
	endpoint := Judge(a, FieldToken).Endpoint
	switch {
	case d.Cloud != endpoint.Cloud && !(d.Cloud == USGovDoD && endpoint.Cloud == USGov):
		f = Found(TenantCheck, WrongCloud,
			"The tenant belongs to "+d.Cloud.Title()+", the endpoint to "+endpoint.Cloud.Title()+".",
			"Use "+TokenEndpoint(d.Cloud, d.TenantID)+" instead.")
		f.Step = StepEndpoint
	case IsGUID(a.Tenant) && !strings.EqualFold(a.Tenant, d.TenantID):
		f = Found(TenantCheck, TenantMismatch,
			"The endpoint's tenant is "+d.TenantID+", but "+a.Tenant+" was given.",
			"Take the tenant ID and the endpoint from the same app's Overview page.")
		f.Step = StepTenant
	}
	return repliedBy(f, d.Reply)
}

// graphNote is a word on a Graph host that does not belong to the tenant's cloud:
// the product may have to be told it.
func (d Discovery) graphNote() string {
	if d.GraphHost == "" || d.GraphHost == d.Cloud.GraphHost() {
		return ""
	}
	return " Its Microsoft Graph is at " + d.GraphHost + ", says Microsoft, which is not the one mailgrant asks in this cloud."
}

// whyNotSent is the reason a request was not made, for a skipped check.
func (s Case) whyNotSent(otherwise string) string {
	if s.Offline {
		return "Offline: nothing was sent."
	}
	return "Not tested: " + otherwise + "."
}
