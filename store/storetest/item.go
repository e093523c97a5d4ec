//go:build linux

package storetest

import (
	"fmt"
	"maps"
	"slices"

	"github.com/godbus/dbus/v5"
)

// item is a secret with its attributes.
type item struct {
	path   dbus.ObjectPath
	label  string
	found  map[string]string
	secret string
	ours   bool // a fault added it, and Heal removes it
}

// Contents is what is stored for mailgrant.
func (s *SecretService) Contents() map[string][]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := map[string][]string{}
	for _, i := range s.items {
		if i.found["service"] == service {
			all[i.found["username"]] = append(all[i.found["username"]], i.secret)
		}
	}
	return all
}

// Put stores a secret like another program would.
func (s *SecretService) Put(account, secret string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keep(account, map[string]string{"service": service, "username": account}, secret)
}

// keep replaces the first item with these attributes, or creates one.
func (s *SecretService) keep(label string, attributes map[string]string, secret string) *item {
	if i := s.first(attributes); i != nil {
		i.secret, i.ours = secret, false
		return i
	}
	i := s.add(label, attributes, secret)
	s.items = append(s.items, i)
	return i
}

func (s *SecretService) add(label string, attributes map[string]string, secret string) *item {
	s.made++
	return &item{
		path: dbus.ObjectPath(fmt.Sprintf("%s/%d", collectionPath, s.made)), label: label,
		found: maps.Clone(attributes), secret: secret,
	}
}

func (s *SecretService) first(attributes map[string]string) *item {
	for _, i := range s.items {
		if i.matches(attributes) {
			return i
		}
	}
	return nil
}

// matches reports whether an item has at least these attributes.
func (i *item) matches(attributes map[string]string) bool {
	for name, value := range attributes {
		if i.found[name] != value {
			return false
		}
	}
	return true
}

// plant puts another item next to each secret, or another value in its place.
func (s *SecretService) plant(what deed) {
	const elses = "Zz98Q~left.here.by.another.program.yyyyy"
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.items) == 0 { // nothing is stored yet: add an item where mailgrant's would be
		s.items = append(s.items, s.add("contoso", map[string]string{"service": service, "username": "contoso"}, ""))
		s.items[0].ours = true
	}
	for _, i := range slices.Clone(s.items) {
		if what == foreign || i.ours {
			i.secret = elses
			continue
		}
		planted := s.add("another program's", i.found, elses)
		planted.ours = true
		if what == strange {
			planted.found["tool"] = "another"
		}
		s.items = slices.Insert(s.items, 0, planted)
	}
}
