package explain

import (
	"slices"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// well reports that every credential in a report is good, or that nothing was
// found wrong with it.
func (r reported) well() bool {
	return len(r.credentials) > 0 && !slices.ContainsFunc(r.credentials, func(c credential) bool {
		return c.root().status != "" || c.status != finding.Pass && c.status != finding.Undecided
	})
}

// open reports that a report holds no result and nothing that is wrong.
func (r reported) open() bool {
	return len(r.credentials) > 0 && !slices.ContainsFunc(r.credentials, func(c credential) bool {
		return c.root().status != "" || c.status == finding.Fail || c.status == finding.Warn
	})
}

// partly explains a part of a report that does not tell the result.
func partly() Explanation {
	k := Candidate{
		Cause: finding.Unknown, Codes: []string{},
		Says: "This is a part of a mailgrant report; the part with the result is missing.",
		Do:   []string{"Ask for the whole report."},
	}
	return Explanation{Candidates: []Candidate{k}, Codes: []Code{}, Evidence: finding.Evidence{PolicyIDs: []string{}}}
}

// requested explains a request to an administrator, which reports no error
// itself: what it asks for is what lacks.
func requested(r text.Reading, title string) Explanation {
	x, ok := spoken(r)
	if ok {
		x.Certain = false
		return x
	}
	k := Candidate{
		Cause: finding.Unknown, Codes: []string{},
		Says: "This is a request that mailgrant wrote, not an error. It says itself what to do.",
		Do:   []string{"Send it to whoever may do it. It names the roles that can."},
	}
	switch {
	case strings.Contains(title, "consent"):
		k = candidate(finding.ConsentMissing, nil)
	case strings.Contains(title, "register"):
		k.Says = "This is a request that mailgrant wrote, not an error. It asks for the registration of an app."
	}
	x.Candidates = []Candidate{k}
	return x
}

// passing explains reports that found nothing wrong: no cause is named.
func passing(list []credential) Explanation {
	k := Candidate{
		Codes: []string{}, Says: "The report says that the credential works.",
		Do: []string{
			"If the product still fails, compare the values in the product with those in the report, and look for the product's own error text: mailgrant explains it.",
			"Run mailgrant check on the product's computer: it connects from its own network, where a firewall or a policy may refuse it.",
		},
	}
	certain := true
	if len(list) > 1 {
		k.Says = "The report says that all its credentials work."
	}
	if untested := slices.ContainsFunc(list, func(c credential) bool { return !c.tested() || c.status != finding.Pass }); untested {
		certain, k.Cause = false, finding.Unknown
		k.Says = "The report found nothing wrong, but it did not test the client secret."
		k.Do = []string{"Run mailgrant check with the client secret: add --secret-stdin, and leave --offline out."}
	}
	return Explanation{Certain: certain, Candidates: []Candidate{k}, Codes: []Code{}}
}
