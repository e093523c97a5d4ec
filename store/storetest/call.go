//go:build linux

package storetest

import (
	"strings"

	"github.com/godbus/dbus/v5"
)

const (
	serviceName     = "org.freedesktop.secrets"
	servicePath     = dbus.ObjectPath("/org/freedesktop/secrets")
	collectionPath  = servicePath + "/collection/login"
	aliasPath       = servicePath + "/aliases/default"
	sessionPath     = servicePath + "/session/s"
	promptInterface = "org.freedesktop.Secret.Prompt"
	service         = "mailgrant" // the service attribute of mailgrant's secrets
)

// call is a method call that needs an answer.
type call struct {
	*dbus.Message
	method method
	path   dbus.ObjectPath
}

func callOf(m *dbus.Message) call {
	member, _ := m.Headers[dbus.FieldMember].Value().(string)
	path, _ := m.Headers[dbus.FieldPath].Value().(dbus.ObjectPath)
	return call{m, method(member), path}
}

// answer carries out a call, or what the fault turns it into.
func (s *SecretService) answer(conn *dbus.Conn, m *dbus.Message) {
	c := callOf(m)
	s.mu.Lock()
	b, healed := s.blow, s.healed
	s.mu.Unlock()
	if c.method == prompting {
		s.prompt(conn, c, b, healed)
		return
	}
	if b.at != c.method || b.does == nothing || b.when == asking || b.when == open {
		s.reply(conn, c, s.do(c, b))
		return
	}
	switch {
	case b.does == die && b.when != after:
		s.vanish()
		if b.when == during {
			<-healed
			s.do(c, b)
		}
	case b.does == die:
		s.do(c, b)
		s.vanish()
	case b.does == hang && b.when == after:
		s.do(c, b)
	case b.does == hang:
	case b.does == late:
		<-healed
		s.reply(conn, c, s.do(c, b))
	case b.does == refuse:
		s.reply(conn, c, outcome{err: b.refusal()})
	case b.does == mistype:
		if c.method == property {
			s.reply(conn, c, outcome{body: []any{dbus.MakeVariant("no list")}})
			return
		}
		s.reply(conn, c, outcome{body: []any{"of another type"}})
	default:
		s.reply(conn, c, s.do(c, b))
	}
}

// prompt shows a prompt and signals its result.
func (s *SecretService) prompt(conn *dbus.Conn, c call, b blow, healed <-chan struct{}) {
	s.mu.Lock()
	agreed := s.prompts[c.path]
	s.mu.Unlock()
	if agreed == nil {
		s.reply(conn, c, unknown(c))
		return
	}
	if b.when == asking {
		switch b.does {
		case hang:
			return
		case refuse:
			s.reply(conn, c, outcome{err: b.refusal()})
			return
		case die:
			s.vanish()
			return
		}
	}
	s.reply(conn, c, outcome{})
	tell := func(signal string, body ...any) { _ = conn.Emit(c.path, promptInterface+"."+signal, body...) }
	if b.when == open {
		switch b.does {
		case hang:
			return
		case late:
			<-healed
		case die:
			s.vanish()
			return
		case busDies:
			s.delivered(conn)
			s.endBus()
			return
		case dismiss:
			tell("Completed", true, dbus.MakeVariant([]dbus.ObjectPath{}))
			return
		case malform:
			tell("Completed", "yes", "please")
			return
		case empty:
			tell("Completed")
			return
		case other:
			tell("Shown", true)
			return
		}
	}
	tell("Completed", false, agreed())
}

// outcome is what a method returns.
type outcome struct {
	body []any
	err  *dbus.Error
}

func unknown(c call) outcome {
	return outcome{err: dbus.NewError("org.freedesktop.DBus.Error.UnknownMethod", []any{"no " + string(c.method) + " at " + string(c.path)})}
}

func (s *SecretService) reply(conn *dbus.Conn, c call, o outcome) {
	sender, _ := c.Headers[dbus.FieldSender].Value().(string)
	m := &dbus.Message{Type: dbus.TypeMethodReply, Body: o.body, Headers: map[dbus.HeaderField]dbus.Variant{
		dbus.FieldDestination: dbus.MakeVariant(sender), dbus.FieldReplySerial: dbus.MakeVariant(c.Serial()),
	}}
	if o.err != nil {
		m.Type, m.Body = dbus.TypeError, o.err.Body
		m.Headers[dbus.FieldErrorName] = dbus.MakeVariant(o.err.Name)
	}
	if len(m.Body) > 0 {
		m.Headers[dbus.FieldSignature] = dbus.MakeVariant(dbus.SignatureOf(m.Body...))
	}
	conn.Send(m, nil)
}

// accountOf is the account in the attributes.
func accountOf(attributes map[string]string) string { return attributes["username"] }

// alters is what a write under a blow stores of a secret.
func (b blow) alters(account, secret string) string {
	if b.writes == nil || b.account != "" && strings.HasPrefix(account, b.account) {
		return secret
	}
	return b.writes(secret)
}
