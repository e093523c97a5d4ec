package cli

import (
	"cmp"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/text"
	"mailgrant/store"
	"mailgrant/ui/report"
)

// lookup finds saved credentials by the names that users type.
type lookup struct {
	wording
	creds   *store.Store
	entries []store.Entry
}

// pick finds saved credentials by name or pattern, each once. If one of several
// names is unknown, it becomes a subject of its own, and the others are
// checked.
func (l lookup) pick(names []string) ([]subject, error) {
	var picked []subject
	for i, name := range names {
		found, unknown, err := l.match(name)
		switch {
		case err != nil:
			return nil, err
		case unknown != nil && len(names) == 1:
			return nil, l.misnamed(*unknown)
		case unknown != nil && !slices.Contains(names[:i], name):
			called := cmp.Or(report.Sayable(name, l.near(name)), fmt.Sprintf("(name %d)", i+1))
			picked = append(picked, subject{answers: form.Values{Registration: form.Registration{Name: called}}, unknown: unknown})
		}
		for _, e := range found {
			if !slices.ContainsFunc(picked, func(p subject) bool { return p.slug == e.Slug }) {
				picked = append(picked, l.subjectOf(e))
			}
		}
	}
	return picked, nil
}

// match finds what a name or a pattern means; unknown is the reason if nothing
// matches.
func (l lookup) match(name string) (found []store.Entry, unknown *finding.Finding, err error) {
	if !strings.ContainsAny(name, "*?[") {
		e, unknown, err := l.one(name)
		if unknown != nil || err != nil {
			return nil, unknown, err
		}
		return []store.Entry{e}, nil, nil
	}
	for _, e := range l.entries {
		if fits, _ := path.Match(strings.ToLower(name), e.Slug); fits {
			found = append(found, e)
		}
	}
	if found == nil {
		unknown = l.nameUnknown("No saved credential matches" + report.OrSomething(name) + ".")
	}
	return found, unknown, nil
}

// one finds the credential with a name; unknown is the reason if there is none.
func (l lookup) one(name string) (e store.Entry, unknown *finding.Finding, err error) {
	e, err = l.creds.Find(name)
	kind := store.KindOf(err)
	switch {
	case err == nil:
		return e, nil, nil
	case kind == store.NotFound:
		near := l.near(name)
		says := "No credential is saved under the name" + cmp.Or(report.NamedNear(name, near), " given") + "." + report.DidYouMean(near)
		return e, l.nameUnknown(says), nil
	case kind == store.Ambiguous:
		var of *store.Error
		errors.As(err, &of)
		return e, l.nameUnknown("Several credentials have the name" + cmp.Or(report.Named(name), " given") + ": use a short name (" + of.Detail + ")."), nil
	}
	return e, nil, l.ending(err)
}

// near is the saved credential with the most similar name; "" for none.
func (l lookup) near(name string) string {
	var known []string
	for _, e := range l.entries {
		known = append(known, e.Slug)
	}
	return text.Nearest(name, known)
}

// find is a saved credential by name.
func (w wording) find(creds *store.Store, name string) (store.Entry, error) {
	entries, err := creds.List()
	if err != nil {
		return store.Entry{}, w.ending(err)
	}
	e, unknown, err := lookup{w, creds, entries}.one(name)
	if unknown != nil {
		return e, w.misnamed(*unknown)
	}
	return e, err
}
