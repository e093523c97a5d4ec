package store

import (
	"reflect"
	"strings"
	"unicode"
)

// A file can be made by hand, or synced from elsewhere: whatever leaves the index
// for people is cleaned as the text of a keyring is. The file keeps what it holds.

// cleaned is e with every text fit to show.
func (e Entry) cleaned() Entry {
	cleanTexts(reflect.ValueOf(&e).Elem())
	return e
}

// allCleaned is entries, each fit to show.
func allCleaned(entries []Entry) []Entry {
	for i := range entries { // a slice of its own
		entries[i] = entries[i].cleaned()
	}
	return entries
}

// cleanTexts makes every text in v fit to show, however deep it is. Lists and what is
// pointed to are copied: others hold them too.
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
	default: // numbers and the like hold no text; fields that are hidden, as a time's, can't be set
	}
}

// bounded is at most 500 characters of a text.
func bounded(text string) string {
	if runes := []rune(text); len(runes) > 500 {
		return string(runes[:500])
	}
	return text
}

// clean turns line ends into spaces and drops what could drive a terminal:
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
