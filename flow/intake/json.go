package intake

import (
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
)

// objects are the JSON objects of a text: alone, in a list, one a line, behind a
// prompt or in a log. It takes time in proportion to the text.
func objects(txt string) []object {
	if len(txt) > longestPaste && !slices.ContainsFunc(marks, func(m string) bool { return strings.Contains(txt, m) }) {
		return nil // a log, which needs no search for a format
	}
	var list []object
	if part := strings.TrimRight(strings.TrimSpace(txt), ","); strings.HasPrefix(part, `"`) && strings.Contains(part, `":`) {
		txt = "{" + part + "}" // some members of an object, copied without its braces
	}
	if len(txt) <= longestPaste {
		txt = strict(txt)
	}
	budget := 2*len(txt) + 64<<10
	for at := 0; budget > 0; {
		from := opening(txt, at)
		if from < 0 {
			break
		}
		decoder := json.NewDecoder(strings.NewReader(txt[from:]))
		read := 0
		for {
			var raw json.RawMessage
			err := decoder.Decode(&raw)
			if err == nil && (raw[0] == '{' || raw[0] == '[') {
				list = append(list, flat(raw, 0)...)
				read = int(decoder.InputOffset())
				continue
			}
			if rest := txt[from+read:]; errors.Is(err, io.ErrUnexpectedEOF) && json.Unmarshal([]byte(closed(rest)), &raw) == nil {
				for _, o := range flat(raw, 0) {
					o[cut] = json.RawMessage("true")
					list = append(list, o)
				}
				return list
			}
			budget -= cost(err, len(txt)-from) - read
			break
		}
		at = from + max(read, 1)
	}
	return list
}

// strict is JSON without what people leave in it: lines of comment, and a comma
// after the last member.
func strict(txt string) string {
	if !strings.Contains(txt, "{") {
		return txt
	}
	out := make([]byte, 0, len(txt))
	quoted, comma := false, -1
	for line := range strings.Lines(txt) {
		if !quoted && strings.HasPrefix(strings.TrimSpace(line), "//") {
			continue
		}
		for i := 0; i < len(line); i++ {
			c := line[i]
			switch {
			case quoted && c == '\\' && i+1 < len(line):
				out = append(out, c)
				i++
				c = line[i]
			case c == '"':
				quoted, comma = !quoted, -1
			case quoted:
			case c == ',':
				comma = len(out)
			case (c == '}' || c == ']') && comma >= 0:
				out[comma], comma = ' ', -1
			case c != ' ' && c != '\t' && c != '\r' && c != '\n':
				comma = -1
			}
			out = append(out, c)
		}
		quoted = false // no text of JSON goes over a line
	}
	return string(out)
}

// cut marks an object that was not whole: what it lacks means nothing.
const cut = "\x00cut"

// closed is JSON that was cut off, up to its last whole member, with the brackets
// that are missing.
func closed(txt string) string {
	const longest = 1 << 20
	if len(txt) > longest {
		return ""
	}
	var missing []byte
	end, quoted := 0, false
	for i := 0; i < len(txt); i++ {
		switch c := txt[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			missing = append(missing, c+2) // } and ] are two places on
			end = i + 1
		case (c == '}' || c == ']') && len(missing) > 0:
			missing = missing[:len(missing)-1]
			end = i + 1
		case c == ',':
			end = i
		}
	}
	slices.Reverse(missing)
	return txt[:end] + string(missing)
}

// marks are parts of the keys that tell the formats of long texts.
var marks = []string{
	"asswordCredentials", "equiredResourceAccess", "ervicePrincipalType", "rrorCode", "esultType", "ctivityDisplayName", "perationName", "uditData", "reatedDateTime",
	`"Operation"`, `"log"`, "secretText",
}

// cost is about how many bytes a decoder has read until it gave up.
func cost(err error, all int) int {
	const start = 512
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return int(syntax.Offset) + start
	case errors.Is(err, io.ErrUnexpectedEOF):
		return all + start
	}
	return start
}

// opening is the next place where an object or a list of objects may begin; -1
// without one.
func opening(txt string, at int) int {
	for at < len(txt) {
		i := strings.IndexAny(txt[at:], "{[")
		if i < 0 {
			return -1
		}
		at += i
		rest := strings.TrimLeft(txt[at+1:min(len(txt), at+200)], " \t\r\n")
		if txt[at] == '{' && strings.HasPrefix(rest, `"`) || txt[at] == '[' && strings.HasPrefix(rest, "{") {
			return at
		}
		at++
	}
	return -1
}

// deepest is how many lists and wrappers may surround the objects.
const deepest = 4

// flat are the objects in a JSON value: its elements where it is a list, or
// wraps one as Graph and event hubs do.
func flat(raw json.RawMessage, depth int) []object {
	var elements []json.RawMessage
	if depth < deepest && len(raw) > 0 && raw[0] == '[' && json.Unmarshal(raw, &elements) == nil {
		var list []object
		for _, e := range elements {
			list = append(list, flat(e, depth+1)...)
		}
		return list
	}
	o := objectOf(raw)
	if o == nil {
		return nil
	}
	for _, wrapper := range []string{"value", "records"} {
		if inner, ok := o[wrapper]; ok && strings.HasPrefix(strings.TrimSpace(string(inner)), "[") && depth < deepest {
			if list := flat(inner, depth+1); len(list) > 0 {
				return list
			}
		}
	}
	return []object{o}
}

// jsonDate reads the dates of Windows PowerShell's JSON, /Date(1790000000000)/,
// and seconds since 1970.
func jsonDate(txt string) time.Time {
	inner, ok := strings.CutPrefix(strings.ReplaceAll(txt, `\`, ""), "/Date(")
	if ok {
		inner, _, _ = strings.Cut(inner, ")")
		if ms, err := strconv.ParseInt(inner, 10, 64); err == nil {
			return time.UnixMilli(ms).UTC()
		}
		return time.Time{}
	}
	if s, err := strconv.ParseFloat(txt, 64); err == nil && s > 1e9 && s < 1e11 {
		return time.Unix(int64(s), 0).UTC()
	}
	return time.Time{}
}
