//go:build linux

package storetest

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"time"

	"github.com/godbus/dbus/v5"
)

// SecretService is a Secret Service on its own bus. Its secrets survive when it
// ends, like those in a keyring's file.
type SecretService struct {
	bus    *bus
	faults []Fault
	slow   time.Duration

	mu      sync.Mutex
	conn    *dbus.Conn // nil if there is no service
	items   []*item    // in the order in which a search finds them
	made    int
	prompts map[dbus.ObjectPath]func() dbus.Variant // what to do once the user agrees
	blow    blow
	healed  chan struct{} // closed by Heal
	pong    chan struct{} // the bus answered
	asked   *os.File      // the bus reports here that it starts a service
}

// StartSecretService starts one. A service that starts slowly takes this long.
// The caller must close it.
func StartSecretService(slow time.Duration) (*SecretService, error) {
	b, err := newBus()
	if err != nil {
		return nil, err
	}
	s := &SecretService{bus: b, faults: faultsOf(), slow: slow, prompts: map[dbus.ObjectPath]func() dbus.Variant{}, healed: make(chan struct{}), pong: make(chan struct{}, 8)}
	if err := s.listenForStarts(); err != nil {
		return nil, err
	}
	return s, s.appear()
}

// Env has the address of the bus.
func (s *SecretService) Env() []string {
	return []string{"DBUS_SESSION_BUS_ADDRESS=" + s.bus.address()}
}

// Faults are the ways in which it can fail.
func (s *SecretService) Faults() []Fault { return s.faults }

// Fault applies the fault with that name, until Heal.
func (s *SecretService) Fault(name string) {
	i := slices.IndexFunc(s.faults, func(f Fault) bool { return f.Name == name })
	b := s.faults[i].blow
	s.mu.Lock()
	s.blow = b
	s.mu.Unlock()
	switch b.does {
	case noService:
		s.vanish()
	case startFails:
		s.replaceBy("/bin/false", patient)
	case startSlow:
		s.replaceBy(s.startCommand(), patient)
	case startHangs:
		s.replaceBy("/bin/true", patient)
	case startEnds:
		s.replaceBy("/bin/true", 100*time.Millisecond)
	case noBus:
		s.endBus()
	case busHangs:
		s.mu.Lock()
		s.bus.signal(syscall.SIGSTOP)
		s.mu.Unlock()
	case strange, twice, foreign:
		s.plant(b.does)
	}
}

// Heal ends the fault: the service is back, and items that the fault added are
// removed.
func (s *SecretService) Heal() {
	s.mu.Lock()
	s.bus.signal(syscall.SIGCONT)
	s.blow = blow{}
	s.items = slices.DeleteFunc(s.items, func(i *item) bool { return i.ours })
	close(s.healed)
	s.healed = make(chan struct{})
	gone, noDaemon := s.conn == nil, s.bus.daemon == nil
	s.mu.Unlock()
	if noDaemon {
		must(s.bus.start())
	}
	if gone {
		must(s.bus.offer("", patient))
		must(s.appear())
	}
}

// must ends the test's process: a stand-in that does not work tests nothing.
func must(err error) {
	if err != nil {
		panic("storetest: " + err.Error())
	}
}

// appear takes the service's name on the bus and answers calls.
func (s *SecretService) appear() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.conn != nil {
		return nil
	}
	conn, err := s.bus.connect()
	if err != nil {
		return err
	}
	calls, owned := make(chan *dbus.Message, 1024), make(chan struct{})
	conn.Eavesdrop(calls)
	go s.serve(conn, calls, owned)
	conn.BusObject().Go("org.freedesktop.DBus.RequestName", 0, nil, serviceName, dbus.NameFlagDoNotQueue)
	select {
	case <-owned:
		s.conn = conn
		return nil
	case <-time.After(patient):
		return errors.New("the bus gives the name to nobody")
	}
}

// serve answers calls, and closes owned when the name is ours.
func (s *SecretService) serve(conn *dbus.Conn, calls <-chan *dbus.Message, owned chan<- struct{}) {
	for {
		var m *dbus.Message
		select {
		case m = <-calls:
		case <-conn.Context().Done():
		}
		switch {
		case m == nil: // the connection has ended
			return
		case m.Type == dbus.TypeMethodCall:
			go s.answer(conn, m)
		case m.Type == dbus.TypeSignal && m.Headers[dbus.FieldMember].Value() == "NameAcquired" && m.Body[0] == serviceName:
			close(owned)
		case m.Type == dbus.TypeMethodReply && m.Headers[dbus.FieldSignature].Value() == dbus.ParseSignatureMust("s"):
			s.pong <- struct{}{}
		}
	}
}

// delivered returns once the bus has delivered what was sent before. It waits
// for two answers of the bus's own, since the second comes only after the round
// that delivered the first.
func (s *SecretService) delivered(conn *dbus.Conn) {
	for range 2 {
		conn.BusObject().Go("org.freedesktop.DBus.GetId", 0, nil)
		select {
		case <-s.pong:
		case <-conn.Context().Done():
		}
	}
}

// vanish closes the connection: callers hear that nobody answers.
func (s *SecretService) vanish() { s.leave(func() {}) }

func (s *SecretService) endBus() { s.leave(s.bus.stop) }

// leave calls first and closes the connection, both in one step.
func (s *SecretService) leave(first func()) {
	s.mu.Lock()
	first()
	conn := s.conn
	s.conn = nil
	s.mu.Unlock()
	if conn != nil {
		conn.Eavesdrop(nil) // otherwise the library may send on the channel that it has closed
		_ = conn.Close()
	}
}

// replaceBy lets the bus start the service.
func (s *SecretService) replaceBy(command string, startLimit time.Duration) {
	s.vanish()
	must(s.bus.offer(command, startLimit))
}

// listenForStarts reads from a pipe when the service starts.
func (s *SecretService) listenForStarts() error {
	pipe := filepath.Join(s.bus.dir, "starts")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		return err
	}
	var err error
	if s.asked, err = os.OpenFile(pipe, os.O_RDWR, 0); err != nil {
		return err
	}
	go func() {
		for word := make([]byte, 1); ; {
			if _, err := s.asked.Read(word); err != nil {
				return
			}
			time.AfterFunc(s.slow, func() { _ = s.appear() })
		}
	}()
	return nil
}

func (s *SecretService) startCommand() string {
	return `/bin/sh -c "printf x >` + filepath.Join(s.bus.dir, "starts") + `"`
}

// Close ends the service and its bus.
func (s *SecretService) Close() {
	_ = s.asked.Close()
	s.endBus()
	s.bus.close()
}
