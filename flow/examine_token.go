package flow

import (
	"slices"
	"strings"
	"time"
)

func examineToken(s Case) []Finding {
	g := s.Seen.Token
	switch {
	case g == nil && s.Running:
		return nil
	case g == nil && s.Answers.Secret.absent():
		return []Finding{Skipped(TokenCheck, s.whyNotSent("no client secret was given"))}
	case g == nil && !s.Offline && s.graphUnknown():
		return []Finding{Found(TokenCheck, Unknown,
			"Where Microsoft Graph is in this cloud is not published, so there is nothing to ask a token for.",
			"Enter the values in the product and test them there.")}
	case g == nil:
		return []Finding{Skipped(TokenCheck, s.whyNotSent("a value above must be put right first"))}
	case g.Got && s.Seen.Session != nil:
		return []Finding{examineSession(s)}
	case g.Got:
		f := Passed(TokenCheck, "Microsoft issued a token, good for "+span(g.ExpiresIn)+". It was used for this test and dropped.")
		return []Finding{repliedBy(f, g.Reply)}
	case onNetwork(g.Reply):
		return []Finding{Skipped(TokenCheck, "Not tested: the network stood in the way.")}
	}
	f := replyFinding(TokenCheck, g.Reply)
	if f.Cause == SecretWrong && Judge(s.Answers, FieldSecret).idShaped() {
		a := refusals[SecretIDNotValue]
		f.Cause, f.Says, f.Do, f.Step = SecretIDNotValue, a.says, a.do, a.step
	}
	return []Finding{f}
}

// graphUnknown reports an endpoint that can be asked, of a cloud whose Graph
// host is not published.
func (s Case) graphUnknown() bool {
	e := Judge(s.Answers, FieldToken)
	return e.Sendable && s.scope(e.Endpoint.Cloud) == ""
}

func (j Judged) idShaped() bool {
	return slices.ContainsFunc(j.Findings, func(f Finding) bool { return f.Cause == SecretIDNotValue })
}

// examineGrant reads what the token says of itself: claims and permissions.
func examineGrant(s Case) []Finding {
	g := s.Seen.Token
	switch {
	case g == nil && s.Running:
		return nil
	case g == nil || !g.Got:
		return []Finding{Skipped(Claims, "There is no token to read."), Skipped(Permissions, "There is no token to read.")}
	case s.Seen.Session != nil:
		return append(examineIdentity(s, *g), examineScopes(s, *g))
	case g.Opaque:
		f := Found(Claims, Unknown, "The token can't be read, so it does not show whom and what it is for.",
			"This may be fine. Watch whether the product can read mail.")
		f.Status = Warn
		return []Finding{f, Skipped(Permissions, "The token can't be read.")}
	}
	return append(examineClaims(s, *g), examinePermissions(s, *g)...)
}

func examineClaims(s Case, g Grant) []Finding {
	a := s.Answers
	tenant := s.tenantID()
	switch {
	case IsGUID(tenant) && !strings.EqualFold(g.TenantID, tenant):
		return []Finding{claim(TenantMismatch, StepTenant,
			"The token is for the tenant "+CleanServerText(g.TenantID)+", not for "+tenant+".",
			"Register the app in this tenant, or give the tenant it belongs to.")}
	case !strings.EqualFold(g.AppID, Judge(a, FieldClientID).Value):
		return []Finding{claim(ReplyMalformed, StepClientID,
			"The token is for another app: "+CleanServerText(g.AppID)+".",
			"Check that nothing answers in Microsoft's place, and try again.")}
	case !s.forGraph(g.Audience):
		return []Finding{claim(ResourceWrong, StepEndpoint,
			"The token is not for Microsoft Graph of this cloud, but for "+CleanServerText(g.Audience)+".",
			"Take the endpoint from the portal of the tenant's own cloud.")}
	case g.ObjectID == "" && len(g.Scopes) == 0:
		return []Finding{claim(IdentityNotFound, StepConsent,
			"The token names no service principal: the app was never added to this tenant, and Graph will refuse it.",
			"In the app's API permissions press Grant admin consent. If that was a moment ago, wait a minute.")}
	}
	return []Finding{Passed(Claims, "The token is for this tenant, this app and Microsoft Graph.")}
}

