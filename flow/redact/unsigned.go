package redact

import (
	"slices"
	"strings"

	"mailgrant/flow/text"
)

// quoted is the value in quotes that follow a space: 'client secret "x"'. What
// names a parameter, or is a sentence, is none.
func (b behind) quoted(i int) (Span, bool) {
	to := i
	for b.at(i, ' ') {
		i++
	}
	if i == to || !b.at(i, '"') && !b.at(i, '\'') {
		return Span{}, false
	}
	v := Span{i + 1, i + 1}
	for v.To < min(len(b.plain), i+longestWord) && (b.plain[v.To] != b.plain[i] || !b.closes(v.To)) {
		v.To++
	}
	txt := strings.ReplaceAll(string(b.plain[v.From:v.To]), "\n", "") // a line wrap may have split it
	if txt == "" || !b.at(v.To, b.plain[i]) || isName(txt) || slices.Contains(params, text.Squeeze(txt)) || strings.Contains(txt, " ") && !strings.ContainsAny(txt, "0123456789") {
		return Span{}, false
	}
	return v, true
}

// cell is the value in the next cell of a table's row. A word with a capital is a
// heading.
func (b behind) cell(i int) (Span, bool) {
	for b.at(i, ' ') {
		i++
	}
	if !b.at(i, '|') {
		return Span{}, false
	}
	for i++; b.at(i, ' '); {
		i++
	}
	word := strings.TrimRight(b.wordAt(i), "|")
	if word == "" || isName(word) || slices.Contains(params, text.Squeeze(word)) || heading().MatchString(word) {
		return Span{}, false
	}
	return Span{i, i + len(word)}, true
}

var heading = text.Pattern(`^\p{Lu}?\p{Ll}{0,12}$|^[-:]+$`)
