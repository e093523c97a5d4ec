package explain

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/intake"
	"mailgrant/flow/redact"
	"mailgrant/flow/text"
)

// At explains a text or a document at a time, which says whether a secret in the
// document has ended. Without a time none has.
func At(txt string, now time.Time) Explanation {
	x, err := Stream(strings.NewReader(txt), now)
	if err != nil {
		return explained(text.Read(txt[:min(len(txt), whole)]))
	}
	return x
}

// ofDocument explains a text by what was read from it.
func ofDocument(txt string, doc intake.Text, now time.Time) Explanation {
	inner := txt
	if !doc.Inner.Absent() {
		inner = doc.Inner.Reveal()
	}
	r := text.Read(bounded(inner))
	if x, ok := ofReport(r); ok {
		return x
	}
	s := surveyed(r)
	if !doc.Inner.Absent() {
		all := redact.Find(text.Read(bounded(txt)))
		s.secrets.Secret = s.secrets.Secret || all.Secret
		s.secrets.Token = s.secrets.Token || all.Token
	}
	facts := due(doc.Facts, now)
	s.documented(doc, facts, now)
	return evident(s.explained(), s, doc.Format, facts)
}

// bounded is the beginning and the end of a long document.
func bounded(txt string) string {
	const edge = 512 << 10
	if len(txt) <= 2*edge {
		return txt
	}
	return txt[:edge] + "\n\n" + txt[len(txt)-edge:]
}

// recorded reports the beginning of a browser's recording.
func recorded(start []byte) bool {
	return strings.HasPrefix(strings.Join(strings.Fields(string(start[:documentHead])), ""), `{"log":{`)
}

// due are the facts that are true by now; the end of a secret that goes on is a
// note.
func due(facts []intake.Fact, now time.Time) []intake.Fact {
	facts = slices.Clone(facts)
	for i, f := range facts {
		if !f.Since.IsZero() && !now.After(f.Since) {
			facts[i].Causes = nil
			facts[i].Says = strings.Replace(f.Says, " ended on ", " ends on ", 1)
		}
	}
	return facts
}

// documented adds what a document proves to the clues. What was set counts like a
// hint: an error in the text says more.
func (s *survey) documented(doc intake.Text, facts []intake.Fact, now time.Time) {
	var clues []clue
	for i, f := range facts {
		if len(f.Causes) > 0 {
			clues = append(clues, clue{causes: f.Causes, firm: f.Firm, hint: f.Setting, said: f.Says, from: len(s.r.Plain) + len(facts) - i})
		}
	}
	if !doc.Claims.Absent() {
		if token, k := claimsOf([]byte(doc.Claims.Reveal())); token != nil {
			s.token = token
			k.hint = true
			if end, err := time.Parse(time.RFC3339, token.Ends); err == nil && !now.IsZero() && now.After(end) && k.causes[0] == finding.Unknown {
				*k = clue{causes: []finding.Cause{finding.TokenRejected}, hint: true, said: "the token ended at " + token.Ends}
			}
			clues = append(clues, *k)
		}
	}
	if len(clues) > 0 && doc.Format != "" {
		s.clues = slices.DeleteFunc(s.clues, func(k clue) bool { return k.hint })
	}
	s.clues = append(s.clues, clues...)
}

// sound are the formats in which everything that matters is read: without a
// fault there, nothing is wrong.
var sound = []intake.Format{intake.App, intake.ServicePrincipal, intake.NewSecret, intake.SignIns, intake.Audit, intake.Exchange, intake.Settings, intake.Token}

// evident puts the lines of a document that decide in place of a quotation.
func evident(x Explanation, s survey, format intake.Format, facts []intake.Fact) Explanation {
	first := x.Candidates[0].Cause
	quoted := len(s.clues) > 0 && strongest(s.clues)[0].said == "" && format != intake.SignIns
	if k := strongest(s.clues); len(k) > 0 && k[0].said != "" && len(facts) == 0 {
		x.Evidence.ServerText = k[0].said
	}
	if !quoted && len(facts) > 0 {
		slices.SortStableFunc(facts, func(a, b intake.Fact) int {
			return cmp.Compare(distance(a, first), distance(b, first))
		})
		var lines []string
		for _, f := range facts {
			lines = append(lines, strings.TrimSuffix(f.Says, "."))
		}
		x.Evidence.ServerText = text.Clean(strings.Join(lines, "; ") + ".")
	}
	if first == finding.Unknown && len(s.clues) == 0 && slices.Contains(sound, format) {
		x.Candidates[0].Says = "This is " + format.Words() + ". mailgrant sees nothing wrong in it."
		x.Candidates[0].Do = []string{
			"Send the error text itself, or the part of the product's log with it.",
			"With the IDs and the secret, mailgrant check shows what does not work.",
		}
	}
	return x
}

// distance is where a fact names a cause; past its end if it does not.
func distance(f intake.Fact, c finding.Cause) int {
	if i := slices.Index(f.Causes, c); i >= 0 {
		return i
	}
	return len(f.Causes) + most
}
