package explain

import (
	"bytes"
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

// beginsReport reports the beginning of a report of mailgrant's, before which
// nothing else is told.
func beginsReport(head []byte) bool {
	const before = 200
	rep, ok := readReports(text.Read(string(head)).Plain)
	return ok && rep.from < before && len(rep.credentials) > 0
}

// tooLarge explains a report that is too large to be read whole.
func tooLarge() Explanation {
	x := partly()
	x.Candidates[0].Says = "This is a mailgrant report that is too large to be read: more than 8 MB."
	x.Candidates[0].Do = []string{"Ask for the report of the one credential that it is about."}
	return x
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

// practised warns about a report of made-up values.
const practised = "This report was made in practice mode, with made-up values. It says nothing about a real credential. Ask for one without --practice."

// practice reports that the newest report in a text was made in practice mode.
func (r reported) practice(all text.Reading) bool {
	if len(r.credentials) == 0 {
		return false
	}
	to := len(all.Plain)
	if next := bytes.Index(all.Plain[r.to:], []byte("# mailgrant report")); next >= 0 {
		to = r.to + next
	}
	own := all.Key[keyAt(all, r.from):keyAt(all, to)]
	return bytes.Contains(own, []byte("modepractice")) || bytes.Contains(own, []byte("thiswaspractice"))
}

// unsigned reports credentials of which the report says that nobody signed in.
func (r reported) unsigned(all text.Reading) bool {
	own := all.Key[keyAt(all, r.from):]
	return bytes.Contains(own, []byte("nobodysignedin")) || bytes.Contains(own, []byte("showonlywhenapersonsignsin"))
}

// passing explains reports that found nothing wrong: no cause is named.
func passing(list []credential, unsigned bool) Explanation {
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
	skips := func(check finding.Check) bool {
		return slices.ContainsFunc(list, func(c credential) bool { return c.skipped(check) && !c.proved(finding.MailboxCheck) })
	}
	switch {
	case !certain:
	case unsigned:
		certain, k.Cause = false, finding.Unknown
		k.Says = "The report says that client ID, secret and tenant are right. Nobody signed in, so redirect URI, permissions and mailbox were not tested."
		if len(list) > 1 {
			k.Says = "The report found nothing wrong. With some of its credentials nobody signed in, so their redirect URI, permissions and mailbox were not tested."
		}
		k.Do = []string{"Sign in once in the product, and send the error that it shows.", k.Do[0]}
	case skips(finding.MailboxCheck):
		certain, k.Cause = false, finding.Unknown
		k.Says = "The report found nothing wrong, but it did not test permissions and mailbox."
		if !skips(finding.Permissions) {
			k.Says = "The report says that client ID, secret, tenant and permissions are right. It tested no mailbox."
		}
		k.Do = slices.Insert(k.Do, 0, "Run mailgrant check with --mailbox ADDRESS, the address of the mailbox that the product opens.")
	}
	return Explanation{Certain: certain, Candidates: []Candidate{k}, Codes: []Code{}}
}
