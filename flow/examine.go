package flow

import (
	"slices"
	"strings"
	"time"
)

// Examine turns what was given and what came back into findings, in the order
// of a report. While a proof runs, checks that are still awaited are left out.
func Examine(s State) []Finding {
	findings := examineValues(s)
	findings = append(findings, examineNetwork(s)...)
	findings = append(findings, examineClock(s)...)
	findings = append(findings, examineTenant(s)...)
	findings = append(findings, examineToken(s)...)
	grant := examineGrant(s)
	findings = append(findings, grant...)
	var permissions Finding
	if i := slices.IndexFunc(grant, func(f Finding) bool { return f.Check == Permissions }); i >= 0 {
		permissions = grant[i]
	}
	findings = append(findings, examineGraph(s, permissions)...)
	return s.compared(s.early(append(findings, examineExpiry(s))))
}

// valueFields are the fields a credential is made of.
var valueFields = []FieldID{FieldClientID, FieldSecret, FieldToken, FieldAuth, FieldRedirect}

func examineValues(s State) []Finding {
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
func (s State) notGiven(id FieldID) bool {
	clean, _ := Clean(s.Answers.Text(id))
	return (id == FieldAuth || id == FieldRedirect) && clean == ""
}

// leftToEntra reports a GUID as secret where the token request will decide.
func (s State) leftToEntra(f Finding) bool {
	if f.Cause != SecretIDNotValue || s.Offline {
		return false
	}
	_, sent := s.fetch()
	return sent
}

// replies are the answers there are, the token's first.
func (s State) replies() []Reply {
	var rs []Reply
	if s.Seen.Token != nil {
		rs = append(rs, s.Seen.Token.Reply)
	}
	if s.Seen.Tenant != nil {
		rs = append(rs, s.Seen.Tenant.Reply)
	}
	return rs
}

// cutOff is the first read of Graph that the network kept from an answer.
func (s State) cutOff() *Sight {
	if s.Seen.Token == nil {
		return nil
	}
	for i, x := range s.Seen.Token.Sights {
		if !x.Reached && onNetwork(x.Reply) {
			return &s.Seen.Token.Sights[i]
		}
	}
	return nil
}

// onNetwork reports a reply that says something about the way to Microsoft
// and nothing about the credential.
func onNetwork(r Reply) bool { return replyFinding(TokenCheck, r).Check == Network }

func examineNetwork(s State) []Finding {
	rs := s.replies()
	if len(rs) == 0 {
		if s.Phase == Proving {
			return nil
		}
		return []Finding{Skipped(Network, s.whyNotSent("nothing was sent"))}
	}
	i := slices.IndexFunc(rs, onNetwork)
	switch x := s.cutOff(); {
	case x != nil:
		return []Finding{replyFinding(Network, x.Reply)}
	case i < 0 && rs[0].Trouble == NoTrouble:
		f := Passed(Network, rs[0].Host+" answers"+issuedBy(rs[0])+".")
		f.Took = rs[0].Took
		return []Finding{f}
	case i < 0:
		return []Finding{Skipped(Network, "No clean answer to judge the network by.")}
	case s.Seen.Token != nil && s.Seen.Token.Got:
		return []Finding{Passed(Network, rs[0].Host+" answers, though one of two requests did not get through.")}
	}
	return []Finding{replyFinding(Network, rs[i])}
}

func issuedBy(r Reply) string {
	if r.Issuer == "" {
		return ""
	}
	return ", certificate issued by " + r.Issuer
}

// skewLimit is how far the server's clock may be from ours without a word.
const skewLimit = time.Minute

func examineClock(s State) []Finding {
	rs := s.replies()
	i := slices.IndexFunc(rs, func(r Reply) bool { return r.Dated })
	if i < 0 {
		if s.Phase == Proving {
			return nil
		}
		return []Finding{Skipped(Clock, s.whyNotSent("no answer carried the time"))}
	}
	skew := rs[i].Skew
	if skew.Abs() <= skewLimit {
		return []Finding{Passed(Clock, "This computer's clock agrees with Microsoft's.")}
	}
	way := "behind"
	if skew < 0 {
		way = "ahead of"
	}
	return []Finding{Found(Clock, ClockSkew,
		"This computer's clock is "+span(skew.Abs())+" "+way+" Microsoft's.",
		"Turn on automatic time. A client secret does not mind, but a program that judges a token's age by this clock will.")}
}

func examineTenant(s State) []Finding {
	d := s.Seen.Tenant
	switch {
	case d == nil && s.Phase == Proving:
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

func tenantFinding(s State, d Discovery) Finding {
	a := s.Answers
	f := Passed(TenantCheck, "The tenant exists: "+d.TenantID+", "+d.Cloud.Title()+".")
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
	f.Evidence, f.Took = d.Evidence, d.Took
	return f
}

// whyNotSent is the reason a request was not made, for a skipped check.
func (s State) whyNotSent(otherwise string) string {
	if s.Offline {
		return "Offline: nothing was sent."
	}
	return "Not tested: " + otherwise + "."
}
