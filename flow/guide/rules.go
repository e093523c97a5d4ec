package guide

import (
	"slices"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/value"
)

// order has every step that a guide can have.
var order = []finding.StepID{
	StepRights, StepUse, StepTenant, StepMailbox, StepReady, StepPortal, StepRegister, StepClientID, StepPermission, StepConsent,
	StepKeyring, StepSecret, StepEndpoint, StepSignIn, StepVerify, StepKeep, StepHandoff,
}

// optional are the steps that a guide can be without.
var optional = []finding.StepID{StepRights, StepMailbox, StepReady, StepPortal, StepEndpoint, StepSignIn}

// first and last are where every guide begins and ends.
var (
	first = []finding.StepID{StepRights, StepUse, StepTenant, StepMailbox}
	last  = []finding.StepID{StepVerify, StepKeep, StepHandoff}
)

// before are steps that need what another brings.
var before = []struct {
	step, after finding.StepID
	why         string
}{
	{StepReady, StepPortal, "it says what to have at hand before the portal"},
	{StepReady, StepRegister, "it says what to have at hand before the portal"},
	{StepPortal, StepRegister, "the app is registered in the portal"},
	{StepRegister, StepClientID, "an app has its client ID once it is registered"},
	{StepClientID, StepPermission, "the page of the permissions needs the client ID"},
	{StepPermission, StepConsent, "consent is granted to permissions"},
	{StepConsent, StepSignIn, "a sign-in needs consent"},
	{StepKeyring, StepSecret, "the secret is shown once, so the keyring is tried first"},
	{StepClientID, StepSecret, "the page of the secrets needs the client ID"},
	{StepClientID, StepEndpoint, "the page of the endpoints needs the client ID"},
	{StepSecret, StepSignIn, "a sign-in is tested with the secret"},
	{StepEndpoint, StepSignIn, "a sign-in goes to the endpoints"},
}

// rules finds what no single line tells.
func (f *file) rules(g Guide, at int) {
	f.whole(g, at)
	f.walkable(g, at)
	if len(g.Steps) == 0 {
		return
	}
	for _, use := range []value.Use{value.Incoming, value.Outgoing} {
		mail := func(p Permission) bool { return strings.HasPrefix(p.Name, "Mail.") }
		if !slices.ContainsFunc(g.Wanted(use), mail) && len(g.Permissions) > 0 {
			f.bad(at, "No Mail permission is listed to %s: the table of permissions must cover both uses.", use.Words())
		}
	}
	for _, s := range g.Steps {
		if s.Blade != "" && (s.Path == "" || len(s.Do) == 0 || s.See == "" || len(s.IfNot) == 0) {
			f.bad(at, "The step %s is a page of the portal, so it needs a Path, what to do, what to see and what if not: add a section ## %s.", s.ID, s.ID)
		}
	}
}

// whole finds what a guide lacks.
func (f *file) whole(g Guide, at int) {
	for _, id := range order {
		if g.Index(id) < 0 && !slices.Contains(optional, id) {
			f.bad(at, "The steps lack %s.", id)
		}
	}
	secrets := 0
	for _, e := range g.Sheet {
		if e.Secret {
			secrets++
		}
	}
	switch {
	case len(g.Permissions) == 0:
		f.bad(at, "The section ## %s lacks its table: | Permission | Type | Needed | For | ID |.", StepPermission)
	case len(g.Sheet) == 0:
		f.bad(at, "The section ## %s lacks its table: | Field | Value | Note |.", StepHandoff)
	case secrets != 1:
		f.bad(at, "The table of ## %s must have one field with the value {secret}; it has %d.", StepHandoff, secrets)
	}
	if len(g.After) == 0 {
		f.bad(at, "The section ## %s lacks a list with dashes: what to do in the product then.", StepHandoff)
	}
	signsIn := g.Index(StepSignIn) >= 0
	if signsIn != (g.Grant == AuthorizationCode) && g.Grant.Words() != "" {
		f.bad(at, "The step %s is for the grant %s only, which needs it.", StepSignIn, AuthorizationCode)
	}
	if g.Grant == AdminConsent && g.Index(StepEndpoint) < 0 {
		f.bad(at, "The grant %s needs the step %s, which gives the address of the consent page.", AdminConsent, StepEndpoint)
	}
}

// walkable finds steps in an order that a session can't walk.
func (f *file) walkable(g Guide, at int) {
	ids := g.ids()
	f.inRow(slices.DeleteFunc(slices.Clone(first), func(id finding.StepID) bool { return g.Index(id) < 0 }), ids, at, "first")
	if len(ids) > len(last) {
		f.inRow(last, ids[len(ids)-len(last):], at, "last")
	}
	rules := before
	if g.Grant == AdminConsent {
		rules = append(slices.Clone(rules), rules[0])
		rules[len(rules)-1].step, rules[len(rules)-1].after, rules[len(rules)-1].why = StepEndpoint, StepConsent, "the consent page is at the auth endpoint"
	}
	for _, r := range rules {
		if i, j := g.Index(r.step), g.Index(r.after); i > j && j >= 0 {
			f.bad(at, "The step %s must come before %s: %s.", r.step, r.after, r.why)
		}
	}
	if i := g.Index(StepSignIn); i >= 0 && g.Index(StepVerify) != i+1 {
		f.bad(at, "The step %s must be right after %s.", StepVerify, StepSignIn)
	}
}

// inRow holds the steps at an end of a guide to their order.
func (f *file) inRow(want, have []finding.StepID, at int, end string) {
	if len(want) > 0 && (len(have) < len(want) || !slices.Equal(have[:len(want)], want)) {
		f.bad(at, "These steps must come %s, in this order: %s.", end, strings.Join(inWords(want), ", "))
	}
}
