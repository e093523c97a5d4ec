//go:build linux

package storetest

import (
	"fmt"
	"slices"

	"github.com/godbus/dbus/v5"
)

// none is the object path "/", which means no object: no prompt is needed.
const none = dbus.ObjectPath("/")

// secret is a secret as it is sent over the bus.
type secret struct {
	Session     dbus.ObjectPath
	Parameters  []byte
	Value       []byte
	ContentType string
}

// do carries out a method, as altered by a blow.
func (s *SecretService) do(c call, b blow) outcome {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch c.method {
	case openSession:
		return s.session(c)
	case unlock:
		return s.unlock(c, b)
	case searchItems:
		return s.search(c)
	case createItem:
		return s.create(c, b)
	case getSecret, "GetSecrets":
		return s.secrets(c, b)
	case deleteItem:
		return s.delete(c, b)
	case closing:
		return outcome{}
	case property:
		return s.property(c, b)
	case "GetAll":
		return s.properties(c)
	case "ReadAlias":
		return outcome{body: []any{collectionPath}}
	}
	return unknown(c)
}

func (s *SecretService) session(c call) outcome {
	if c.Body[0] != "plain" {
		return outcome{err: dbus.NewError("org.freedesktop.DBus.Error.NotSupported", []any{"only plain sessions"})}
	}
	return outcome{body: []any{dbus.MakeVariant(""), sessionPath}}
}

// ask requires the user's agreement first, if the blow strikes a prompt of this
// method.
func (s *SecretService) ask(c call, b blow, agreed func() dbus.Variant) (prompt dbus.ObjectPath, asks bool) {
	if b.at != c.method || b.when != asking && b.when != open {
		return none, false
	}
	s.made++
	prompt = dbus.ObjectPath(fmt.Sprintf("%s/prompt/%d", servicePath, s.made))
	s.prompts[prompt] = func() dbus.Variant {
		s.mu.Lock()
		defer s.mu.Unlock()
		return agreed()
	}
	return prompt, true
}

func (s *SecretService) unlock(c call, b blow) outcome {
	wanted, _ := c.Body[0].([]dbus.ObjectPath)
	if b.does == homeless {
		return outcome{body: []any{[]dbus.ObjectPath{}, none}}
	}
	if prompt, asks := s.ask(c, b, func() dbus.Variant { return dbus.MakeVariant(wanted) }); asks {
		return outcome{body: []any{[]dbus.ObjectPath{}, prompt}}
	}
	return outcome{body: []any{wanted, none}}
}

func (s *SecretService) search(c call) outcome {
	attributes, _ := c.Body[0].(map[string]string)
	found := []dbus.ObjectPath{}
	for _, i := range s.items {
		if i.matches(attributes) {
			found = append(found, i.path)
		}
	}
	if c.path == servicePath {
		return outcome{body: []any{found, []dbus.ObjectPath{}}} // unlocked, locked
	}
	return outcome{body: []any{found}}
}

func (s *SecretService) create(c call, b blow) outcome {
	given, _ := c.Body[0].(map[string]dbus.Variant)
	attributes, _ := given["org.freedesktop.Secret.Item.Attributes"].Value().(map[string]string)
	label, _ := given["org.freedesktop.Secret.Item.Label"].Value().(string)
	parts, _ := c.Body[1].([]any)
	value, _ := parts[2].([]byte)
	keeps := func() dbus.Variant {
		kept := b.alters(accountOf(attributes), string(value))
		switch {
		case kept != "":
			return dbus.MakeVariant(s.keep(label, attributes, kept).path)
		case b.account != "": // the old value is lost, too
			s.items = slices.DeleteFunc(s.items, func(i *item) bool { return i.matches(attributes) })
		}
		return dbus.MakeVariant(collectionPath + "/0")
	}
	if prompt, asks := s.ask(c, b, keeps); asks {
		return outcome{body: []any{none, prompt}}
	}
	return outcome{body: []any{keeps().Value(), none}}
}

func (s *SecretService) secrets(c call, b blow) outcome {
	of := func(i *item) secret {
		value := i.secret
		if b.reads != nil {
			value = b.reads(value)
		}
		return secret{sessionPath, []byte{}, []byte(value), "text/plain"}
	}
	if c.method == getSecret {
		if i := s.at(c.path); i != nil {
			return outcome{body: []any{of(i)}}
		}
		return noObject(c)
	}
	wanted, _ := c.Body[0].([]dbus.ObjectPath)
	all := map[dbus.ObjectPath]secret{}
	for _, path := range wanted {
		if i := s.at(path); i != nil {
			all[path] = of(i)
		}
	}
	return outcome{body: []any{all}}
}

func (s *SecretService) at(path dbus.ObjectPath) *item {
	for _, i := range s.items {
		if i.path == path {
			return i
		}
	}
	return nil
}

func noObject(c call) outcome {
	return outcome{err: dbus.NewError("org.freedesktop.Secret.Error.NoSuchObject", []any{"no object at " + string(c.path)})}
}

func (s *SecretService) delete(c call, b blow) outcome {
	if s.at(c.path) == nil {
		return noObject(c)
	}
	gone := func() dbus.Variant {
		if !b.keeps {
			s.items = slices.DeleteFunc(s.items, func(i *item) bool { return i.path == c.path })
		}
		return dbus.MakeVariant("")
	}
	if prompt, asks := s.ask(c, b, gone); asks {
		return outcome{body: []any{prompt}}
	}
	gone()
	return outcome{body: []any{none}}
}

func (s *SecretService) property(c call, b blow) outcome {
	name, _ := c.Body[1].(string)
	all := s.propertiesOf(c.path)
	if b.does == homeless {
		all["Collections"] = dbus.MakeVariant([]dbus.ObjectPath{})
	}
	if v, ok := all[name]; ok {
		return outcome{body: []any{v}}
	}
	return noObject(c)
}

func (s *SecretService) properties(c call) outcome {
	return outcome{body: []any{s.propertiesOf(c.path)}}
}

func (s *SecretService) propertiesOf(path dbus.ObjectPath) map[string]dbus.Variant {
	switch path {
	case servicePath:
		return map[string]dbus.Variant{"Collections": dbus.MakeVariant([]dbus.ObjectPath{collectionPath})}
	case collectionPath, aliasPath:
		return map[string]dbus.Variant{"Locked": dbus.MakeVariant(false), "Label": dbus.MakeVariant("Login")}
	}
	if i := s.at(path); i != nil {
		return map[string]dbus.Variant{
			"Locked": dbus.MakeVariant(false), "Label": dbus.MakeVariant(i.label), "Attributes": dbus.MakeVariant(i.found),
			"Type": dbus.MakeVariant(""), "Created": dbus.MakeVariant(uint64(0)), "Modified": dbus.MakeVariant(uint64(0)),
		}
	}
	return map[string]dbus.Variant{}
}
