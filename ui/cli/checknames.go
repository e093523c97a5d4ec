package cli

import (
	"errors"
	"path"
	"slices"
	"strings"

	"mailgrant/flow"
	"mailgrant/store"
)

// pick finds saved credentials by name or pattern, each once. Of several names,
// one that is not known is a subject of its own, and the others are checked.
func pick(safe *store.Safe, entries []store.Entry, names []string) ([]subject, error) {
	var picked []subject
	for i, name := range names {
		found, unknown, err := match(safe, entries, name)
		switch {
		case err != nil:
			return nil, err
		case unknown != nil && len(names) == 1:
			return nil, misnamed(*unknown)
		case unknown != nil && !slices.Contains(names[:i], name):
			picked = append(picked, subject{answers: flow.Answers{Name: strings.Trim(named(name), ` "`)}, unknown: unknown})
		}
		for _, e := range found {
			if !slices.ContainsFunc(picked, func(p subject) bool { return p.slug == e.Slug }) {
				picked = append(picked, subjectOf(e))
			}
		}
	}
	return picked, nil
}

// match finds what a name or a pattern means; unknown says why nothing.
func match(safe *store.Safe, entries []store.Entry, name string) (found []store.Entry, unknown *flow.Finding, err error) {
	if !strings.ContainsAny(name, "*?[") {
		e, unknown, err := lookUp(safe, entries, name)
		if unknown != nil || err != nil {
			return nil, unknown, err
		}
		return []store.Entry{e}, nil, nil
	}
	for _, e := range entries {
		if fits, _ := path.Match(strings.ToLower(name), e.Slug); fits {
			found = append(found, e)
		}
	}
	if found == nil {
		unknown = nameUnknown("No saved credential matches" + orSomething(name) + ".")
	}
	return found, unknown, nil
}

// lookUp finds the credential of a name; unknown says why it is none.
func lookUp(safe *store.Safe, entries []store.Entry, name string) (e store.Entry, unknown *flow.Finding, err error) {
	e, err = safe.Find(name)
	kind := store.KindOf(err)
	switch {
	case err == nil:
		return e, nil, nil
	case kind == store.NotFound:
		says := "No credential is saved under the name" + orGiven(name) + "." + didYouMean(meant(name, entries))
		return e, nameUnknown(says), nil
	case kind == store.Ambiguous:
		var of *store.Error
		errors.As(err, &of)
		return e, nameUnknown("Several credentials have the name" + orGiven(name) + ": use the short name (" + of.Detail + ")."), nil
	}
	return e, nil, safeEnding(err)
}

// meant is the saved credential that a name comes near to; "" where there is
// none, or where the name may be something that has to stay hidden.
func meant(name string, entries []store.Entry) string {
	if !repeatable(name) {
		return ""
	}
	var known []string
	for _, e := range entries {
		known = append(known, e.Slug)
	}
	return nearest(name, known)
}

func nameUnknown(says string) *flow.Finding {
	f := flow.Found(flow.Values, flow.NameUnknown, says, "Run mailgrant list to see the saved credentials.")
	return &f
}

// misnamed ends a command that can do nothing without the name.
func misnamed(f flow.Finding) error { return usage("mailgrant list", "%s", f.Says) }

// find is a saved credential by name.
func find(safe *store.Safe, name string) (store.Entry, error) {
	entries, err := safe.List()
	if err != nil {
		return store.Entry{}, safeEnding(err)
	}
	e, unknown, err := lookUp(safe, entries, name)
	if unknown != nil {
		return e, misnamed(*unknown)
	}
	return e, err
}

func orGiven(name string) string {
	if n := named(name); n != "" {
		return n
	}
	return " given"
}
