package check

import (
	"strings"
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

func examineToken(c Case) []finding.Finding {
	g := c.Results.Token
	switch {
	case g == nil && c.Running:
		return nil
	case g == nil && c.Values.Secret.Absent():
		return []finding.Finding{finding.Skipped(finding.TokenCheck, c.whyNotSent("no client secret was given"))}
	case g == nil && !c.Offline && c.graphUnknown():
		return []finding.Finding{finding.New(finding.TokenCheck, finding.Unknown,
			"Where Microsoft Graph is in this cloud is not published, so there is nothing to ask a token for.",
			"Enter the values in the product and test them there.")}
	case g == nil:
		return []finding.Finding{finding.Skipped(finding.TokenCheck, c.whyNotSent("a value above must be put right first"))}
	case g.Got && c.Results.SignIn != nil:
		return []finding.Finding{examineSession(c)}
	case g.Got:
		f := finding.Passed(finding.TokenCheck, "Microsoft issued a token, good for "+text.Span(g.ExpiresIn)+". It was used for this test and dropped.")
		return []finding.Finding{repliedBy(f, g.Reply)}
	case onNetwork(g.Reply):
		return []finding.Finding{finding.Skipped(finding.TokenCheck, "Not tested: the network stood in the way.")}
	}
	f := ReplyFinding(finding.TokenCheck, g.Reply)
	if f.Cause == finding.SecretWrong && form.Judge(c.Values, guide.FieldSecret).IDShaped() {
		e := finding.SecretIDNotValue.Entry()
		f.Cause, f.Says, f.Do, f.Step = finding.SecretIDNotValue, e.Says, e.Do, finding.StepID(e.Step)
	}
	return []finding.Finding{f}
}

// graphUnknown reports a valid endpoint in a cloud whose Graph host is not
// published.
func (c Case) graphUnknown() bool {
	e := form.Judge(c.Values, guide.FieldToken)
	return e.Sendable && c.Scope(e.Endpoint.Cloud) == ""
}

// examineGrant judges the contents of the token: claims and permissions.
func examineGrant(c Case) []finding.Finding {
	g := c.Results.Token
	switch {
	case g == nil && c.Running:
		return nil
	case g == nil || !g.Got:
		return []finding.Finding{finding.Skipped(finding.Claims, "There is no token to read."), finding.Skipped(finding.Permissions, "There is no token to read.")}
	case c.Results.SignIn != nil:
		return append(examineIdentity(c, *g), examineScopes(c, *g))
	case g.Opaque:
		f := finding.New(finding.Claims, finding.Unknown, "The token can't be read, so it does not show whom and what it is for.",
			"This may be fine. Watch whether the product can read mail.")
		f.Status = finding.Warn
		return []finding.Finding{f, finding.Skipped(finding.Permissions, "The token can't be read.")}
	}
	return append(examineClaims(c, *g), examinePermissions(c, *g)...)
}

func examineClaims(c Case, g wire.Grant) []finding.Finding {
	a := c.Values
	tenant := c.tenantID()
	switch {
	case value.IsGUID(tenant) && !strings.EqualFold(g.TenantID, tenant):
		return []finding.Finding{claim(finding.TenantMismatch, guide.StepTenant,
			"The token is for the tenant "+text.Clean(g.TenantID)+", not for "+tenant+".",
			"Register the app in this tenant, or give the tenant it belongs to.")}
	case !strings.EqualFold(g.AppID, form.Judge(a, guide.FieldClientID).Value):
		return []finding.Finding{claim(finding.ReplyMalformed, guide.StepClientID,
			"The token is for another app: "+text.Clean(g.AppID)+".",
			"Check that nothing answers in Microsoft's place, and try again.")}
	case !c.forGraph(g.Audience):
		return []finding.Finding{claim(finding.ResourceWrong, guide.StepEndpoint,
			"The token is not for Microsoft Graph of this cloud, but for "+text.Clean(g.Audience)+".",
			"Take the endpoint from the portal of the tenant's own cloud.")}
	case g.ObjectID == "" && len(g.Scopes) == 0:
		return []finding.Finding{claim(finding.IdentityNotFound, guide.StepConsent,
			"The token names no service principal: the app was never added to this tenant, and Graph will refuse it.",
			finding.IdentityNotFound.Entry().Do...)}
	}
	return []finding.Finding{finding.Passed(finding.Claims, "The token is for this tenant, this app and Microsoft Graph.")}
}

// tenantID is the tenant as discovered, else as given.
func (c Case) tenantID() string {
	if c.Results.Tenant != nil && c.Results.Tenant.TenantID != "" {
		return c.Results.Tenant.TenantID
	}
	return c.Values.Tenant
}

func claim(c finding.Cause, step finding.StepID, says string, do ...string) finding.Finding {
	f := finding.New(finding.Claims, c, says, do...)
	f.Step = step
	return f
}

func (c Case) forGraph(audience string) bool {
	host := c.Scope(form.Judge(c.Values, guide.FieldToken).Endpoint.Cloud)
	host = strings.TrimSuffix(host, "/.default")
	return audience == value.GraphAppID || host == "" || strings.EqualFold(strings.TrimSuffix(audience, "/"), host)
}

// Soon is the number of days before a secret's end from which it is worth a
// warning.
const Soon = 30

func examineExpiry(c Case) finding.Finding {
	j := form.Judge(c.Values, guide.FieldExpires)
	if len(j.Findings) > 0 {
		f := j.Findings[0]
		f.Check = finding.Expiry
		return f
	}
	if known := j.Value != "" && !c.ExpiryOutdated(); !known && c.MinDays > 0 {
		return c.endUnknown()
	}
	if c.ExpiryOutdated() {
		return finding.Skipped(finding.Expiry, "The end date kept is the old secret's. Enter the new one's to have it watched.")
	}
	if j.Value == "" && c.Differs {
		return finding.Skipped(finding.Expiry, "The end date that was saved belongs to the other secret, so it is not counted. Microsoft tells the date of this one only to an app with Application.Read.All.")
	}
	if j.Value == "" {
		return finding.Skipped(finding.Expiry, "No end date was given. Microsoft tells it only to an app with Application.Read.All.")
	}
	end, _ := time.Parse(value.DateLayout, j.Value)
	days := daysBetween(c.Today, end)
	f := finding.Passed(finding.Expiry, "The secret is good until "+j.Value+", "+text.Count(days, "day")+" from now.")
	renew := finding.SecretExpiring.Entry().Do[0]
	switch {
	case days < 0 && c.Results.Token != nil && c.Results.Token.Got:
		f = finding.New(finding.Expiry, finding.SecretExpiring, "The end date given ("+j.Value+") has passed, but Microsoft still accepts the secret.",
			"Look up the end date in Certificates & secrets and correct it.")
		if c.MinDays > 0 {
			f.Status = finding.Fail
		}
	case days < 0:
		f = finding.New(finding.Expiry, finding.SecretExpired, "The secret ended on "+j.Value+".", finding.SecretExpired.Entry().Do...)
	case days < c.MinDays:
		f = finding.New(finding.Expiry, finding.SecretExpiring, "The secret ends on "+j.Value+", in "+text.Count(days, "day")+"; at least "+text.Count(c.MinDays, "day")+" are asked for.", renew)
		f.Status = finding.Fail
	case days < Soon:
		f = finding.New(finding.Expiry, finding.SecretExpiring, "The secret ends on "+j.Value+", in "+text.Count(days, "day")+".", renew)
	}
	f.Step = guide.StepSecret
	return f
}

// End is the secret's end date and the days until it, counted in UTC; "" and
// nil if it is unknown.
func (c Case) End() (date string, days *int) {
	j := form.Judge(c.Values, guide.FieldExpires)
	end, err := time.Parse(value.DateLayout, j.Value)
	if err != nil || len(j.Findings) > 0 || c.ExpiryOutdated() {
		return "", nil
	}
	left := daysBetween(c.Today.UTC(), end)
	return j.Value, &left
}

// endUnknown reports that --min-days can't be checked without an end date.
func (c Case) endUnknown() finding.Finding {
	f := finding.New(finding.Expiry, finding.ExpiryUnknown, "No end date of the secret is known, so whether "+text.Count(c.MinDays, "day")+" are left can't be said.",
		"Look up the end date in Certificates & secrets and give it with --expires YYYY-MM-DD. For a saved credential, enter it in "+c.Command("diagnose")+" and save it.")
	f.Step = guide.StepSecret
	return f
}
