package intake

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"mailgrant/flow/guide"
	"mailgrant/flow/redact"
	"mailgrant/flow/value"
)

// object is a JSON object with its keys in lower case: PowerShell writes AppId
// where Graph writes appId.
type object map[string]json.RawMessage

// objects are the JSON objects of a text: alone, in a list, one a line, behind a
// prompt or in a log. It takes time in proportion to the text.
func objects(txt string) []object {
	if len(txt) > longestPaste && !slices.ContainsFunc(marks, func(m string) bool { return strings.Contains(txt, m) }) {
		return nil // a log, which no format has to be looked for in
	}
	var list []object
	if part := strings.TrimRight(strings.TrimSpace(txt), ","); strings.HasPrefix(part, `"`) && strings.Contains(part, `":`) {
		txt = "{" + part + "}" // some members of an object, copied without its braces
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

// cut marks an object that was not whole: what it lacks means nothing.
const cut = "\x00cut"

// closed is JSON that was cut off, up to its last whole member, with the brackets
// that are missing.
func closed(txt string) string {
	const longest = 1 << 20
	if len(txt) > longest {
		return ""
	}
	var open, kept []byte
	end, quoted := 0, false
	for i := 0; i < len(txt); i++ {
		switch c := txt[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			open = append(open, c+2) // } and ] are two places on
			end, kept = i+1, append(kept[:0], open...)
		case (c == '}' || c == ']') && len(open) > 0:
			open = open[:len(open)-1]
			end, kept = i+1, append(kept[:0], open...)
		case c == ',':
			end, kept = i, append(kept[:0], open...)
		}
	}
	slices.Reverse(kept)
	return txt[:end] + string(kept)
}

// marks are parts of the keys that tell the formats of long texts.
var marks = []string{
	"asswordCredentials", "equiredResourceAccess", "ervicePrincipalType", "rrorCode", "esultType", "ctivityDisplayName", "perationName", "uditData",
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
			return flat(inner, depth+1)
		}
	}
	return []object{o}
}

func objectOf(raw json.RawMessage) object {
	var m map[string]json.RawMessage
	if json.Unmarshal(raw, &m) != nil || m == nil {
		return nil
	}
	o := make(object, len(m))
	for k, v := range m {
		o[strings.ToLower(k)] = v
	}
	return o
}

func (o object) has(keys ...string) bool {
	return !slices.ContainsFunc(keys, func(k string) bool { _, ok := o[k]; return !ok })
}

// str is a member as text: a string, a number or a truth value; "" otherwise.
func (o object) str(keys ...string) string {
	for _, k := range keys {
		var v any
		if json.Unmarshal(o[k], &v) != nil {
			continue
		}
		switch v := v.(type) {
		case string:
			if v != "" {
				return v
			}
		case float64:
			return strconv.FormatFloat(v, 'f', -1, 64)
		case bool:
			return strconv.FormatBool(v)
		}
	}
	return ""
}

// sub is a member that is an object itself.
func (o object) sub(key string) object { return objectOf(o[key]) }

// list are the objects of a member that is a list.
func (o object) list(key string) []object {
	raw := o[key]
	var packed string
	if json.Unmarshal(raw, &packed) == nil { // a log keeps lists as text
		raw = json.RawMessage(packed)
	}
	var elements []json.RawMessage
	if json.Unmarshal(raw, &elements) != nil {
		return nil
	}
	var list []object
	for _, e := range elements {
		if o := objectOf(e); o != nil {
			list = append(list, o)
		}
	}
	return list
}

// strs are the texts of a member that is a list of them, or one text.
func (o object) strs(key string) []string {
	var list []string
	if json.Unmarshal(o[key], &list) == nil {
		return list
	}
	if one := o.str(key); one != "" {
		return []string{one}
	}
	return nil
}

// values are the labelled values of an object and of those in it. prefix is the
// key that holds the object.
func (o object) values(prefix string) []Value {
	var list []Value
	for _, key := range slices.Sorted(maps.Keys(o)) {
		if inner := o.sub(key); inner != nil {
			if key != "error" {
				list = append(list, inner.values(key)...)
			}
			continue
		}
		if inner := o.list(key); inner != nil {
			if key == "requiredresourceaccess" || key == "keycredentials" {
				continue
			}
			for _, e := range inner {
				list = append(list, e.values(key)...)
			}
			continue
		}
		list = append(list, o.member(prefix, key)...)
	}
	return list
}

// member are the values of one key.
func (o object) member(prefix, key string) []Value {
	field, ok := fieldOf(key)
	switch {
	case key == "password" && o.has("appid"), key == "secrettext", key == "password" && redact.RealShape(o.str(key)):
		field, ok = guide.FieldSecret, true
	case key == "keyid":
		field, ok = FieldSecretID, prefix == "passwordcredentials" || o.has("secrettext")
	case key == "value":
		ok = false
	}
	if !ok {
		return nil
	}
	var list []Value
	for _, txt := range o.strs(key) {
		if v := named(field, key, txt); acceptable(v) {
			v.Set = true
			list = append(list, v)
		}
	}
	return list
}

// acceptable drops what follows a label by accident, and is no value of it.
func acceptable(v Value) bool {
	switch v.Field {
	case guide.FieldMailbox:
		return strings.Contains(v.Text, "@") && !strings.ContainsAny(v.Text, " /")
	case guide.FieldExpires:
		_, problem := value.ParseDate(v.Text)
		return problem == nil
	case guide.FieldSecret:
		return !v.Secret.Empty() || v.Label != ""
	case FieldSecretID:
		return value.IsGUID(v.Text)
	case guide.FieldRedirect:
		return strings.Contains(v.Text, "://")
	}
	return v.Text != "" && len(v.Text) <= value.LongestLook || !v.Secret.Absent()
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
