package cli

import (
	"mailgrant/flow"
	"mailgrant/flow/aadsts"
)

// meaning is what a text means, for the screen.
func meaning(text string) flow.Explanation {
	x := aadsts.Explain(text)
	shown := flow.Explanation{Certain: x.Certain, Notes: x.Warnings, Ask: x.Ask, Evidence: x.Evidence}
	for _, c := range x.Candidates {
		shown.Meanings = append(shown.Meanings, flow.Meaning{
			Cause: c.Cause, Owner: c.Owner, Codes: c.Codes, Says: c.Says, Do: c.Do, Apart: c.Apart, Lookup: c.Lookup,
		})
	}
	return shown
}
