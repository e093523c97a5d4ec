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
	r := text.Read(bounded(status(inner)))
	if x, ok := ofReport(r); ok {
		return x
	}
	s := surveyed(r)
	if near := nearestCause(r); near != "" && len(s.clues) == 0 {
		return didYouMean(near)
	}
	known := s.secrets.Known()
	if !doc.Inner.Absent() {
		all := redact.Find(text.Read(bounded(txt)))
		known = all.Known()
		s.secrets.Secret = s.secrets.Secret || all.Secret
		s.secrets.Token = s.secrets.Token || all.Token
	}
	facts := append(due(doc.Facts, now), s.tokenOf(doc, now)...)
	s.documented(doc, facts)
	x := s.explained()
	s.together(&x, doc.Format, facts)
	s.evident(&x, doc.Format, facts)
	x.Evidence.ServerText, x.Quoted.Shows = known.Blank(x.Evidence.ServerText), known.Blank(x.Quoted.Shows)
	return x
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

// tokenOf reads the claims of a decoded token, which count if there is nothing better;
// its end is a fact.
func (s *survey) tokenOf(doc intake.Text, now time.Time) []intake.Fact {
	if doc.Claims.Absent() {
		return nil
	}
	token, k := tokenFrom([]byte(doc.Claims.Reveal()))
	if token == nil {
		return nil
	}
	s.token, s.claims = token, *token
	k.weight = hinted
	s.clues = append(slices.DeleteFunc(s.clues, hinting), *k)
	end, err := time.Parse(time.RFC3339, token.Ends)
	if err != nil || now.IsZero() || !now.After(end) || k.causes[0] != finding.Unknown {
		return nil
	}
	return []intake.Fact{{Causes: []finding.Cause{finding.TokenRejected}, Says: "the token ended at " + token.Ends, Setting: true}}
}

// documented adds what a document proves to the clues. What was set counts like a
// hint: an error in the text says more. Beside an error, a placeholder is a mask:
// who asks for help hides values.
func (s *survey) documented(doc intake.Text, facts []intake.Fact) {
	var clues []clue
	for i, f := range facts {
		if len(f.Causes) > 0 {
			k := clue{causes: f.Causes, firm: f.Firm, weight: specific, said: f.Says, do: f.Do, ask: f.Ask, from: len(s.r.Plain) + len(facts) - i}
			if f.Setting {
				k.weight = hinted
			}
			clues = append(clues, k)
		}
	}
	if len(s.clues) > 0 {
		clues = slices.DeleteFunc(clues, func(k clue) bool { return k.causes[0] == finding.PlaceholderLeft })
	}
	if len(clues) > 0 && doc.Format != "" {
		s.clues = slices.DeleteFunc(s.clues, hinting)
	}
	s.clues = append(s.clues, clues...)
}

// sound are the formats in which everything that matters is read: without a
// fault there, nothing is wrong.
var sound = []intake.Format{intake.App, intake.ServicePrincipal, intake.NewSecret, intake.SignIns, intake.Audit, intake.Exchange, intake.Settings, intake.Token}

// evident puts the lines of a document that decide in place of a quotation.
func (s survey) evident(x *Explanation, format intake.Format, facts []intake.Fact) {
	clues, first := strongest(s.clues), x.Candidates[0].Cause
	decides := len(clues) == 0 || clues[0].said != ""
	if decides && format != intake.SignIns && format != intake.Audit && slices.Contains(sound, format) {
		x.Evidence = finding.Evidence{PolicyIDs: []string{}} // its times and IDs are those of no failure
	}
	if format == intake.Audit {
		x.Quoted.Mailbox = "" // an administrator's
	}
	if (decides || format == intake.SignIns) && len(facts) > 0 {
		slices.SortStableFunc(facts, func(a, b intake.Fact) int {
			return cmp.Compare(distance(a, first), distance(b, first))
		})
		deciding := slices.DeleteFunc(slices.Clone(facts), func(f intake.Fact) bool { return !slices.Contains(f.Causes, first) })
		x.Quoted.Shows, x.Evidence.ServerText = lines(deciding), lines(facts)
	}
	if format == intake.Token && s.token != nil && x.Evidence.ServerText == "" {
		x.Quoted.Shows = s.token.shows()
		x.Evidence.ServerText = x.Quoted.Shows
	}
	if first == finding.Unknown && len(s.clues) == 0 && slices.Contains(sound, format) {
		x.Candidates[0].Says = "This is " + format.Words() + ". mailgrant sees nothing wrong in it."
		x.Candidates[0].Do = []string{
			"Send the error text itself, or the part of the product's log with it.",
			"With the IDs and the secret, mailgrant check shows what does not work.",
		}
	}
}

// shows is what the claims say, in a sentence.
func (t Token) shows() string {
	kind := "It has neither roles nor scp: no permission at all."
	switch {
	case len(t.Roles) > 0:
		kind = "It has application permissions (roles): " + text.List(t.Roles) + "."
	case len(t.Scopes) > 0:
		kind = "It is for a person, with delegated permissions (scp): " + text.List(t.Scopes) + "."
	}
	return text.Clean("The token is for " + cmp.Or(t.Audience, "nothing that it names") + ". " + kind)
}

// lines are the evidence of facts in one text.
func lines(facts []intake.Fact) string {
	var list []string
	for _, f := range facts {
		list = append(list, strings.TrimSuffix(f.Says, "."))
	}
	if len(list) == 0 {
		return ""
	}
	return text.Clean(strings.Join(list, "; ") + ".")
}

// distance is where a fact names a cause; past its end if it does not.
func distance(f intake.Fact, c finding.Cause) int {
	if i := slices.Index(f.Causes, c); i >= 0 {
		return i
	}
	return len(f.Causes) + most
}
