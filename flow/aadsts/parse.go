package aadsts

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"mailgrant/flow/finding"
)

// parse reads the catalogue in the form that catalogue.txt describes at its top.
func parse(text string) (*catalogue, error) {
	p := parser{c: &catalogue{
		causes: map[finding.Cause]cause{}, families: map[string]family{}, codes: map[int]entry{},
	}}
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		n++
		if line == "" || line[0] == '#' {
			continue
		}
		if err := p.line(line); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	p.close()
	p.c.index = indexed(p.c.signs)
	return p.c, nil
}

// parser holds the block that is being read; close puts it into the catalogue.
type parser struct {
	c       *catalogue
	section string
	name    string
	cause   cause
	family  family
	entry   entry
	number  int
}

var errLine = errors.New("not a line of the catalogue")

func (p *parser) line(line string) error {
	if section, ok := strings.CutPrefix(line, "== "); ok {
		p.close()
		p.section = section
		return nil
	}
	if detail, ok := strings.CutPrefix(line, "  "); ok {
		return p.detail(detail)
	}
	p.close()
	switch p.section {
	case "causes":
		p.name, p.cause = line, cause{}
		return known(finding.Cause(line))
	case "families":
		return p.openFamily(line)
	case "codes":
		return p.openCode(line)
	case "wordings", "hints":
		return p.sign(line)
	}
	return errLine
}

func (p *parser) close() {
	switch {
	case p.name == "":
	case p.section == "causes":
		p.c.causes[finding.Cause(p.name)] = p.cause
	case p.section == "families":
		p.c.families[p.name] = p.family
	case p.section == "codes":
		p.c.codes[p.number] = p.entry
	}
	p.name = ""
}

// detail reads an indented line: "key: text", or "if feature: cause".
func (p *parser) detail(line string) error {
	key, text, ok := strings.Cut(line, ": ")
	if !ok {
		return errLine
	}
	if feature, ok := strings.CutPrefix(key, "if "); ok && p.section == "codes" {
		return p.rule(feature, text)
	}
	switch p.section + " " + key {
	case "causes says":
		p.cause.says = text
	case "causes do":
		p.cause.do = append(p.cause.do, text)
	case "causes apart":
		p.cause.apart = text
	case "causes ask":
		p.cause.ask = text
	case "families do":
		p.family.do = append(p.family.do, text)
	case "codes ask":
		p.entry.ask = text
	case "codes do":
		p.entry.speaks = true
		p.entry.do = append(p.entry.do, text)
	case "codes owner":
		p.entry.owner = finding.Owner(text)
	default:
		return errLine
	}
	return nil
}

// openFamily reads "name (owner) -> cause".
func (p *parser) openFamily(line string) error {
	name, rest, ok := strings.Cut(line, " (")
	owner, c, ok2 := strings.Cut(rest, ") -> ")
	if !ok || !ok2 {
		return errLine
	}
	p.name, p.family = name, family{owner: finding.Owner(owner), cause: finding.Cause(c)}
	return known(finding.Cause(c))
}

// openCode reads "number name -> causes: meaning", with => where the meaning is
// to be said, or "number name ~ family: meaning".
func (p *parser) openCode(line string) error {
	head, means, ok := strings.Cut(line, ": ")
	words := strings.Fields(head)
	if !ok || len(words) < 4 {
		return errLine
	}
	number, err := strconv.Atoi(words[0])
	if err != nil {
		return err
	}
	p.number, p.name, p.entry = number, words[1], entry{name: words[1], means: means}
	switch words[2] {
	case "->", "=>":
		p.entry.speaks = words[2] == "=>"
		p.entry.causes, err = causes(words[3:])
		return err
	case "~":
		f, ok := p.c.families[words[3]]
		if !ok {
			return errLine
		}
		p.entry.family, p.entry.causes, p.entry.owner = words[3], []finding.Cause{f.cause}, f.owner
		return nil
	}
	return errLine
}

// rule reads the cause of an "if" line, with "!" where it excludes every other
// one, and "-cause" for each it excludes otherwise.
func (p *parser) rule(feature, text string) error {
	r := rule{feature: feature}
	if words, ok := strings.CutPrefix(feature, `"`); ok {
		r.feature, r.words = "", squeeze(words)
	}
	words := strings.Fields(text)
	first, firm := strings.CutSuffix(words[0], "!")
	r.cause, r.firm = finding.Cause(first), firm
	for _, w := range words[1:] {
		r.without = append(r.without, finding.Cause(strings.TrimPrefix(w, "-")))
	}
	p.entry.rules = append(p.entry.rules, r)
	return known(append([]finding.Cause{r.cause}, r.without...)...)
}

// sign reads "causes: words * words".
func (p *parser) sign(line string) error {
	head, words, ok := strings.Cut(line, ": ")
	head, firm := strings.CutSuffix(head, "!")
	list, err := causes(strings.Fields(head))
	if !ok || err != nil {
		return errors.Join(errLine, err)
	}
	s := sign{causes: list, firm: firm, hint: p.section == "hints"}
	before, after, _ := strings.Cut(words, "*")
	s.head, s.tail = squeeze(before), squeeze(after)
	s.word = !strings.Contains(words, " ")
	if len(s.head) < lead {
		return errLine
	}
	p.c.signs = append(p.c.signs, s)
	return nil
}

func causes(words []string) ([]finding.Cause, error) {
	var list []finding.Cause
	for _, w := range words {
		list = append(list, finding.Cause(w))
	}
	return list, known(list...)
}

func known(list ...finding.Cause) error {
	for _, c := range list {
		if c.Owner() == "" && c != finding.Unknown {
			return fmt.Errorf("no cause %q", c)
		}
	}
	return nil
}

// squeeze keeps letters and digits, in lower case: the form words are compared in.
func squeeze(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return -1
	}, text)
}
