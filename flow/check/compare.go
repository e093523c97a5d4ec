package check

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// comparison compares a check with the last good verification of the same app.
type comparison struct {
	last       Verification
	on         string // its day, to begin a sentence: "On Tuesday"
	label      string // the same for use before a colon: "Tuesday"
	sameSecret bool   // it used the same secret as this check
}

// comparison is ok if the last good verification was of this credential: with
// another client ID or endpoint it says nothing about this check.
func (c Case) comparison() (before comparison, ok bool) {
	a, kept := c.Values, c.Original
	if c.Last == nil || c.Last.At.IsZero() || c.Offline || a.UsableClientID() != kept.UsableClientID() || a.TokenEndpoint != kept.TokenEndpoint {
		return comparison{}, false
	}
	before = comparison{last: *c.Last, sameSecret: !c.Last.Replaced && a.Secret == kept.Secret}
	before.label = dayAgo(c.Last.At, c.Today)
	before.on = "On " + before.label
	if before.label == earlier {
		before.on = earlier
	}
	return before, true
}

const earlier = "Earlier today"

// dayAgo names a day relative to today, both in UTC: by its weekday within the
// last six days, else by its date.
func dayAgo(at, today time.Time) string {
	at, today = at.UTC(), today.UTC()
	switch days := daysBetween(at, today); {
	case days == 0:
		return earlier
	case days > 0 && days < 7:
		return at.Weekday().String()
	case days >= 7:
		return at.Format(value.DateLayout) + " (" + text.Count(days, "day") + " ago)"
	}
	return at.Format(value.DateLayout)
}

// daysBetween counts from midnight to midnight in UTC.
func daysBetween(from, to time.Time) int {
	midnight := func(t time.Time) time.Time {
		year, month, day := t.UTC().Date()
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	}
	return int(midnight(to).Sub(midnight(from)).Hours() / 24)
}

// compared adds to the findings what follows from the last good verification.
// Causes and verdict do not change.
func (c Case) compared(findings []finding.Finding) []finding.Finding {
	before, ok := c.comparison()
	if !ok {
		return findings
	}
	for i, f := range findings {
		if f.Status != finding.Fail {
			continue
		}
		change, do := before.change(c, f)
		if change != "" {
			findings[i].Says += " " + change
		}
		if do != nil {
			findings[i].Do = do
		}
	}
	return findings
}

// sinceLast describes in full sentences what changed since the last good
// verification.
func (c Case) sinceLast(findings []finding.Finding) []string {
	changes := []string{}
	before, ok := c.comparison()
	if !ok || slices.ContainsFunc(findings, func(f finding.Finding) bool { return f.Cause == finding.NotYetPropagated }) {
		return changes
	}
	add := func(change string) {
		if change != "" && !slices.Contains(changes, change) {
			changes = append(changes, change)
		}
	}
	add(before.tenant(c))
	add(before.roles(c))
	for _, x := range c.Results.Token.ProbedBy(wire.ProbeInbox) {
		add(before.mailbox(x))
	}
	for _, f := range findings {
		if f.Status == finding.Fail {
			change, _ := before.change(c, f)
			add(change)
		}
	}
	return changes
}

// change is what the last good verification adds to a finding, and a different
// remedy if one follows from it; nil if not.
func (c comparison) change(s Case, f finding.Finding) (says string, do []string) {
	switch {
	case f.Check == finding.TokenCheck && s.Results.SignIn == nil:
		return c.refused(f.Cause)
	case f.Check == finding.TenantCheck && f.Cause == finding.TenantNotFound:
		return c.refused(f.Cause)
	case f.Check == finding.TenantCheck || f.Check == finding.Claims && f.Cause == finding.TenantMismatch:
		return c.tenant(s), nil
	case f.Check == finding.Permissions:
		if says = c.roles(s); says != "" {
			do = append(slices.Clone(f.Do), "To see who withdrew it, and when, an administrator looks into Entra ID > Audit logs.")
		}
		return says, do
	case f.Cause == finding.IdentityNotFound:
		return c.refused(f.Cause)
	case f.Check == finding.MailboxCheck:
		for _, x := range s.Results.Token.ProbedBy(wire.ProbeInbox) {
			if x.Mailbox == f.Mailbox {
				return c.mailbox(x), nil
			}
		}
	}
	return "", nil
}