// tenantID is the tenant as looked up, else as given.
func (s Case) tenantID() string {
	if s.Seen.Tenant != nil && s.Seen.Tenant.TenantID != "" {
		return s.Seen.Tenant.TenantID
	}
	return s.Answers.Tenant
}

func claim(c Cause, step StepID, says string, do ...string) Finding {
	f := Found(Claims, c, says, do...)
	f.Step = step
	return f
}

// graphAppID is Microsoft Graph's own client ID, which a token may name as its
// audience in place of the address (facts/entra.md section 4.2).
const graphAppID = "00000003-0000-0000-c000-000000000000"

func (s Case) forGraph(audience string) bool {
	host := s.scope(Judge(s.Answers, FieldToken).Endpoint.Cloud)
	host = strings.TrimSuffix(host, "/.default")
	return audience == graphAppID || host == "" || strings.EqualFold(strings.TrimSuffix(audience, "/"), host)
}

// soon is when the end of a secret is worth a warning.
const soon = 30

func examineExpiry(s Case) Finding {
	j := Judge(s.Answers, FieldExpires)
	if len(j.Findings) > 0 {
		f := j.Findings[0]
		f.Check = Expiry
		return f
	}
	if known := j.Value != "" && !s.endsAnew(); !known && s.MinDays > 0 {
		return s.endUnknown()
	}
	if s.endsAnew() {
		return Skipped(Expiry, "The end date kept is the old secret's. Enter the new one's to have it watched.")
	}
	if j.Value == "" && s.Differs {
		return Skipped(Expiry, "The end date that was saved belongs to the other secret, so it is not counted. Microsoft does not tell the app the date of this one.")
	}
	if j.Value == "" {
		return Skipped(Expiry, "No end date was given. Microsoft does not tell it to the app.")
	}
	end, _ := time.Parse(dayLayout, j.Value)
	days := daysBetween(s.Today, end)
	f := Passed(Expiry, "The secret is good until "+j.Value+", "+count(days, "day")+" from now.")
	renew := "Create a new secret before that day, put it into the product, then delete the old one."
	switch {
	case days < 0 && s.Seen.Token != nil && s.Seen.Token.Got:
		f = Found(Expiry, SecretExpiring, "The end date given ("+j.Value+") has passed, yet Microsoft takes the secret.",
			"Look up the end date in Certificates & secrets and correct it.")
		if s.MinDays > 0 {
			f.Status = Fail
		}
	case days < 0:
		f = Found(Expiry, SecretExpired, "The secret ended on "+j.Value+".", refusals[SecretExpired].do...)
	case days < s.MinDays:
		f = Found(Expiry, SecretExpiring, "The secret ends on "+j.Value+", in "+count(days, "day")+"; at least "+count(s.MinDays, "day")+" are asked for.", renew)
		f.Status = Fail
	case days < soon:
		f = Found(Expiry, SecretExpiring, "The secret ends on "+j.Value+", in "+count(days, "day")+".", renew)
	}
	f.Step = StepSecret
	return f
}

// end is the secret's end date and the days left until it, counted in UTC; ""
// and nil where it is not known.
func (s Case) end() (date string, days *int) {
	j := Judge(s.Answers, FieldExpires)
	end, err := time.Parse(dayLayout, j.Value)
	if err != nil || len(j.Findings) > 0 || s.endsAnew() {
		return "", nil
	}
	left := daysBetween(s.Today.UTC(), end)
	return j.Value, &left
}

// endUnknown says that days were asked for which nobody can count.
func (s Case) endUnknown() Finding {
	f := Found(Expiry, ExpiryUnknown, "No end date of the secret is known, so whether "+count(s.MinDays, "day")+" are left can't be said.",
		"Look up the end date in Certificates & secrets and give it with --expires YYYY-MM-DD. For a saved credential, enter it in "+s.Command("diagnose")+" and save it.")
	f.Step = StepSecret
	return f
}
