package catalogue

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"mailgrant/flow/text"
)

// weights are the sections of signs.
var weights = map[string]Weight{"graph": Wording, "wordings": Wording, "details": Detail, "hints": Hint}

// sign reads "causes: words * words".
func (p *parser) sign(line string) error {
	head, words, _ := strings.Cut(line, ": ")
	head, firm := strings.CutSuffix(head, "!")
	list, err := p.list(strings.Fields(head))
	signs := spelled(words)
	if len(list) == 0 || len(signs) == 0 {
		return fmt.Errorf("%q needs the form causes: words, of %d letters at least", line, Lead)
	}
	for _, s := range signs {
		s.Causes, s.Firm, s.Weight = list, firm, weights[p.section]
		p.signs = append(p.signs, s)
		if p.section == "graph" {
			err = errors.Join(err, taken(p.graph, s.Head))
			p.graph[s.Head] = list[0]
		}
	}
	p.begins, p.signed = p.at, len(signs)
	return err
}

func (p *parser) signLine(key, txt string) error {
	if key != "ask" {
		return noKey(key)
	}
	last := p.signs[len(p.signs)-p.signed:]
	for i := range last {
		last[i].Ask = txt
	}
	return nil
}

// fact reads "name: words * words".
func (p *parser) fact(line string) error {
	name, words, _ := strings.Cut(line, ": ")
	signs := spelled(words)
	if name == "" || strings.Contains(name, " ") || len(signs) == 0 {
		return fmt.Errorf("%q needs the form name: words, of %d letters at least", line, Lead)
	}
	for _, s := range signs {
		s.Fact = name
		p.facts = append(p.facts, s)
	}
	return nil
}

// spelled are the signs of a wording: one for each choice in "(one|other)". It
// has none if one is too short.
func spelled(words string) []Sign {
	var signs []Sign
	for _, w := range choices(words) {
		before, after, _ := strings.Cut(w, "*")
		s := Sign{Head: text.Squeeze(before), Tail: text.Squeeze(after), Word: !strings.Contains(strings.TrimSpace(w), " ")}
		if len(s.Head) < Lead {
			return nil
		}
		signs = append(signs, s)
	}
	return signs
}

func choices(words string) []string {
	before, rest, open := strings.Cut(words, "(")
	inside, after, ends := strings.Cut(rest, ")")
	if !open || !ends {
		return []string{words}
	}
	var list []string
	for choice := range strings.SplitSeq(inside, "|") {
		list = append(list, choices(before+choice+after)...)
	}
	return list
}

// openCombination reads "causes or numbers with facts -> causes", where the last
// part may be missing.
func (p *parser) openCombination(line string) error {
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
	p.combinations = append(p.combinations, c)
	return p.known(slices.Concat(c.Leads, c.Causes, c.Without)...)
}

func (p *parser) combinationLine(key, txt string) error {
	c := &p.combinations[len(p.combinations)-1]
	switch key {
	case "owner":
		if p.owners[Owner(txt)] == "" {
			return fmt.Errorf("there is no owner %q", txt)
		}
		return set((*string)(&c.Owner), txt)
	case "says":
		return set(&c.Says, txt)
	case "ask":
		return set(&c.Ask, txt)
	case "do":
		c.Do = append(c.Do, txt)
		return nil
	}
	return noKey(key)
}
