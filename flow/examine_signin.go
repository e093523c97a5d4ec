package flow

import (
	"slices"
	"strings"
)

// examineSession reads what a sign-in brought: who, and whether it lasts.
func examineSession(s Case) Finding {
	session := s.Seen.Session
	f := Passed(TokenCheck, "Signed in as "+orSomeone(session.Identity)+"; the access was renewed once. All tokens were dropped.")
	f = repliedBy(f, session.Reply)
	switch {
	case session.Refreshed:
		return f
	case session.Refresh.Trouble == NotAsked:
		f = Found(TokenCheck, PermissionMissing, "Microsoft issued no refresh token, so the product would lose access after an hour.",
			"In API permissions add offline_access as Delegated permission, then sign in again.")
	default:
		f = replyFinding(TokenCheck, session.Refresh)
		f.Says = "The sign-in worked, but the access could not be renewed. " + f.Says
	}
	f.Step = StepPermission
	return f
}

func orSomeone(i Identity) string {
	switch {
	case !i.Verified:
		return "somebody"
	case i.User != "":
		return i.User
	}
	return "a user of this tenant"
}

// examineIdentity judges the ID token and the access token's claims.
func examineIdentity(s Case, g Grant) []Finding {
	session := s.Seen.Session
	tenant := s.tenantID()
	foreign := session.Identity.TenantID
	if foreign == "" && !g.Opaque { // not verified, but it explains why
		foreign = g.TenantID
	}
	switch {
	case IsGUID(tenant) && IsGUID(foreign) && !strings.EqualFold(foreign, tenant):
		return []Finding{claim(AccountWrongTenant, StepSignIn,
			"You signed in with an account of the tenant "+CleanServerText(foreign)+", not of "+tenant+".",
			"Sign in again in a private window, as a user of "+s.domainOrTenant()+".")}
	case !session.Identity.Verified:
		return []Finding{claim(ReplyMalformed, StepSignIn, "The ID token can't be trusted: "+session.Identity.Flaw+".",
			"Sign in again. If it stays like this, check that nothing answers in Microsoft's place.")}
	case g.Opaque:
		return []Finding{Passed(Claims, "The ID token is for this tenant, this app and this sign-in.")}
	}
	return examineClaims(s, g)
}

// examineScopes compares the delegated permissions wanted with those granted.
// offline_access never stands in a token: the refresh token proves it.
func examineScopes(s Case, g Grant) Finding {
	have, missing := s.grantedScopes(g)
	if len(missing) == 0 {
		return Passed(Permissions, "Granted: "+list(have)+".")
	}
	return permission(PermissionMissing, StepPermission,
		"Granted: "+list(have)+orNothing(have)+". Missing: "+list(missing)+".",
		"In API permissions add "+list(missing)+" as Delegated permission, then sign in again and accept.")
}

// grantedScopes are the delegated permissions wanted: those the token carries, and the
// others.
func (s Case) grantedScopes(g Grant) (have, missing []string) {
	for _, p := range s.Guide().Wanted(s.Answers.Use) {
		switch {
		case slices.ContainsFunc(g.Scopes, func(scope string) bool { return strings.EqualFold(scope, p.Name) }):
			have = append(have, p.Name)
		case !slices.Contains(openID, p.Name):
			missing = append(missing, p.Name)
		}
	}
	return have, missing
}

// otherPerson is what to do where somebody else signed in than the owner of the
// mailbox named; "" where that is not so.
func (s Case) otherPerson() string {
	if s.Seen.Session == nil || len(s.Answers.Mailboxes) == 0 {
		return ""
	}
	who, mailbox := s.Seen.Session.Identity.User, s.Answers.Mailboxes[0]
	if who == "" || strings.EqualFold(who, mailbox) {
		return ""
	}
	return "You signed in as " + who + ", but the mailbox is " + mailbox + ". Sign in again as its owner."
}
