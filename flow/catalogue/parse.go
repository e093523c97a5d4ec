package catalogue

import (
	"errors"
	"fmt"
	"strings"
)

// book is a parsed catalogue.
type book struct {
	owners   map[Owner]string
	causes   map[Cause]Entry
	families map[string]*Family
	codes    map[int]Code
	signs    []Sign
	words    []Sign
	facts    []Sign
	repeats  []Repeat
	graph    map[string]Cause // by squeezed code

	combinations []Combination
	protocols    []Combination
}

// parse reads the catalogue in the format that the top of catalogue.txt
// describes. An error names the line.
func parse(txt string) (*book, error) {
	p := parser{book: &book{
		owners: map[Owner]string{}, causes: map[Cause]Entry{}, families: map[string]*Family{}, codes: map[int]Code{},
		graph: map[string]Cause{},
	}}
	for line := range strings.SplitSeq(txt, "\n") {
		p.at++
		if line == "" || line[0] == '#' {
			continue
		}
		if err := p.line(line); err != nil {
			return nil, err
		}
	}
	return p.book, p.close()
}

// parser holds the block in progress; close adds it to the book.
type parser struct {
	*book
	at      int // the line
	section string
	begins  int // the first line of the block; 0 outside of one
	cause   Cause
	entry   Entry
	family  *Family
	code    Code
	signed  *Sign
	combo   *Combination
}

func wrong(line int, format string, about ...any) error {
	return fmt.Errorf("catalogue.txt:%d: "+format, append([]any{line}, about...)...)
}

func (p *parser) line(line string) error {
	if detail, ok := strings.CutPrefix(line, "  "); ok {
		if p.begins == 0 {
			return wrong(p.at, "%q belongs to no entry", detail)
		}
		if err := p.detail(detail); err != nil {
			return wrong(p.at, "%w", err)
		}
		return nil
	}
	if err := p.close(); err != nil {
		return err
	}
	section, ok := strings.CutPrefix(line, "== ")
	if ok {
		p.section = section
		return nil
	}
	if err := p.open(line); err != nil {
		return wrong(p.at, "%w", err)
	}
	return nil
}

// open begins a block, or reads one that is a single line.
func (p *parser) open(line string) error {
	switch p.section {
	case "owners":
		return p.owner(line)
	case "causes":
		p.begins, p.cause, p.entry = p.at, Cause(line), Entry{Status: Fail}
		return taken(p.causes, p.cause)
	case "commands":
		return p.command(line)
	case "families":
		return p.openFamily(line)
	case "codes":
		return p.openCode(line)
	case "graph", "wordings", "details", "hints", "words":
		return p.sign(line)
	case "facts", "done":
		return p.fact(line)
	case "repeats":
		return p.repeat(line)
	case "combinations":
		return p.openCombination(&p.combinations, line)
	case "protocols":
		return p.openCombination(&p.protocols, line)
	}
	return fmt.Errorf("there is no section %q", p.section)
}

// command reads a command that helps with a cause: "cause: command".
func (p *parser) command(line string) error {
	name, txt, _ := strings.Cut(line, ": ")
	e, ok := p.causes[Cause(name)]
	if !ok || txt == "" {
		return fmt.Errorf("%q needs the form cause: command", line)
	}
	e.Commands = append(e.Commands, txt)
	p.causes[Cause(name)] = e
	return nil
}

func taken[K comparable, V any](all map[K]V, name K) error {
	if _, twice := all[name]; twice {
		return fmt.Errorf("%v is here twice", name)
	}
	return nil
}

func (p *parser) close() error {
	begins := p.begins
	p.begins = 0
	switch {
	case begins == 0:
	case p.section == "causes":
		if err := p.complete(); err != nil {
			return wrong(begins, "%s: %w", p.cause, err)
		}
		p.causes[p.cause] = p.entry
	case p.section == "families" && len(p.family.Do) == 0:
		return wrong(begins, "a family needs a line do")
	case p.section == "codes":
		p.codes[p.code.Number] = p.code
	}
	return nil
}

// complete checks a cause, and fills in what follows from the rest.
func (p *parser) complete() error {
	e := &p.entry
	switch {
	case p.cause != Unknown && p.owners[e.Owner] == "":
		return fmt.Errorf("there is no owner %q", e.Owner)
	case e.Says == "" || len(e.Do) == 0:
		return errors.New("it needs a line says and a line do")
	case e.Plain == "":
		e.Plain = e.Says
	}
	if e.Elsewhere.Says == "" {
		e.Elsewhere.Says = e.Says
	}
	if e.Elsewhere.Do == nil {
		e.Elsewhere.Do = e.Do
	}
	return nil
}

// detail reads an indented line of a block: "key: text", or "if feature: cause".
func (p *parser) detail(line string) error {
	if p.section == "codes" && (line == "catch-all" || line == "general") {
		p.code.CatchAll, p.code.General = p.code.CatchAll || line == "catch-all", true
		return nil
	}
	key, txt, ok := strings.Cut(line, ": ")
	if !ok {
		return fmt.Errorf("%q needs the form key: text", line)
	}
	if feature, ok := strings.CutPrefix(key, "if "); ok && p.section == "codes" {
		return p.rule(feature, txt)
	}
	switch {
	case key == "owner" || key == "step" || key == "title" || key == "elsewhere who":
	case key == "status":
		if txt != string(Warn) && txt != string(Undecided) {
			return fmt.Errorf("a status is %s or %s, not %q", Warn, Undecided, txt)
		}
	case !strings.HasSuffix(strings.TrimRight(txt, ")"), ".") && !strings.HasSuffix(txt, "?"):
		return fmt.Errorf("%q is no sentence", txt)
	}
	switch p.section {
	case "causes":
		return p.causeLine(key, txt)
	case "families":
		if key == "do" {
			p.family.Do = append(p.family.Do, txt)
			return nil
		}
	case "codes":
		return p.codeLine(key, txt)
	case "combinations", "protocols":
		return p.combinationLine(key, txt)
	case "wordings", "hints", "words":
		return p.signLine(key, txt)
	}
	return noKey(key)
}

func noKey(key string) error { return fmt.Errorf("no key %q belongs here", key) }

func (p *parser) causeLine(key, txt string) error {
	e := &p.entry
	switch key {
	case "owner":
		return set((*string)(&e.Owner), txt)
	case "status":
		e.Status = Status(txt)
	case "title":
		return set(&e.Title, txt)
	case "says":
		return set(&e.Says, txt)
	case "plain":
		return set(&e.Plain, txt)
	case "do":
		e.Do = append(e.Do, txt)
	case "step":
		return set(&e.Step, txt)
	case "elsewhere says":
		return set(&e.Elsewhere.Says, txt)
	case "elsewhere who":
		return set(&e.Elsewhere.Who, txt)
	case "elsewhere do":
		e.Elsewhere.Do = append(e.Elsewhere.Do, txt)
	case "apart":
		return set(&e.Apart, txt)
	case "ask":
		return set(&e.Ask, txt)
	default:
		return noKey(key)
	}
	return nil
}

func set(field *string, txt string) error {
	if *field != "" {
		return errors.New("an entry has one such line")
	}
	*field = txt
	return nil
}

// owner reads "name: words".
func (p *parser) owner(line string) error {
	name, words, ok := strings.Cut(line, ": ")
	if !ok || words == "" {
		return fmt.Errorf("%q needs the form name: words", line)
	}
	err := taken(p.owners, Owner(name))
	p.owners[Owner(name)] = words
	return err
}