// refused explains why a token is refused today although one was issued then.
func (c comparison) refused(cause finding.Cause) (says string, do []string) {
	switch cause {
	case finding.SecretWrong:
		if !c.sameSecret {
			return c.on + " an earlier secret worked, so app and tenant are right and only the secret is in question.", nil
		}
		return c.on + " this same secret worked, so it was not copied wrong.", []string{
			"In Certificates & secrets > Client secrets look for it by its first three characters. It has been deleted or replaced since.",
			"Press New client secret, copy the Value at once, and put it into the product too.",
		}
	case finding.SecretExpired:
		if !c.sameSecret {
			return "", nil
		}
		return c.on + " it was still good.", nil
	case finding.AppNotFound:
		return c.on + " it was there, so it has been deleted or moved since.", []string{
			"Look under App registrations > Deleted applications: for 30 days after its end an administrator can restore it there.",
			"If the app belongs to another organization, its entry under Enterprise apps was removed: an administrator of this tenant must consent to it again.",
			"If it was registered anew elsewhere, use the client ID, the tenant and the secret of the new one.",
		}
	case finding.TenantNotFound:
		return c.on + " it was there.", []string{
			"Ask an administrator whether the domain or the tenant has been removed. A tenant keeps its ID when its domains change: use the ID in place of the domain.",
		}
	case finding.AppDisabled:
		return c.on + " it was enabled.", nil
	case finding.ServicePrincipalMissing, finding.IdentityNotFound:
		return c.on + " it had its entry under Enterprise apps, which has been removed since.", nil
	case finding.ConditionalAccess:
		return c.on + " no policy stood in the way: a policy has changed since, or the network this was tested from.", nil
	}
	return c.on + " Microsoft issued a token for this app.", nil
}

// tenant reports that the domain now belongs to another tenant.
func (c comparison) tenant(s Case) string {
	d := s.Results.Tenant
	if d == nil || !value.IsGUID(d.TenantID) || !value.IsGUID(c.last.Tenant) || strings.EqualFold(d.TenantID, c.last.Tenant) {
		return ""
	}
	return c.label + ": tenant " + c.last.Tenant + ". Today: tenant " + d.TenantID + "."
}

// roles reports which application permissions there were, and which there are.
func (c comparison) roles(s Case) string {
	g := s.Results.Token
	if g == nil || !g.Got || g.Opaque || s.Results.SignIn != nil || s.Guide().Delegated() || len(c.last.Roles) == 0 {
		return ""
	}
	lost, gained := less(c.last.Roles, g.Roles), less(g.Roles, c.last.Roles)
	if len(lost)+len(gained) == 0 {
		return ""
	}
	today := named(g.Roles)
	switch {
	case len(g.Roles) == 0:
		today = "no permission"
	case len(gained) == 0:
		today += " only"
	}
	return c.label + ": " + named(c.last.Roles) + ". Today: " + today + "."
}

// mailbox reports that a mailbox opened then and does not now. If the network
// or the service was in the way, it may still open.
func (c comparison) mailbox(x wire.ProbeResult) string {
	answered := x.Trouble == wire.NoTrouble && x.Evidence.HTTPStatus < 500 && x.Evidence.HTTPStatus != 429
	if x.Reached || x.MustRefuse || !answered || !slices.Contains(c.last.Mailboxes, x.Mailbox) {
		return ""
	}
	return c.on + " " + text.Brief(x.Mailbox) + " opened."
}

// less is the part of names that is not in others.
func less(names, others []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(n string) bool { return slices.Contains(others, n) })
}

// named lists permissions for a sentence, only the first few if there are many.
func named(roles []string) string {
	const most = 6
	clean := make([]string, 0, len(roles))
	for _, r := range roles {
		clean = append(clean, text.Brief(r))
	}
	if len(clean) > most {
		clean = append(clean[:most-1], strconv.Itoa(len(roles)-most+1)+" more")
	}
	return text.List(clean)
}
