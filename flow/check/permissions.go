package check

import (
	"slices"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/text"
	"mailgrant/flow/wire"
)

// permissionDiff compares what a token grants with what this use needs.
type permissionDiff struct {
	have, missing []string // of the wanted ones; missing excludes those that Exchange is said to grant
	extra         []string // granted but not wanted
	mail, other   []string // missing Mail permissions, which Exchange can also grant, and missing others
	carried       []string // Mail permissions in the token, wanted or not
	rbac          bool     // Exchange is said to grant the Mail permissions
	opened        bool     // every given mailbox opens
	fenced        bool     // Exchange refuses the app one of them
	named         bool     // a mailbox was tried
}

func (c Case) granting(g wire.Grant) permissionDiff {
	n := permissionDiff{rbac: c.RBAC}
	for _, p := range c.Guide().Wanted(c.Values.Use) {
		switch {
		case slices.Contains(g.Roles, p.Name):
			n.have = append(n.have, p.Name)
			continue
		case isMail(p.Name):
			n.mail = append(n.mail, p.Name)
		default:
			n.other = append(n.other, p.Name)
		}
		if !n.rbac || !isMail(p.Name) {
			n.missing = append(n.missing, p.Name)
		}
	}
	for _, role := range g.Roles {
		if isMail(role) {
			n.carried = append(n.carried, text.Clean(role))
		}
		if !slices.Contains(n.have, role) && !(role == changesMail && c.Guide().ChangesMail()) || n.rbac && isMail(role) {
			n.extra = append(n.extra, text.Clean(role))
		}
	}
	inboxes := slices.DeleteFunc(g.ProbedBy(wire.ProbeInbox), func(x wire.ProbeResult) bool { return x.MustRefuse })
	n.named = len(inboxes) > 0
	n.opened = n.named && !slices.ContainsFunc(inboxes, func(x wire.ProbeResult) bool { return !x.Reached })
	n.fenced = slices.ContainsFunc(inboxes, func(x wire.ProbeResult) bool {
		cause := graphCause(finding.MailboxCheck, x)
		return cause == finding.MailboxBlocked || cause == finding.MailboxDenied && c.scoped()
	})
	return n
}

// isMail reports a permission that Exchange can also grant.
func isMail(name string) bool { return strings.HasPrefix(name, "Mail.") }

// byExchange reports whether Exchange granted, or may have granted, what the
// token lacks. A Mail permission in the token shows that Entra holds the
// grants.
func (n permissionDiff) byExchange() bool { return len(n.mail) > 0 && len(n.carried) == 0 && n.opened }

// examinePermissions compares the wanted permissions with the token's roles.
// What Exchange grants through RBAC for Applications appears in no token, so if
// the token carries no Mail permission, mailboxes that open are evidence enough
// (facts/entra.md section 0).
func examinePermissions(c Case, g wire.Grant) []finding.Finding {
	n := c.granting(g)
	switch {
	case c.Guide().Delegated():
		return []finding.Finding{finding.Skipped(finding.Permissions, "Delegated permissions show only when a person signs in; nobody did."+n.unused())}
	case len(g.Roles) == 0 && len(g.Scopes) > 0:
		return []finding.Finding{permission(finding.DelegatedInsteadOfApplication, guide.StepPermission,
			"The token carries delegated permissions. Without a user they open nothing.",
			"In API permissions add "+text.List(slices.Concat(n.other, n.mail))+" again under Application permissions, then press Grant admin consent.")}
	case len(n.other) == 0 && n.byExchange() && !n.rbac:
		return []finding.Finding{n.unproven()}
	case len(g.Roles) == 0 && len(n.missing) > 0:
		f := permission(finding.ConsentMissing, guide.StepConsent,
			"The token carries no permission: consent is missing, or Type is Delegated.", finding.ConsentMissing.Entry().Do...)
		return []finding.Finding{n.advised(f)}
	case len(n.missing) > 0:
		f := permission(finding.PermissionMissing, guide.StepPermission,
			"Granted: "+text.List(n.have)+orNothing(n.have)+". Missing: "+text.List(n.missing)+".",
			"In API permissions add "+text.List(n.missing)+" as Application permission, then press Grant admin consent.",
			"If you did that a moment ago, wait a minute and try again.")
		return []finding.Finding{n.advised(f)}
	case n.rbac && len(n.carried) > 0:
		return []finding.Finding{permission(finding.PermissionExcess, guide.StepPermission,
			"--rbac says that Exchange grants the Mail permissions, but the token carries "+text.List(n.carried)+": that opens every mailbox, whatever Exchange's scope says.",
			"In API permissions remove "+text.List(n.extra)+", and withdraw the consent, if Exchange is to hold the fence.")}
	case len(n.extra) > 0:
		return []finding.Finding{permission(finding.PermissionExcess, guide.StepPermission,
			"Everything needed is granted, plus: "+text.List(n.extra)+".", finding.PermissionExcess.Entry().Do...)}
	case len(n.mail) > 0:
		return []finding.Finding{c.vouched(n)}
	}
	return []finding.Finding{finding.Passed(finding.Permissions, "Granted: "+text.List(n.have)+"."+c.laterNeeded(g))}
}

// laterNeeded names the permission that a product which changes messages needs
// from the end of 2026 on (facts/entra.md section 14.1).
func (c Case) laterNeeded(g wire.Grant) string {
	if !c.Guide().ChangesMail() || !slices.Contains(g.Roles, "Mail.ReadWrite") || slices.Contains(g.Roles, changesMail) {
		return ""
	}
	return " From 2026-12-31 on, changing subject, text or recipients of messages other than drafts needs " + changesMail + " too."
}

