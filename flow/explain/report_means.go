package explain

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"mailgrant/flow/catalogue"
	"mailgrant/flow/finding"
	"mailgrant/flow/redact"
	"mailgrant/flow/text"
)

// ofReport explains a text that holds a report of mailgrant, or an explanation;
// ok is false if it holds none that tells a result.
func ofReport(r text.Reading) (x Explanation, ok bool) {
	rep, found := readReports(r.Plain)
	roots := rep.roots()
	switch {
	case !found && !bytes.Contains(bytes.ToLower(r.Plain), []byte("mailgrant")):
		return x, false
	case len(roots) > 0:
		x = rep.explained(r, roots)
	case rep.well():
		if x, ok = rep.around(r); !ok || rep.older {
			x = passing(rep.credentials, rep.unsigned(r))
			x.Evidence.PolicyIDs = []string{}
		}
	case rep.request != "":
		x = requested(r, rep.request)
	case rep.open():
		x = partly()
	default:
		if x, ok = spoken(r); !ok {
			return x, false
		}
	}
	secrets := redact.Find(r)
	x.Warnings = append(secrets.Warnings(), append(x.Warnings, rep.foreign()...)...)
	if rep.practice(r) {
		x.Certain = false
		if first := &x.Candidates[0]; first.Cause == "" {
			first.Cause, first.Says, first.Do = finding.Unknown, "The report says that a made-up credential works.", []string{"Ask for a report of mailgrant check without --practice."}
		}
		x.Warnings = append([]string{practised}, x.Warnings...)
	}
	secrets.Hide(r.Plain)
	x.Quoted = quoted(rep.broken(r, roots), 0)
	if first := x.Candidates[0]; found && len(roots) == 0 && rep.well() && first.Cause == finding.Unknown {
		x.Quoted.Shows = first.Says + " " + first.Do[0]
	}
	return x, true
}

// roots are the deciding findings, those of broken credentials first. A cause
// counts once. An explanation's causes count if there is no report.
func (r reported) roots() []mark {
	var all []mark
	for _, c := range r.credentials {
		if m := c.root(); m.cause != "" {
			all = append(all, m)
		}
	}
	worst := []finding.Status{finding.Fail, finding.Undecided, finding.Warn}
	slices.SortStableFunc(all, func(a, b mark) int { return slices.Index(worst, a.status) - slices.Index(worst, b.status) })
	if len(all) == 0 {
		for _, c := range r.mentions {
			all = append(all, mark{cause: c, kind: mention})
		}
	}
	var once []mark
	for _, m := range all {
		at := slices.IndexFunc(once, func(o mark) bool { return o.cause == m.cause })
		if at < 0 {
			once = append(once, m)
		} else if once[at].check == "" {
			once[at] = m // the finding itself tells more than the result
		}
	}
	return once
}

// explained explains the causes that a text of mailgrant's names.
func (r reported) explained(all text.Reading, roots []mark) Explanation {
	x := Explanation{Codes: []Code{}, Certain: len(roots) == 1 && roots[0].cause.Owner() != "" && !r.doubtful}
	var clues []clue
	for i, root := range roots[:min(len(roots), most)] {
		about := all
		if root.check != "" {
			about = r.about(all.Plain, root)
		}
		k := clue{causes: []finding.Cause{root.cause}}
		for _, n := range announced(about) {
			code, listed := catalogue.Of(n.number)
			if slices.Contains(code.Causes, root.cause) || !listed && root.cause == finding.Unknown {
				k.number = n.number
				x.Codes = append(x.Codes, Code{n.number, code.Name, code.Means})
				break
			}
		}
		clues = append(clues, k)
		x.Candidates = append(x.Candidates, r.candidate(root, k))
		if i == 0 {
			x.Evidence = reportEvidence(about)
		}
	}
	if len(roots) == 1 {
		x.Candidates[0].Apart = ""
	}
	if len(r.finished()) > 1 && len(roots) > 1 {
		x.Several = &Several{Hidden: max(0, len(roots)-most)}
		for _, c := range r.finished() {
			if c.root().cause != "" {
				x.Several.Broken++
			}
		}
		x.Ask = "Which of the report's credentials is it about?"
	} else if !x.Certain {
		x.Ask = survey{}.question(x.Candidates, clues)
	}
	return x
}

