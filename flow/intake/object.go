package intake

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"mailgrant/flow/guide"
	"mailgrant/flow/redact"
)

// object is a JSON object with its keys in lower case: PowerShell writes AppId
// where Graph writes appId.
type object map[string]json.RawMessage

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
