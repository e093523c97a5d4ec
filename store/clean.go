package store

import (
	"reflect"
	"strings"
	"unicode"
)

// An index file can be written by hand or synced from elsewhere, so whatever is
// displayed from it is cleaned like a text of the keyring. The file itself is
// left as it is.

// cleaned is e with every text safe to display.
func (e Entry) cleaned() Entry {
	cleanTexts(reflect.ValueOf(&e).Elem())
	return e
}

// allCleaned is entries, each safe to display.
func allCleaned(entries []Entry) []Entry {
	for i := range entries { // a copy of the slice
		entries[i] = entries[i].cleaned()
	}
	return entries
}

// cleanTexts makes every text in v safe to display, at any depth. Slices and
// pointer targets are copied because others share them.
func cleanTexts(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(bounded(clean(v.String())))
	case reflect.Slice:
		if v.IsNil() {
			return
		}
		fresh := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(fresh, v)
		v.Set(fresh)
		for i := range v.Len() {
			cleanTexts(v.Index(i))
		}
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		fresh := reflect.New(v.Type().Elem())
		fresh.Elem().Set(v.Elem())
		v.Set(fresh)
		cleanTexts(fresh.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				cleanTexts(v.Field(i))
			}
		}
	default: // numbers and the like hold no text; unexported fields, such as those of a time, can't be set
	}
}

// bounded is the first 500 characters of a text, at most.
func bounded(text string) string {
	if runes := []rune(text); len(runes) > 500 {
		return string(runes[:500])
	}
	return text
}

// clean turns line ends into spaces and removes what could control a terminal:
// control characters, direction marks and other invisible formatting.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}
