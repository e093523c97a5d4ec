package check

import (
	"slices"
	"time"

	"mailgrant/flow/catalogue"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/text"
	"mailgrant/flow/wire"
)

// spreadsFor is how long a change that Microsoft confirmed may need to take
// effect everywhere. Usually it is a minute; after this limit something else is
// wrong (facts/entra.md section 4.4).
const spreadsFor = 15 * time.Minute

// Consented is an admin consent that Microsoft's consent page reported.
type Consented struct {
	ClientID string
	At       time.Time // time of the first answer to a token request after it
}

// Confirmed records the first answer after a consent.
func (c Case) Confirmed(at time.Time) Case {
	if c.Consented.At.IsZero() {
		c.Consented.At = at
	}
	return c
}

// consentSeen reports whether Microsoft's consent page has just told this
// session that the app has consent.
func (c Case) consentSeen() bool {
	g := c.Results.Token
	return c.Consented.ClientID != "" && c.Consented.ClientID == c.Values.UsableClientID() &&
		(g == nil || g.At.Sub(c.Consented.At) < spreadsFor)
}

// Earlier holds the results of a verification's token requests before the last
// one, which may reach a server that does not know of a change yet.
type Earlier struct {
	Issued bool     // one returned a token
	Roles  []string // that any of these tokens carried
}

// Remember adds the result of a token request to those of the earlier ones.
func (x Results) Remember(g wire.Grant) Results {
	var e Earlier
	if x.Earlier != nil {
		e = *x.Earlier
	}
	x.Earlier = &Earlier{e.Issued || g.Got, slices.Concat(e.Roles, less(g.Roles, e.Roles))}
	return x
}

// carried reports whether an earlier token of this verification had all these
// roles.
func (x Results) carried(roles []string) bool {
	return x.Earlier != nil && len(less(roles, x.Earlier.Roles)) == 0
}

// issued reports whether an earlier request of this verification returned a
// token.
func (x Results) issued() bool { return x.Earlier != nil && x.Earlier.Issued }

// markPropagating turns a refusal into not-yet-propagated if there is evidence
// that time will fix it: Microsoft confirmed the consent a moment ago, or its
// servers gave this verification two different answers. Otherwise it never
// guesses that.
func (c Case) markPropagating(findings []finding.Finding) []finding.Finding {
	for i, f := range findings {
		if f.Status != finding.Fail || c.Results.SignIn != nil {
			continue
		}
		if says := c.propagationReason(f); says != "" {
			findings[i].Cause, findings[i].Status, findings[i].Says = finding.NotYetPropagated, finding.NotYetPropagated.Status(), says
			findings[i].Do = append([]string{
				"Wait a minute or two and test again. Without a screen, " + c.Command("check") + " with --wait 2m asks until it shows.",
			}, ifItStays(f.Do)...)
		}
	}
	return findings
}

// ifItStays is what to do if waiting did not help.
func ifItStays(do []string) []string {
	if len(do) == 0 {
		return nil
	}
	return []string{"If it still does not show after a quarter of an hour: " + text.LowerFirst(do[0])}
}

// propagationReason is why a finding may only be too early; "" without
// evidence.
func (c Case) propagationReason(f finding.Finding) string {
	const consented = "Admin consent was given a moment ago, but "
	switch f.Cause {
	case finding.SecretWrong:
		if c.Results.issued() {
			return "An earlier request of this test got a token with this secret, this one was refused: not all of Microsoft's servers know it yet."
		}
	case finding.AppNotFound, finding.ServicePrincipalMissing:
		switch {
		case c.Results.issued():
			return "An earlier request of this test got a token, this one was refused: not all of Microsoft's servers know the app yet."
		case c.consentSeen():
			return consented + "not all of Microsoft's servers know the app yet."
		}
	case finding.IdentityNotFound:
		if c.consentSeen() {
			return consented + "Microsoft Graph does not know the app yet."
		}
	case finding.ConsentMissing, finding.PermissionMissing:
		missing := c.missing()
		switch {
		case f.Check != finding.Permissions || len(missing) == 0:
		case c.Results.carried(missing):
			return "An earlier token of this test carried " + text.List(missing) + ", this one does not: not all of Microsoft's servers know of it yet."
		case c.consentSeen():
			return consented + "the token does not carry " + text.List(missing) + " yet."
		}
	}
	return ""
}

// missing are the wanted application permissions that the token does not carry
// and that Exchange is not said to grant.
func (c Case) missing() []string { return c.granting(*c.Results.Token).missing }

// Unanswered reports a request whose result says nothing about the credential.
func Unanswered(r wire.Reply) bool {
	return r.Trouble != wire.NoTrouble || r.Evidence.HTTPStatus >= 500 || r.Evidence.HTTPStatus == 429
}

// MayPass reports a cause that new tokens may no longer show.
func (c Case) MayPass(root finding.Finding) bool {
	switch root.Cause {
	case finding.ConsentMissing, finding.PermissionMissing, finding.ServicePrincipalMissing, finding.IdentityNotFound, finding.NotYetPropagated:
		return !c.Guide().Delegated()
	}
	return false
}

// Counted is x with the requests of a grant counted.
func (x Results) Counted(g wire.Grant) Results {
	if g.Trouble != wire.NotAsked {
		x.Tries += max(1, g.Tries)
	}
	x.Held += g.Waited
	return x
}

// Spreading is the cause of a result that time alone may change, else "". A new
// secret spreads within seconds, so it is not retried for long.
func (c Case) Spreading(g wire.Grant) finding.Cause {
	if !g.Got {
		cause := catalogue.CauseOf(g.Codes)
		switch {
		case g.Trouble != wire.NoTrouble:
		case cause == finding.AppNotFound, cause == finding.ServicePrincipalMissing, cause == finding.ConsentMissing,
			cause == finding.SecretWrong && c.Results.Polls < 3 && !form.Judge(c.Values, guide.FieldSecret).IDShaped():
			return cause
		}
		return ""
	}
	c.Results.Token = &g
	root, bad := finding.Root(Examine(c))
	if bad && (root.Status == finding.Fail || root.Cause == finding.NotYetPropagated) && c.MayPass(root) {
		return root.Cause
	}
	return ""
}