const changesMail = "Mail-Advanced.ReadWrite.All"

// advised is f with advice about Exchange. A Mail permission granted in Entra
// opens every mailbox, so it is the wrong remedy if Exchange restricts access.
func (n permissionDiff) advised(f finding.Finding) finding.Finding {
	add := func(do string) { f.Do = append(slices.Clone(f.Do), do) }
	switch {
	case len(n.mail) == 0:
	case n.rbac:
		f.Do = []string{"In API permissions add " + text.List(n.other) + " as Application permission, then press Grant admin consent. Leave " + text.List(n.mail) + " out: Exchange grants it, as --rbac says."}
	case n.byExchange():
		f.Says += " The mailboxes named open all the same: Exchange gives that access by RBAC for Applications."
		f.Do = []string{"In API permissions add " + text.List(n.other) + " as Application permission, then press Grant admin consent. Leave " + text.List(n.mail) + " out if Exchange is to hold the fence."}
	case len(n.carried) > 0:
		add("If Exchange grants " + text.List(n.mail) + " by RBAC for Applications, no token shows it: say so with check --rbac.")
	case n.fenced:
		f.Do = append([]string{"If Exchange is to give the access by RBAC for Applications, don't grant " + text.List(n.mail) + " in Entra: that would open every mailbox. An Exchange administrator widens the scope instead."}, f.Do...)
	case !slices.ContainsFunc(n.mail, reads):
		add("If Exchange grants " + text.List(n.mail) + " by RBAC for Applications, neither the token nor a read shows it: say so with check --rbac.")
	case !n.named:
		add("If Exchange gives the access by RBAC for Applications, the token does not show it: name a mailbox (check --mailbox ADDRESS) to prove it.")
	}
	return f
}

// unused reports that --rbac has no effect when a user signs in.
func (n permissionDiff) unused() string {
	if n.rbac {
		return " RBAC for Applications (--rbac) is for apps alone."
	}
	return ""
}

// reads reports a permission that a read can verify.
func reads(name string) bool { return strings.HasPrefix(name, "Mail.Read") }

// readVerified states all that an open mailbox verifies.
const readVerified = " Reading is proven. A read can't prove sending."

// unproven reports that Exchange grants what the token lacks.
func (n permissionDiff) unproven() finding.Finding {
	f := permission(finding.PermissionMissing, guide.StepPermission,
		"The token does not carry "+text.List(n.mail)+", yet every mailbox named opens: Exchange gives the access by RBAC for Applications.",
		"If that is meant, all is well, and check --rbac says so."+readVerified)
	f.Status = finding.Warn
	return f
}

// vouched is the text about Mail permissions that --rbac covers.
func (c Case) vouched(n permissionDiff) finding.Finding {
	says := "Exchange grants " + text.List(n.mail) + ", as --rbac says."
	switch {
	case n.opened:
		return finding.Passed(finding.Permissions, says+" Every mailbox named opens."+readVerified)
	case !c.readsMail():
		return finding.Skipped(finding.Permissions, says+" A read can't prove sending, so it is not proven.")
	case n.named:
		return finding.Skipped(finding.Permissions, says+" The mailbox checks show whether it does.")
	}
	f := permission(finding.PermissionMissing, guide.StepPermission, says+" The token does not show that, and no mailbox was named.",
		"Name a mailbox that must open: check --mailbox ADDRESS.")
	f.Status = finding.Warn
	return f
}

// scoped reports a mailbox that opened although the token carries no permission
// to read one: Exchange grants it, within a scope.
func (c Case) scoped() bool {
	return c.lacks(mailReaders...) && slices.ContainsFunc(c.Results.Token.ProbedBy(wire.ProbeInbox), func(x wire.ProbeResult) bool { return x.Reached })
}

// permits compares the token's permissions with the wanted ones. An opaque
// token, or none, shows nothing.
func (c Case) permits() Permits {
	g := c.Results.Token
	switch {
	case g == nil || !g.Got || g.Opaque:
		return Permits{}
	case c.Results.SignIn != nil:
		_, missing := c.grantedScopes(*g)
		return Permits{Granted: cleanAll(g.Scopes), Missing: missing}
	case c.Guide().Delegated():
		return Permits{}
	}
	n := c.granting(*g)
	return Permits{Granted: cleanAll(g.Roles), Missing: n.missing, Excess: n.extra}
}

func cleanAll(names []string) []string {
	clean := make([]string, 0, len(names))
	for _, name := range names {
		clean = append(clean, text.Clean(name))
	}
	return clean
}

func orNothing(have []string) string {
	if len(have) == 0 {
		return "nothing that is needed"
	}
	return ""
}

func permission(c finding.Cause, step finding.StepID, says string, do ...string) finding.Finding {
	f := finding.New(finding.Permissions, c, says, do...)
	f.Step = step
	return f
}

// lacks reports that a token carries none of these permissions, so that a probe
// that needs one of them is refused for that reason.
func (c Case) lacks(names ...string) bool {
	g := c.Results.Token
	if g == nil || g.Opaque {
		return false
	}
	carried := g.Roles // delegated ones alone open nothing for an app
	if c.Guide().Delegated() {
		carried = g.Scopes
	}
	return !slices.ContainsFunc(names, func(name string) bool { return slices.Contains(carried, name) })
}
