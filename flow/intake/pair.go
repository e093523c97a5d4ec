package intake

import (
	"net/url"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/redact"
	"mailgrant/flow/value"
)

// pair is a label with what follows it on its line.
type pair struct {
	field    finding.FieldID
	label    string
	txt      string
	from, to int  // the label and its value, in the line
	set      bool // KEY=value or key: value, not a label in words
}

// opensTag reports the < of an element. Behind a label it begins a placeholder:
// TENANT_ID=<your-tenant-id>.
func opensTag(line string, i int) bool {
	if i < 0 || line[i] != '<' {
		return false
	}
	before := strings.TrimRight(line[:i], " \t")
	return before == "" || strings.HasSuffix(before, ">")
}

// pairsIn are the labels of a line with their values: KEY=value, key: value,
// "key": "value", the fields of a form, cells behind a tab or a bar.
func pairsIn(line string) []pair {
	var list []pair
	start := 0
	for i := 0; i < len(line); i++ {
		sep := 0
		switch c := line[i]; {
		case c == '=' || c == ':' || c == '\t' || c == '|' || c == '>' && opensTag(line, start-1):
			sep = 1
		case c == ' ' && strings.HasPrefix(line[i:], "  "):
			sep = 2
		case c == ' ' && strings.HasPrefix(line[i:], " -") && i+2 < len(line) && line[i+2] != ' ': // an option of a command
			start = max(start, i+1)
			continue
		case strings.IndexByte(",;&?{<", c) >= 0:
			start = i + 1
			continue
		default:
			continue
		}
		if i < start {
			continue
		}
		label := ""
		if len(list) > 0 && i-start <= 4*longestLabel {
			start += behindValue(line[start:i], line[i])
		}
		if i-start <= 2*longestLabel {
			label = strings.Trim(line[start:i], " \t\"'`*-•")
			if at := strings.LastIndexAny(label, "'\""); at >= 0 && (at == 0 || label[at-1] == ' ') { // -d 'name=value'
				label = label[at+1:]
			}
		}
		if field, ok := fieldOf(lastWords(label)); ok {
			if n := len(list); n > 0 {
				list[n-1].to = start
			}
			list = append(list, pair{field: field, label: label, from: start, to: len(line), set: !strings.Contains(lastWords(label), " ") && (line[i] == '=' || len(list) == 0 && (line[i] == ':' || line[i] == '>'))})
			list[len(list)-1].txt = line[i+sep:]
			start = i + sep
		} else if sep == 2 || line[i] == '\t' || line[i] == '|' {
			start = i + sep
		}
	}
	for i := range list {
		p := &list[i]
		if at := strings.Index(p.txt, "</"); at >= 0 {
			p.to = min(p.to, len(line)-len(p.txt)+at)
		}
		p.txt = p.txt[:len(p.txt)-(len(line)-p.to)]
		if p.field != guide.FieldSecret {
			p.txt = strings.TrimLeft(strings.TrimRight(p.txt, " \t,;&?|"), " \t:=>|*")
		} else {
			p.txt = secretIn(p.txt)
		}
	}
	return list
}

// behindValue is where a label begins that only a space parts from the value
// before it: A_CLIENT_ID=value A_TENANT_ID=, or an ID and a label in words.
func behindValue(txt string, sep byte) int {
	last := strings.LastIndexByte(txt, ' ') + 1
	if _, ok := fieldOf(txt[last:]); ok && sep == '=' && strings.TrimSpace(txt[:last]) != "" {
		return last
	}
	at := 0
	for _, w := range words(txt) {
		if value.IsGUID(strings.Trim(txt[w.From:w.To], "\"'`")) {
			at = w.To
		}
	}
	return at
}

// secretIn is a secret without what a list or a sentence puts around it. Older
// secrets hold any sign, so that no more than that is left out.
func secretIn(txt string) string {
	txt = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(txt), "> "))
	if bare := strings.Trim(txt, " ,;&?|:=>.*`"); redact.RealShape(bare) {
		return bare
	}
	return txt
}

// lastWords is the end of a label: a sentence may come before it.
func lastWords(label string) string {
	if at := strings.LastIndexAny(label, ".!"); at >= 0 && at+1 < len(label) && label[at+1] == ' ' {
		label = label[at+1:]
	}
	for _, lead := range []string{"export ", "set ", "$env:", "--"} {
		label = strings.TrimPrefix(label, lead)
	}
	return label
}

// value is what the label names, out of a form's escapes, without a comment.
func (p pair) value() string {
	txt, form := formField(p.txt)
	if strings.Contains(txt, "%") && !strings.Contains(txt, " ") && (form || p.field != guide.FieldSecret) {
		if plain, err := url.QueryUnescape(txt); err == nil {
			txt = plain
		}
	}
	if bare, _, comment := strings.Cut(txt, " #"); comment && p.set {
		txt = bare
	}
	switch p.field {
	case guide.FieldSecret:
		return txt
	case FieldScope, guide.FieldExpires:
	default:
		txt = firstWord(txt)
	}
	return strings.Trim(txt, "\"'`")
}

// formField is the value of a field up to the next one, and whether there is a
// next one: name=value&name=value.
func formField(txt string) (string, bool) {
	for at, c := range txt {
		if c != '&' {
			continue
		}
		name, _, ok := strings.Cut(txt[at+1:], "=")
		if ok && name != "" && len(name) < 40 && strings.Trim(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz_-.0123456789") == "" {
			return txt[:at], true
		}
	}
	return txt, false
}

// address reports a field for a URL of Microsoft's.
func address(field finding.FieldID) bool {
	return field == guide.FieldToken || field == guide.FieldAuth || field == guide.FieldOrganization
}

// vague reports a label that has other uses: its value must have the right form.
func vague(p pair) bool {
	switch folded(p.label) {
	case "secret", "value", "wert", "valeur", "valor", "valore", "waarde", "wartość", "値", "值", "tenant", "directory", "appkey":
		return p.field == guide.FieldSecret || !p.set
	}
	return !p.set && p.field != guide.FieldSecret && strings.Contains(strings.TrimSpace(p.label), " ")
}
