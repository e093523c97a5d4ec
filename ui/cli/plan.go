package cli

import (
	"net/url"
	"slices"

	"mailgrant/flow"
	"mailgrant/flow/entra"
	"mailgrant/flow/value"
)

// standIn has the form of a secret, so that the rules plan as if there were one.
var standIn = value.NewSecret("Pla8Q~" + "n-only-nothing-of-this-is-ever-sent")

// plan says what a check would contact, from the effects the rules ask for.
// The keyring is not read.
func (a *app) plan(r *rig, o *checkOptions, subjects []subject) error {
	p := jsonPlan{Schema: "mailgrant.plan/1", Mode: o.mode(), Requests: []planRequest{}}
	for _, sub := range subjects {
		p.Requests = append(p.Requests, a.requests(o, sub)...)
	}
	printPlan(a.ink(), p, o.format)
	if i := slices.IndexFunc(subjects, func(s subject) bool { return s.unknown != nil }); i >= 0 {
		return r.misnamed(*subjects[i].unknown)
	}
	return nil
}

func (a *app) requests(o *checkOptions, sub subject) []planRequest {
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
	s.Offline = o.offline
	_, effects := flow.Next(s, flow.Retry{})
	var requests []planRequest
	for _, effect := range effects {
		switch e := effect.(type) {
		case flow.LookUpTenant:
			requests = append(requests, planRequest{answers.Name, "GET",
				"https://" + e.Host + "/" + url.PathEscape(e.Tenant) + "/v2.0/.well-known/openid-configuration", []string{}})
		case flow.FetchToken:
			requests = append(requests, planRequest{answers.Name, "POST", e.Endpoint, []string{
				"grant_type=client_credentials", "client_id=" + e.ClientID, "scope=" + e.Scope, "client_secret (not shown)"}})
			requests = append(requests, reads(answers.Name, e)...)
		case flow.ProbeKeyring, flow.SaveCredential, flow.OpenSaved, flow.StartBrowserFlow, flow.AwaitRedirect, flow.RedeemCode,
			flow.Explain, flow.WriteReport, flow.WriteFile, flow.OpenURL, flow.CopyText, flow.CopySecret:
		}
	}
	return requests
}

// reads are what Graph is asked with the token, where one is issued.
func reads(name string, e flow.FetchToken) []planRequest {
	var requests []planRequest
	for _, l := range e.Probes {
		if address := entra.ProbeURL(e.Scope, l); address != "" {
			requests = append(requests, planRequest{name, "GET", address, []string{"the token, once it is issued"}})
		}
	}
	return requests
}
