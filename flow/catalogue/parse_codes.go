package catalogue

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"mailgrant/flow/text"
)

// openFamily reads "name (owner) -> cause".
func (p *parser) openFamily(line string) error {
	name, rest, ok := strings.Cut(line, " (")
	owner, cause, ok2 := strings.Cut(rest, ") -> ")
	if !ok || !ok2 || p.owners[Owner(owner)] == "" {
		return fmt.Errorf("%q needs the form name (owner) -> cause", line)
	}
	err := errors.Join(taken(p.families, name), p.known(Cause(cause)))
	p.begins, p.family = p.at, &Family{Owner: Owner(owner), Cause: Cause(cause)}
	p.families[name] = p.family
	return err
}

func (p *parser) codeLine(key, txt string) error {
	switch key {
	case "ask":
		return set(&p.code.Ask, txt)
	case "says":
		return set(&p.code.Says, txt)
	case "do":
		p.code.Speaks = true
		p.code.Do = append(p.code.Do, txt)
		return nil
	case "owner":
		if p.owners[Owner(txt)] == "" {
			return fmt.Errorf("there is no owner %q", txt)
		}
		return set((*string)(&p.code.Owner), txt)
	}
	return noKey(key)
}

// openCode reads "number name -> causes: meaning", with => if the meaning is
// used as the sentence, or "number name ~ family: meaning".
func (p *parser) openCode(line string) error {
	head, means, ok := strings.Cut(line, ": ")
	words := strings.Fields(head)
	if !ok || len(words) < 4 {
		return fmt.Errorf("%q needs the form number name -> causes: meaning", line)
	}
	number, err := strconv.Atoi(words[0])
	if err != nil {
		return fmt.Errorf("%q is no number", words[0])
	}
	p.begins, p.code = p.at, Code{Number: number, Name: words[1], Means: means}
	switch words[2] {
	case "->", "=>":
		p.code.Speaks = words[2] == "=>"
		p.code.Causes, err = p.list(words[3:])
	case "~":
		f := p.families[words[3]]
		if f == nil {
			return fmt.Errorf("there is no family %q", words[3])
		}
		p.code.Family, p.code.Causes, p.code.Owner = f, []Cause{f.Cause}, f.Owner
	default:
		return fmt.Errorf("%q is neither ->, => nor ~", words[2])
	}
	return errors.Join(err, taken(p.codes, number))
}

// rule reads the cause of an "if" line, with "!" if it excludes every other
// one, and "-cause" for each one that it excludes otherwise.
func (p *parser) rule(feature, txt string) error {
	r := Rule{Feature: feature}
	if words, ok := strings.CutPrefix(feature, `"`); ok {
		r.Feature, r.Words = "", text.Squeeze(words)
	}
	words := strings.Fields(txt)
	if len(words) == 0 {
		return errors.New("a rule names a cause")
	}
	first, firm := strings.CutSuffix(words[0], "!")
	r.Cause, r.Firm = Cause(first), firm
	for _, w := range words[1:] {
		r.Without = append(r.Without, Cause(strings.TrimPrefix(w, "-")))
	}
	p.code.Rules = append(p.code.Rules, r)
	return p.known(append([]Cause{r.Cause}, r.Without...)...)
}

func (p *parser) list(words []string) ([]Cause, error) {
	var list []Cause
	for _, w := range words {
		list = append(list, Cause(w))
	}
	return list, p.known(list...)
}

func (p *parser) known(list ...Cause) error {
	for _, c := range list {
		if _, ok := p.causes[c]; !ok {
			return fmt.Errorf("there is no cause %q", c)
		}
	}
	return nil
}
