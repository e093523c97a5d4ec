package flow

import (
	"slices"
	"strings"
)

// granting is what a token grants beside what this use needs.
type granting struct {
	have, missing []string // of what is wanted
	extra         []string // beyond it
	mail, other   []string // missing: Mail permissions, which Exchange can give by itself, and the rest
	opened        bool     // every mailbox named opens
	fenced        bool     // Exchange says that it keeps the app out of one
	named         bool     // a mailbox was tried
}

func (s State) granting(g Grant) granting {
	var n granting
	for _, p := range s.Guide().Wanted(s.Answers.Use) {
		switch {
		case slices.Contains(g.Roles, p.Name):
			n.have = append(n.have, p.Name)
			continue
		case strings.HasPrefix(p.Name, "Mail."):
			n.mail = append(n.mail, p.Name)
		default:
			n.other = append(n.other, p.Name)
		}
		n.missing = append(n.missing, p.Name)
	}
	for _, role := range g.Roles {
		if !slices.Contains(n.have, role) {
			n.extra = append(n.extra, CleanServerText(role))
		}
	}
	inboxes := slices.DeleteFunc(g.sights(LookInbox), func(x Sight) bool { return x.MustRefuse })
	n.named = len(inboxes) > 0
	n.opened = n.named && !slices.ContainsFunc(inboxes, func(x Sight) bool { return !x.Reached })
	n.fenced = slices.ContainsFunc(inboxes, func(x Sight) bool { return graphCause(MailboxCheck, x) == MailboxBlocked })
	return n
}

// examinePermissions compares what is wanted with the token's roles. What
// Exchange gives by RBAC for Applications shows in no token, so mailboxes that
// open speak for themselves (facts/entra.md section 0).
func examinePermissions(s State, g Grant) []Finding {
	n := s.granting(g)
	switch {
	case s.Guide().Delegated():
		return []Finding{Skipped(Permissions, "Delegated permissions show only when a person signs in; nobody did.")}
	case len(g.Roles) == 0 && len(g.Scopes) > 0:
		return []Finding{permission(DelegatedInsteadOfApplication, StepPermission,
			"The token carries delegated permissions. Without a user they open nothing.",
			"In API permissions add "+list(n.missing)+" again under Application permissions, then press Grant admin consent.")}
	case len(n.mail) > 0 && len(n.other) == 0 && n.opened:
		return []Finding{byExchange(n)}
	case len(g.Roles) == 0:
		f := permission(ConsentMissing, StepConsent,
			"The token works but carries no permission at all: admin consent is missing.", refusals[ConsentMissing].do...)
		return []Finding{n.advised(f)}
	case len(n.missing) > 0:
		f := permission(PermissionMissing, StepPermission,
			"Granted: "+list(n.have)+orNothing(n.have)+". Missing: "+list(n.missing)+".",
			"In API permissions add "+list(n.missing)+" as Application permission, then press Grant admin consent.",
			"If you did that a moment ago, wait a minute and try again.")
		return []Finding{n.advised(f)}
	case len(n.extra) > 0:
		return []Finding{permission(PermissionExcess, StepPermission,
			"All that is needed is granted, and more: "+list(n.extra)+".",
			"In API permissions remove what nothing needs: whoever holds the secret can use it.")}
	}
	return []Finding{Passed(Permissions, "Granted: "+list(n.have)+".")}
}

// advised is f with what Exchange has to do with it. A Mail permission granted in
// Entra opens every mailbox, so where Exchange holds the fence it is not the
// remedy.
func (n granting) advised(f Finding) Finding {
	switch {
	case len(n.mail) > 0 && n.opened:
		f.Says += " The mailboxes named open all the same: Exchange gives that access by RBAC for Applications."
		f.Do = []string{"In API permissions add " + list(n.other) + " as Application permission, then press Grant admin consent. Leave " + list(n.mail) + " out if Exchange is to hold the fence."}
	case len(n.mail) > 0 && n.fenced:
		f.Do = append([]string{"If Exchange is to give the access by RBAC for Applications, don't grant " + list(n.mail) + " in Entra: that would open every mailbox. An Exchange administrator widens the scope instead."}, f.Do...)
	case len(n.mail) > 0 && !n.named:
		f.Do = append(slices.Clone(f.Do), "If Exchange gives the access by RBAC for Applications, the token does not show it: name a mailbox (check --mailbox ADDRESS) to prove it.")
	}
	return f
}

// byExchange says that what the token lacks was given by Exchange, or may have
// been: a mailbox that opens by another role proves nothing about sending.
func byExchange(n granting) Finding {
	f := permission(PermissionMissing, StepPermission,
		"The token does not carry "+list(n.mail)+", yet every mailbox named opens: Exchange gives the access by RBAC for Applications.",
		"If that is meant, all is well. Reading is proven; sending shows in no read.")
	if slices.ContainsFunc(n.have, func(name string) bool { return strings.HasPrefix(name, "Mail.Read") }) {
		f.Says = "The token does not carry " + list(n.mail) + ". The mailboxes named open, but that does not prove it: only Exchange could have given it, by RBAC for Applications."
		f.Do = []string{"If nobody set that up, in API permissions add " + list(n.mail) + " as Application permission, then press Grant admin consent."}
	}
	f.Status = Warn
	return f
}

func orNothing(have []string) string {
	if len(have) == 0 {
		return "nothing that is needed"
	}
	return ""
}

func permission(c Cause, step StepID, says string, do ...string) Finding {
	f := Found(Permissions, c, says, do...)
	f.Step = step
	return f
}

// lacks reports that a token carries none of these permissions, so that a read
// which needs one of them is refused for that reason.
func (s State) lacks(names ...string) bool {
	g := s.Seen.Token
	if g == nil || g.Opaque {
		return false
	}
	carried := g.Roles // delegated ones open nothing for an app by itself
	if s.Guide().Delegated() {
		carried = g.Scopes
	}
	return !slices.ContainsFunc(names, func(name string) bool { return slices.Contains(carried, name) })
}
