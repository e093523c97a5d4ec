//go:build (dragonfly && cgo) || (freebsd && cgo) || linux || netbsd || openbsd

package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/godbus/dbus/v5"
)

// busVariable names the session bus for every D-Bus client.
const busVariable = "DBUS_SESSION_BUS_ADDRESS"

// busLimit bounds the search for the bus; a working one answers in a
// millisecond.
const busLimit = 2 * time.Second

// reachBus checks that a session bus answers before go-keyring is called:
// without a bus its D-Bus library starts one with dbus-launch and leaves it
// running, and on a silent bus it waits forever, holding a lock.
func reachBus(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, busLimit)
	defer cancel()
	last := error(&Error{Kind: Unavailable, Detail: busVariable + " is not set and the runtime directory has no bus socket"})
	for _, address := range busAddresses() {
		err := greet(ctx, address)
		if err == nil {
			// The library looks in fewer places than mailgrant does.
			return os.Setenv(busVariable, address)
		}
		last = err
	}
	return last
}

// busAddresses are the addresses at which a session bus may listen, best first.
func busAddresses() []string {
	if set := os.Getenv(busVariable); set != "" && set != "autolaunch:" {
		return strings.Split(set, ";")
	}
	var found []string
	for _, dir := range []string{os.Getenv("XDG_RUNTIME_DIR"), fmt.Sprintf("/run/user/%d", os.Getuid())} {
		socket := filepath.Join(dir, "bus")
		if info, err := os.Stat(socket); dir != "" && err == nil && info.Mode().Type() == fs.ModeSocket {
			found = append(found, "unix:path="+dbus.EscapeBusAddressValue(socket))
		}
	}
	return found
}

// greet connects to the bus at address and begins its handshake; any answer
// will do. Addresses other than Unix sockets are left to the time limit of the
// call.
func greet(ctx context.Context, address string) error {
	transport, keys, _ := strings.Cut(address, ":")
	if transport == "autolaunch" {
		return &Error{Kind: Unavailable, Detail: "the bus address would start a bus"}
	}
	if transport != "unix" {
		return nil
	}
	name, err := socketName(keys)
	if err != nil {
		return err
	}
	conn, err := (&net.Dialer{}).DialContext(ctx, "unix", name)
	if err != nil {
		return busError(ctx, err)
	}
	defer func() { _ = conn.Close() }()
	stop := context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	// D-Bus answers an AUTH without a mechanism with the list of mechanisms.
	if _, err = conn.Write([]byte("\x00AUTH\r\n")); err == nil {
		_, err = conn.Read(make([]byte, 64))
	}
	if err != nil {
		return busError(ctx, err)
	}
	return nil
}

// socketName reads the key=value pairs of a unix: address.
func socketName(keys string) (string, error) {
	for pair := range strings.SplitSeq(keys, ",") {
		key, value, _ := strings.Cut(pair, "=")
		value, err := dbus.UnescapeBusAddressValue(value)
		if err != nil || value == "" {
			continue
		}
		switch key {
		case "path":
			return value, nil
		case "abstract":
			return "@" + value, nil
		}
	}
	return "", &Error{Kind: Unavailable, Detail: busVariable + " names no socket"}
}

func busError(ctx context.Context, err error) error {
	if ctx.Err() != nil || errors.Is(err, os.ErrDeadlineExceeded) {
		return &Error{Kind: ended(ctx), Detail: "the session bus does not answer"}
	}
	return newError(Probe, Unavailable, "session bus: "+err.Error(), "")
}
