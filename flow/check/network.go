package check

import (
	"slices"
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
	"mailgrant/flow/wire"
)

// replies are the answers so far, the token's first.
func (c Case) replies() []wire.Reply {
	var rs []wire.Reply
	if c.Results.Token != nil {
		rs = append(rs, c.Results.Token.Reply)
	}
	if c.Results.Tenant != nil {
		rs = append(rs, c.Results.Tenant.Reply)
	}
	return rs
}

// cutOff is the first probe of Graph that the network prevented from getting an
// answer.
func (c Case) cutOff() *wire.ProbeResult {
	if c.Results.Token == nil {
		return nil
	}
	for i, x := range c.Results.Token.Probed {
		if !x.Reached && onNetwork(x.Reply) {
			return &c.Results.Token.Probed[i]
		}
	}
	return nil
}

// onNetwork reports a reply that says something about the network and nothing
// about the credential.
func onNetwork(r wire.Reply) bool {
	return ReplyFinding(finding.TokenCheck, r).Check == finding.Network
}

func examineNetwork(c Case) []finding.Finding {
	rs := c.replies()
	if len(rs) == 0 {
		if c.Running {
			return nil
		}
		return []finding.Finding{finding.Skipped(finding.Network, c.whyNotSent("nothing was sent"))}
	}
	i := slices.IndexFunc(rs, onNetwork)
	switch x := c.cutOff(); {
	case x != nil:
		return []finding.Finding{ReplyFinding(finding.Network, x.Reply)}
	case i < 0 && rs[0].Trouble == wire.NoTrouble:
		f := finding.Passed(finding.Network, rs[0].Host+" answers"+issuedBy(rs[0])+"."+c.readOnTheWay())
		f.Took = rs[0].Took
		return []finding.Finding{f}
	case i < 0:
		return []finding.Finding{finding.Skipped(finding.Network, "No clean answer to judge the network by.")}
	case c.Results.Token != nil && c.Results.Token.Got:
		return []finding.Finding{finding.Passed(finding.Network, rs[0].Host+" answers, though one of two requests did not get through."+c.readOnTheWay())}
	}
	return []finding.Finding{ReplyFinding(finding.Network, rs[i])}
}

func issuedBy(r wire.Reply) string {
	if r.Issuer == "" || r.Inspected {
		return ""
	}
	return ", certificate issued by " + r.Issuer
}

// readOnTheWay is the note about a connection that is decrypted between this
// computer and Microsoft, with a certificate that this computer trusts. That is
// not a fault: many companies do it.
func (c Case) readOnTheWay() string {
	for _, r := range c.replies() {
		if r.Inspected {
			return " Its certificate was issued by " + orUnnamed(r.Issuer) + ", which is not one of Microsoft's authorities: a proxy on your network can read the secret."
		}
	}
	if c.Results.Token == nil {
		return ""
	}
	for _, x := range c.Results.Token.Probed {
		if x.Inspected {
			return " The certificate of " + x.Host + " was issued by " + orUnnamed(x.Issuer) + ", which is not one of Microsoft's authorities: a proxy on your network can read the token."
		}
	}
	return ""
}

func orUnnamed(issuer string) string {
	if issuer == "" {
		return "somebody without a name"
	}
	return issuer
}

// skewLimit is how far the server's clock may differ from ours without a
// warning.
const skewLimit = time.Minute

func examineClock(c Case) []finding.Finding {
	rs := c.replies()
	i := slices.IndexFunc(rs, func(r wire.Reply) bool { return r.Dated })
	if i < 0 {
		if c.Running {
			return nil
		}
		return []finding.Finding{finding.Skipped(finding.Clock, c.whyNotSent("no answer carried the time"))}
	}
	skew := rs[i].Skew
	if skew.Abs() <= skewLimit {
		return []finding.Finding{finding.Passed(finding.Clock, "This computer's clock agrees with Microsoft's.")}
	}
	way := "behind"
	if skew < 0 {
		way = "ahead of"
	}
	return []finding.Finding{finding.New(finding.Clock, finding.ClockSkew,
		"This computer's clock is "+text.Span(skew.Abs())+" "+way+" Microsoft's.",
		"Turn on automatic time. A client secret does not mind, but a program that judges a token's age by this clock will.")}
}
