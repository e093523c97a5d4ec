package guide

import (
	"slices"
	"strings"
)

// matter is the front matter of a file: lines of `key: value` between two lines of
// three dashes. It is the part of YAML that needs no library: a value is plain, in
// double quotes, or a list of words in brackets.
type matter struct {
	*file
	at     int // the line of the opening dashes
	values map[string]line
}

// frontMatter reads the front matter, whose keys are the known ones, and gives
// what follows; the zero matter where there is none.
func (f *file) frontMatter(lines []line, known ...string) (matter, []line) {
	m := matter{f, 1, map[string]line{}}
	if len(lines) == 0 { // said already
		return matter{}, nil
	}
	if lines[0].text != "---" {
		f.bad(1, "The file must begin with front matter: a line ---, then lines such as product: NAME, then a line ---.")
		return matter{}, lines
	}
	end := slices.IndexFunc(lines[1:], func(l line) bool { return l.text == "---" })
	if end < 0 {
		f.bad(1, "The front matter has no end: close it with a line ---.")
		return matter{}, nil
	}
	for _, l := range lines[1 : end+1] {
		if l.text == "" || strings.HasPrefix(l.text, "#") {
			continue
		}
		key, value, ok := strings.Cut(l.text, ":")
		switch _, twice := m.values[key]; {
		case !ok || value != "" && value[0] != ' ':
			f.bad(l.n, "Write this line as key: value.")
		case !slices.Contains(known, key):
			f.bad(l.n, "There is no key %q. The keys are %s.", key, strings.Join(known, ", "))
		case twice:
			f.bad(l.n, "The key %s is given twice.", key)
		default:
			m.values[key] = line{l.n, f.scalar(l.n, strings.TrimSpace(value))}
		}
	}
	return m, lines[end+2:]
}

// scalar is a value as YAML reads it.
func (f *file) scalar(n int, text string) string {
	if inner, quoted := strings.CutPrefix(text, `"`); quoted {
		inner, closed := strings.CutSuffix(inner, `"`)
		plain := strings.NewReplacer(`\"`, "", `\\`, "").Replace(inner)
		if !closed || strings.ContainsAny(plain, `"\`) {
			f.bad(n, `A value in quotes ends with a quote; within it write \" for a quote and \\ for a backslash.`)
		}
		return strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(inner)
	}
	if at := strings.Index(text, " #"); at >= 0 {
		text = strings.TrimSpace(text[:at])
	}
	list := strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]")
	if strings.Contains(text, ": ") || strings.HasSuffix(text, ":") || text != "" && !list && strings.ContainsAny(text[:1], "#[]{},&*!|>'%@`?-") {
		f.bad(n, "Put this value in double quotes: YAML reads it as something else.")
	}
	return text
}

// text is the value of a key that is needed.
func (m matter) text(key string) line {
	l, ok := m.values[key]
	switch {
	case !ok:
		m.bad(m.at, "The front matter lacks the key %s.", key)
		return line{n: m.at}
	case l.text == "":
		m.bad(l.n, "The key %s has no value.", key)
	}
	return l
}

// prose is the value of a key that is needed and shown.
func (m matter) prose(key string, most int) string {
	if l := m.text(key); l.text != "" {
		return m.file.prose(l, most)
	}
	return ""
}

// oneOf is the value of a key that has only these.
func (m matter) oneOf(key string, choices ...string) string {
	l := m.text(key)
	if l.text != "" && !slices.Contains(choices, l.text) {
		m.bad(l.n, "%s can't be %q. Choose %s.", key, l.text, strings.Join(choices, ", "))
	}
	return l.text
}

// list is the value of a key that is a list of words.
func (m matter) list(key string) (words []string, n int) {
	l := m.text(key)
	inner, open := strings.CutPrefix(l.text, "[")
	inner, closed := strings.CutSuffix(inner, "]")
	if l.text != "" && (!open || !closed) {
		m.bad(l.n, "Write %s as a list in brackets, such as [one, two].", key)
		return nil, l.n
	}
	for word := range strings.SplitSeq(inner, ",") {
		word = strings.TrimSpace(word)
		switch {
		case word == "":
			m.bad(l.n, "An entry of %s is empty.", key)
		case slices.Contains(words, word):
			m.bad(l.n, "%s lists %q twice.", key, word)
		default:
			words = append(words, word)
		}
	}
	return words, l.n
}

func (m matter) has(key string) bool { _, ok := m.values[key]; return ok }
