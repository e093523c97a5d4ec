package cli

import (
	"cmp"
	"context"

	"mailgrant/flow"
)

// values are the answers that the flags give. What is wrong with a value is
// for flow to find.
func (a *app) values(ctx context.Context, o *checkOptions) (flow.Answers, error) {
	if sources := o.twoSources(a.World); sources != "" {
		return flow.Answers{}, usage(checkHelp, "The client secret comes from two places, %s: choose one.", sources)
	}
	if _, known := flow.Find(o.guide); !known && o.given("guide") {
		return flow.Answers{}, noSuchGuide(o.guide)
	}
	use := flow.Both
	if o.given("use") {
		var err error
		if use, err = flow.ParseUse(o.use); err != nil {
			return flow.Answers{}, noSuchUse(checkHelp, o.use)
		}
	}
	secret, err := a.readSecret(ctx, o)
	if err != nil {
		return flow.Answers{}, err
	}
	answers := flow.Answers{
		Guide: o.guide, Use: use, ClientID: o.clientID, Secret: secret, Expires: o.expires,
		AuthEndpoint: o.authEndpoint, Redirect: o.redirect, Mailboxes: o.mailboxes, MustRefuse: o.mustRefuse,
	}
	if o.practice {
		samples := cast(a.Now())
		answers = o.fillIn(answers, samples[flow.SampleFor(samples, o.guide)].Answers)
	}
	return o.place(answers), nil
}

// fillIn takes what was not given from practice's good app. The end date
// belongs to its secret.
func (o *checkOptions) fillIn(a, good flow.Answers) flow.Answers {
	if !o.given("guide") {
		a.Guide = good.Guide
	}
	if !o.given("client-id") {
		a.ClientID = good.ClientID
	}
	if a.Secret == (flow.Secret{}) {
		a.Secret = good.Secret
		if !o.given("expires") {
			a.Expires = good.Expires
		}
	}
	if !o.given("tenant") && !o.given("token-endpoint") && !o.given("mailbox") {
		a.Tenant, a.Domain, a.Cloud, a.Mailboxes = good.Tenant, good.Domain, good.Cloud, good.Mailboxes
		a.TokenEndpoint = good.TokenEndpoint
	}
	return a
}

// place says which tenant and endpoint the values lead to. A tenant whose domain
// names no cloud is taken for one of the worldwide cloud: a name can be another
// tenant's in another cloud, so that is not guessed.
func (o *checkOptions) place(a flow.Answers) flow.Answers {
	if o.given("token-endpoint") {
		e := flow.JudgeEndpoint(o.tokenEndpoint, flow.EndpointToken).Endpoint
		a.TokenEndpoint, a.Tenant, a.Cloud = o.tokenEndpoint, e.Tenant, e.Cloud
	}
	if o.given("tenant") {
		a.Tenant, _ = flow.Clean(o.tenant)
	}
	where := a.Tenant
	if where == "" && a.TokenEndpoint == "" {
		where = flow.FirstAddress(o.mailboxes)
	}
	w, problems, _ := flow.ParseWhere(where)
	if len(problems) > 0 || w.Endpoint != "" {
		return a // for flow to find
	}
	a.Tenant = w.Tenant
	if !flow.IsGUID(a.Tenant) {
		a.Domain = a.Tenant
	}
	if a.TokenEndpoint == "" {
		a.Cloud = cmp.Or(w.Cloud, flow.Global)
		a.TokenEndpoint = flow.TokenEndpoint(a.Cloud, a.Tenant)
	}
	return a
}
