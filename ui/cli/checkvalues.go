package cli

import (
	"cmp"
	"context"

	"mailgrant/flow"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/ui/run"
)

// values are the values from the flags. Package flow finds what is wrong with
// them.
func (a *app) values(ctx context.Context, o *checkOptions) (form.Values, error) {
	if sources := o.twoSources(a.World); sources != "" {
		return form.Values{}, usage(checkHelp, "The client secret comes from more than one source (%s): choose one.", sources)
	}
	if _, known := guide.Find(o.guide); !known && o.given("guide") {
		return form.Values{}, noSuchGuide(o.guide)
	}
	use := value.Both
	if o.given("use") {
		var err error
		if use, err = value.ParseUse(o.use); err != nil {
			return form.Values{}, noSuchUse(checkHelp, o.use)
		}
	}
	secret, err := a.readSecret(ctx, o)
	if err != nil {
		return form.Values{}, err
	}
	var beside form.Beside
	if o.secretStdin || o.given("secret-file") {
		secret, beside = flow.SecretIn(secret)
	}
	answers := form.Values{
		Registration: form.Registration{
			Guide: o.guide, ClientID: o.clientID, Expires: o.expires,
			AuthEndpoint: o.authEndpoint, Redirect: o.redirect, Mailboxes: o.mailboxes,
		},
		Own: o.own, Use: use, Secret: secret, Beside: beside,
		MustRefuse: o.mustRefuse,
	}
	if o.own != nil {
		answers.Guide = o.own.ID
	}
	if o.practice {
		samples := run.PracticeSamples(a.Now(), o.own)
		answers = o.fillIn(answers, samples[flow.SampleFor(samples, answers.Guide)].Values)
	}
	return o.place(answers), nil
}

// fillIn fills in missing values from practice's good app. The end date belongs
// to its secret.
func (o *checkOptions) fillIn(a, good form.Values) form.Values {
	if a.Guide == "" && !o.given("guide") {
		a.Guide = good.Guide
	}
	if !o.given("client-id") {
		a.ClientID = good.ClientID
	}
	if a.Secret == (value.Secret{}) {
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

// place determines the tenant and endpoint of the values. A tenant whose domain
// names no cloud is looked up in the worldwide cloud only: in another cloud the
// same name can be a different tenant, so mailgrant does not guess.
func (o *checkOptions) place(a form.Values) form.Values {
	if o.given("token-endpoint") {
		e := value.JudgeEndpoint(o.tokenEndpoint, value.EndpointToken).Endpoint
		a.TokenEndpoint, a.Tenant, a.Cloud = o.tokenEndpoint, e.Tenant, e.Cloud
	}
	if o.given("tenant") {
		a.Tenant, _ = value.Clean(o.tenant)
	}
	where := a.Tenant
	if where == "" && a.TokenEndpoint == "" {
		where = form.FirstAddress(o.mailboxes)
	}
	w, problems, _ := value.ParseLocation(where)
	if len(problems) > 0 || w.Endpoint != "" {
		return a // flow reports it
	}
	a.Tenant = w.Tenant
	if !value.IsGUID(a.Tenant) {
		a.Domain = a.Tenant
	}
	if a.TokenEndpoint == "" {
		a.Cloud = cmp.Or(w.Cloud, value.Global)
		a.TokenEndpoint = value.TokenEndpoint(a.Cloud, a.Tenant)
	}
	return a
}
