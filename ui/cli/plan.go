package cli

import (
	"net/url"
	"slices"

	"mailgrant/flow"
	"mailgrant/flow/entra"
	"mailgrant/flow/value"
	"mailgrant/ui/report"
)

// standIn has the form of a secret, so that the rules plan as if there were
// one.
var standIn = value.NewSecret("Pla8Q~" + "n-only-nothing-of-this-is-ever-sent")

// plan prints what a check would contact, from the effects that the rules ask
// for. It does not read the keyring.
func (a *app) plan(r *rig, o *checkOptions, subjects []subject) error {
	p := report.JSONPlan{Schema: "mailgrant.plan/1", Mode: o.mode(), Requests: []report.PlanRequest{}}
	for _, sub := range subjects {
		p.Requests = append(p.Requests, a.requests(o, sub)...)
	}
	report.Plan(a.ink(), p, o.format)
	if i := slices.IndexFunc(subjects, func(s subject) bool { return s.unknown != nil }); i >= 0 {
		return r.misnamed(*subjects[i].unknown)
	}
	return nil
}

func (a *app) requests(o *checkOptions, sub subject) []report.PlanRequest {
	if sub.unknown != nil {
		return nil
	}
	answers := sub.answers
	if sub.slug != "" {
		answers = o.beside(answers)
	}
	if sub.slug != "" || !answers.Secret.Empty() {
		answers.Secret = standIn
	}
	s := flow.Examination(answers, a.Now())
	s.Settings = o.settings(s.Settings)
	_, effects := flow.Next(s, flow.Retry{})
	var requests []report.PlanRequest
	for _, effect := range effects {
		switch e := effect.(type) {
		case flow.LookUpTenant:
			requests = append(requests, report.PlanRequest{Name: answers.Name, Method: "GET",
				URL: "https://" + e.Host + "/" + url.PathEscape(e.Tenant) + "/v2.0/.well-known/openid-configuration", Sends: []string{}})
		case flow.FetchToken:
			requests = append(requests, report.PlanRequest{Name: answers.Name, Method: "POST", URL: e.Endpoint, Sends: []string{
				"grant_type=client_credentials", "client_id=" + e.ClientID, "scope=" + e.Scope, "client_secret (not shown)"}})
			requests = append(requests, reads(answers.Name, e)...)
		case flow.ProbeKeyring, flow.SaveCredential, flow.OpenSaved, flow.StartBrowserFlow, flow.AwaitRedirect, flow.RedeemCode,
			flow.Explain, flow.WriteReport, flow.WriteFile, flow.OpenURL, flow.CopyText, flow.CopySecret:
		}
	}
	return requests
}

// reads are the requests to Graph with the token, if it is issued.
func reads(name string, e flow.FetchToken) []report.PlanRequest {
	var requests []report.PlanRequest
	for _, l := range e.Probes {
		if address := entra.ProbeURL(e.Scope, l); address != "" {
			requests = append(requests, report.PlanRequest{Name: name, Method: "GET", URL: address, Sends: []string{"the token, once it is issued"}})
		}
	}
	return requests
}
