package catalogue

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"mailgrant/flow/text"
)

// weights are the sections of signs.
var weights = map[string]Weight{"graph": Wording, "wordings": Wording, "details": Detail, "hints": Hint, "words": Hint}

// sign reads "causes: words * words".
func (p *parser) sign(line string) error {
	head, words, _ := strings.Cut(line, ": ")
	head, firm := strings.CutSuffix(head, "!")
	list, err := p.list(strings.Fields(head))
	s, ok := spelled(words)
	if len(list) == 0 || !ok {
		return fmt.Errorf("%q needs the form causes: words, of %d letters at least", line, Lead)
	}
	s.Causes, s.Firm, s.Weight = list, firm, weights[p.section]
	to := &p.signs
	if p.section == "words" {
		s.Said, to = true, &p.words
	}
	*to = append(*to, s)
	p.begins, p.signed = p.at, &(*to)[len(*to)-1]
	if p.section == "graph" {
		name := s.Parts[0].Words[0]
		err = errors.Join(err, taken(p.graph, name))
		p.graph[name] = list[0]
	}
	return err
}

func (p *parser) signLine(key, txt string) error {
	if key != "ask" {
		return noKey(key)
	}
	return set(&p.signed.Ask, txt)
}

// fact reads "name: words * words".
func (p *parser) fact(line string) error {
	name, words, _ := strings.Cut(line, ": ")
	s, ok := spelled(words)
	if name == "" || strings.Contains(name, " ") || !ok {
		return fmt.Errorf("%q needs the form name: words, of %d letters at least", line, Lead)
	}
	s.Fact, s.Done = name, p.section == "done"
	p.facts = append(p.facts, s)
	return nil
}

// repeat reads "fact: words", or "fact -other: words".
func (p *parser) repeat(line string) error {
	fact, words, ok := strings.Cut(line, ": ")
	if !ok || words == "" {
		return fmt.Errorf("%q needs the form fact: words", line)
	}
	fact, unless, _ := strings.Cut(fact, " -")
	p.repeats = append(p.repeats, Repeat{fact, unless, words})
	return nil
}

// spelled reads words with "*" for a gap, "(one|other)" for a choice and
// "(one )?" for what may be missing.
func spelled(words string) (Sign, bool) {
	s := Sign{Word: !strings.ContainsFunc(words, func(r rune) bool { return r == ' ' || r > unicode.MaxASCII })}
	for i, piece := range strings.Split(words, "*") {
		apart := i > 0
		for piece = strings.TrimSpace(piece); piece != ""; apart = false {
			var choices string
			if inside, ok := strings.CutPrefix(piece, "("); ok {
				choices, piece, _ = strings.Cut(inside, ")")
				if rest, ok := strings.CutPrefix(piece, "?"); ok {
					choices, piece = choices+"|", rest
				}
			} else {
				at := strings.IndexByte(piece+"(", '(')
				choices, piece = piece[:at], piece[at:]
			}
			part := Part{Apart: apart}
			for w := range strings.SplitSeq(choices, "|") {
				part.Words = append(part.Words, text.Squeeze(w))
				if typed := umlauts.Replace(w); typed != w {
					part.Words = append(part.Words, text.Squeeze(typed))
				}
			}
			s.Parts = append(s.Parts, part)
		}
	}
	s.lengthen()
	return s, len(s.Parts) > 0 && !slices.ContainsFunc(s.Parts[0].Words, func(w string) bool { return len(w) < Lead })
}

// umlauts are written as two letters on a keyboard without them.
var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ø", "oe", "å", "aa")

// lengthen joins the first part with the next one until its words are long
// enough to be found by their beginning.
func (s *Sign) lengthen() {
	short := func(w string) bool { return len(w) < Lead }
	for len(s.Parts) > 1 && !s.Parts[1].Apart && slices.ContainsFunc(s.Parts[0].Words, short) {
		var joined []string
		for _, a := range s.Parts[0].Words {
			for _, b := range s.Parts[1].Words {
				joined = append(joined, a+b)
			}
		}
		s.Parts = append([]Part{{Words: joined}}, s.Parts[2:]...)
	}
}

// openCombination reads "causes or numbers with facts -> causes", where the last
// part may be missing.
func (p *parser) openCombination(to *[]Combination, line string) error {
	head, then, _ := strings.Cut(line, " -> ")
	leads, facts, ok := strings.Cut(head, " with ")
	if !ok {
		return fmt.Errorf("%q needs the form causes with facts -> causes", line)
	}
	var c Combination
	for _, w := range strings.Fields(leads) {
		if n, err := strconv.Atoi(w); err == nil {
			c.Numbers = append(c.Numbers, n)
			continue
		}
		c.Leads = append(c.Leads, Cause(w))
	}
	for _, w := range strings.Fields(facts) {
		if absent, ok := strings.CutPrefix(w, "-"); ok {
			c.Absent = append(c.Absent, absent)
			continue
		}
		c.Facts = append(c.Facts, w)
	}
	for i, w := range strings.Fields(then) {
		if without, ok := strings.CutPrefix(w, "-"); ok {
			c.Without = append(c.Without, Cause(without))
			continue
		}
		name, firm := strings.CutSuffix(w, "!")
		c.Causes, c.Firm = append(c.Causes, Cause(name)), c.Firm || firm && i == 0
	}
	p.begins = p.at
	*to = append(*to, c)
	p.combo = &(*to)[len(*to)-1]
	return p.known(slices.Concat(c.Leads, c.Causes, c.Without)...)
}

func (p *parser) combinationLine(key, txt string) error {
	c := p.combo
	switch key {
	case "owner":
		if p.owners[Owner(txt)] == "" {
			return fmt.Errorf("there is no owner %q", txt)
		}
		return set((*string)(&c.Owner), txt)
	case "says":
		return set(&c.Says, txt)
	case "apart":
		if p.section != "protocols" {
			return noKey(key)
		}
		return set(&c.Apart, txt)
	case "ask":
		return set(&c.Ask, txt)
	case "do":
		c.Do = append(c.Do, txt)
		return nil
	}
	return noKey(key)
}
