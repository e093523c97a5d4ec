package check

import (
	"slices"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// filled puts the case's own values in the place of the catalogue's words for
// them, so that a command can be copied as it is. Unknown ones stay.
func (c Case) filled(findings []finding.Finding) []finding.Finding {
	for i, f := range findings {
		fill := c.filler(f.Mailbox)
		findings[i].Do = slices.Clone(f.Do)
		for j, do := range f.Do {
			findings[i].Do[j] = fill.Replace(do)
		}
	}
	return findings
}

// Filled is a text of the catalogue with the case's values, about a mailbox or
// none.
func (c Case) Filled(txt, mailbox string) string { return c.filler(mailbox).Replace(txt) }

func (c Case) filler(mailbox string) *strings.Replacer {
	pairs := []string{}
	add := func(word, value string) {
		if value != "" {
			pairs = append(pairs, word, value)
		}
	}
	add("MAILBOX", argument(mailbox))
	add("CLIENT_ID", c.Values.UsableClientID())
	if product := c.Guide().Product; product != "" {
		pairs = append(pairs, "whoever runs the product", "whoever runs "+product)
	}
	if g := c.Results.Token; g != nil && c.Results.SignIn == nil && value.IsGUID(g.ObjectID) {
		add("ENTERPRISE_APP_OBJECT_ID", g.ObjectID)
	}
	return strings.NewReplacer(pairs...)
}

// argument is an address as PowerShell takes it.
func argument(address string) string {
	const plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.@_-+"
	if strings.Trim(address, plain) == "" {
		return address
	}
	return "'" + strings.ReplaceAll(address, "'", "''") + "'"
}

// byPolicies adds the policies that a refusal names.
func byPolicies(f finding.Finding) finding.Finding {
	ids := slices.DeleteFunc(slices.Clone(f.Evidence.PolicyIDs), func(id string) bool { return !value.IsGUID(id) })
	if f.Cause != finding.ConditionalAccess || len(ids) == 0 {
		return f
	}
	f.Do = append([]string{"Microsoft names what refused: " + "the policy with the ID " + text.List(ids) +
		". In Entra ID > Conditional Access > Policies, a policy's page has its ID in the address."}, f.Do...)
	return f
}