// broken is the part of a report of several credentials that is about the first
// root cause; nothing if that can't be told.
func (r reported) broken(all text.Reading, roots []mark) text.Reading {
	if len(r.finished()) < 2 {
		return all
	}
	to := len(all.Plain)
	for _, c := range slices.Backward(r.credentials) {
		if len(roots) > 0 && c.from > 0 && c.root().cause == roots[0].cause {
			return text.Read(string(all.Plain[c.from:to]))
		}
		if c.from > 0 {
			to = c.from
		}
	}
	return text.Reading{}
}

// candidate is the text about a cause that a report names, which may be of a
// newer version.
func (r reported) candidate(root mark, k clue) Candidate {
	if !root.cause.Known() {
		return Candidate{
			Cause: finding.Unknown, Codes: []string{},
			Says: "The report names a cause that this version of mailgrant does not know: " + string(root.cause) + ".",
			Do:   []string{"Update mailgrant and explain the report again.", "Until then, follow the advice in the report itself."},
		}
	}
	x := candidate(root.cause, []clue{k})
	switch {
	case root.cause != finding.Unknown || k.number != 0:
	case root.status == finding.Warn:
		x.Says, x.Do = "The report ends with a warning: something could not be proven.", []string{"The report says what. It names nothing that is broken."}
	default:
		x.Says, x.Do = "The report does not know the cause.", []string{"Follow the advice in the report, or make a new one with mailgrant check."}
	}
	if whose := r.whose(root.cause); whose != "" {
		x.Apart = "In the report, this is the cause of " + whose + "."
	}
	return x
}

// finished are the credentials whose result is told. The findings of several
// follow their results in a report as text.
func (r reported) finished() []credential {
	return slices.DeleteFunc(slices.Clone(r.credentials), func(c credential) bool { return c.status == "" })
}

// around explains what is in a text beside a report that found nothing wrong.
func (r reported) around(all text.Reading) (Explanation, bool) {
	before, after := all.Plain[:r.from], all.Plain[r.to:]
	if r.cut {
		before = nil
	}
	at := bytes.Index(after, []byte("\n\n"))
	if at < 0 || len(r.schemas) > 0 {
		after = nil
	} else if after = after[at:]; bytes.Contains(after, []byte("decide otherwise.")) { // our own note on networks
		_, after, _ = bytes.Cut(after, []byte("decide otherwise."))
	}
	s := surveyed(text.Read(string(before) + "\n\n" + string(after)))
	if !slices.ContainsFunc(s.clues, func(k clue) bool { return !hinting(k) }) {
		return Explanation{}, false
	}
	x := explanation(s)
	x.Warnings = append(x.Warnings, "The text also holds a report of mailgrant that found nothing wrong: with the reported values, the credential works from the computer that made the report.")
	return x, true
}

// foreign are sentences about forms of another version.
func (r reported) foreign() []string {
	var list []string
	for _, form := range r.schemas {
		if name, version, _ := strings.Cut(form, "/"); version != "1" {
			list = append(list, fmt.Sprintf("This version of mailgrant does not know the form %s/%s. It read what it could.", name, version))
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// The names of identifiers in our reports.
var ourTrace, ourCorrelation, ourRequest = namedAs(1, "trace"), namedAs(1, "correlation"), namedAs(1, "request")

// reportEvidence is what Microsoft's support asks for, as reports write it.
func reportEvidence(r text.Reading) finding.Evidence {
	e := evidence(r, 0)
	for _, id := range []struct {
		at   *string
		name naming
	}{{&e.TraceID, ourTrace}, {&e.CorrelationID, ourCorrelation}, {&e.RequestID, ourRequest}} {
		if *id.at == "" {
			*id.at = identifier(r, 0, id.name)
		}
	}
	if at := bytes.Index(r.Plain, []byte(", time ")); at >= 0 && e.Timestamp == "" {
		e.Timestamp = text.TimeAt(r.Plain[at+len(", time "):])
	}
	for i := 0; len(e.PolicyIDs) < 8; {
		at := bytes.Index(r.Key[i:], []byte("policy"))
		if at < 0 {
			break
		}
		i += at + len("policy")
		if id := guidAt(r, i); id != "" {
			e.PolicyIDs = append(e.PolicyIDs, id)
		}
	}
	return e
}
