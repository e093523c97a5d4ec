package check

import (
	"slices"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// examineSession judges the result of a sign-in: who signed in, and whether it
// lasts.
func examineSession(c Case) finding.Finding {
	session := c.Results.SignIn
	f := finding.Passed(finding.TokenCheck, "Signed in as "+orSomeone(session.Identity)+"; the access was renewed once. All tokens were dropped.")
	f = repliedBy(f, session.Reply)
	switch {
	case session.Refreshed:
		return f
	case session.Refresh.Trouble == wire.NotAsked:
		f = finding.New(finding.TokenCheck, finding.PermissionMissing, "Microsoft issued no refresh token, so the product would lose access after an hour.",
			"In API permissions add offline_access as Delegated permission, then sign in again.")
	default:
		f = ReplyFinding(finding.TokenCheck, session.Refresh)
		f.Says = "The sign-in worked, but the access could not be renewed. " + f.Says
	}
	f.Step = guide.StepPermission
	return f
}

func orSomeone(i wire.Identity) string {
	switch {
	case !i.Verified:
		return "somebody"
	case i.User != "":
		return i.User
	}
	return "a user of this tenant"
}

// examineIdentity judges the ID token and the access token's claims.
func examineIdentity(c Case, g wire.Grant) []finding.Finding {
	session := c.Results.SignIn
	tenant := c.tenantID()
	foreign := session.Identity.TenantID
	if foreign == "" && !g.Opaque { // not verified, but it explains why
		foreign = g.TenantID
	}
	switch {
	case value.IsGUID(tenant) && value.IsGUID(foreign) && !strings.EqualFold(foreign, tenant):
		return []finding.Finding{claim(finding.AccountWrongTenant, guide.StepSignIn,
			"You signed in with an account of the tenant "+text.Clean(foreign)+", not of "+tenant+".",
			"Sign in again in a private window, as a user of "+c.DomainOrTenant()+".")}
	case !session.Identity.Verified:
		return []finding.Finding{claim(finding.ReplyMalformed, guide.StepSignIn, "The ID token can't be trusted: "+session.Identity.Flaw+".",
			"Sign in again. If it stays like this, check that nothing answers in Microsoft's place.")}
	case g.Opaque:
		return []finding.Finding{finding.Passed(finding.Claims, "The ID token is for this tenant, this app and this sign-in.")}
	}
	return examineClaims(c, g)
}

// examineScopes compares the wanted delegated permissions with the granted
// ones. No token lists offline_access: the refresh token is the evidence for
// it.
func examineScopes(c Case, g wire.Grant) finding.Finding {
	have, missing := c.grantedScopes(g)
	if len(missing) == 0 {
		return finding.Passed(finding.Permissions, "Granted: "+text.List(have)+".")
	}
	return permission(finding.PermissionMissing, guide.StepPermission,
		"Granted: "+text.List(have)+orNothing(have)+". Missing: "+text.List(missing)+".",
		"In API permissions add "+text.List(missing)+" as Delegated permission, then sign in again and accept.")
}

// grantedScopes splits the wanted delegated permissions into those that the
// token carries and the others.
func (c Case) grantedScopes(g wire.Grant) (have, missing []string) {
	for _, p := range c.Guide().Wanted(c.Values.Use) {
		switch {
		case slices.ContainsFunc(g.Scopes, func(scope string) bool { return strings.EqualFold(scope, p.Name) }):
			have = append(have, p.Name)
		case !slices.Contains(guide.OpenID, p.Name):
			missing = append(missing, p.Name)
		}
	}
	return have, missing
}

// otherPerson says that somebody other than the owner of the given mailbox
// signed in; "" if not.
func (c Case) otherPerson() string {
	if c.Results.SignIn == nil || len(c.Values.Mailboxes) == 0 {
		return ""
	}
	who, mailbox := c.Results.SignIn.Identity.User, c.Values.Mailboxes[0]
	if who == "" || strings.EqualFold(who, mailbox) {
		return ""
	}
	return "You signed in as " + who + ", whose own mailbox does not open; the mailbox to use is " + mailbox + "."
}
