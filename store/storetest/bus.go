//go:build linux

package storetest

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"github.com/godbus/dbus/v5"
)

// bus is a private D-Bus daemon. It starts only the services in its own folder.
type bus struct {
	dir    string
	daemon *exec.Cmd
}

const busConfig = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path=%[1]s/bus</listen><servicedir>%[1]s/services</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
<limit name="service_start_timeout">%[2]d</limit></busconfig>`

// patient is how long the bus waits for a service that it starts; this is the
// default.
const patient = 25 * time.Second

func newBus() (*bus, error) {
	dir, err := os.MkdirTemp("", "storetest-") // short, because a socket's path is limited to 107 bytes
	if err != nil {
		return nil, err
	}
	b := &bus{dir: dir}
	if err := os.Mkdir(filepath.Join(dir, "services"), 0o700); err != nil {
		return nil, err
	}
	if err := b.configure(patient); err != nil {
		return nil, err
	}
	return b, b.start()
}

func (b *bus) address() string { return "unix:path=" + b.dir + "/bus" }

func (b *bus) configure(startLimit time.Duration) error {
	text := fmt.Sprintf(busConfig, b.dir, startLimit.Milliseconds())
	return os.WriteFile(filepath.Join(b.dir, "bus.conf"), []byte(text), 0o600)
}

// start waits until the bus accepts connections.
func (b *bus) start() error {
	_ = os.Remove(filepath.Join(b.dir, "bus"))
	b.daemon = exec.Command("dbus-daemon", "--nofork", "--print-address", "--config-file="+filepath.Join(b.dir, "bus.conf"))
	b.daemon.Env = []string{"PATH=" + os.Getenv("PATH"), "XDG_RUNTIME_DIR=" + b.dir}
	out, err := b.daemon.StdoutPipe()
	if err != nil {
		return err
	}
	if err := b.daemon.Start(); err != nil {
		return err
	}
	_, err = bufio.NewReader(out).ReadString('\n')
	return err
}

// stop kills the bus; its clients lose their connections.
func (b *bus) stop() {
	if b.daemon == nil {
		return
	}
	_ = b.daemon.Process.Kill()
	_ = b.daemon.Wait()
	b.daemon = nil
	_ = os.Remove(filepath.Join(b.dir, "bus"))
}

func (b *bus) signal(s syscall.Signal) {
	if b.daemon != nil {
		_ = b.daemon.Process.Signal(s)
	}
}

// connect opens a private connection.
func (b *bus) connect() (*dbus.Conn, error) { return dbus.Connect(b.address()) }

// offer makes the bus run command when the Secret Service is requested; ""
// removes the offer.
func (b *bus) offer(command string, startLimit time.Duration) error {
	file := filepath.Join(b.dir, "services", serviceName+".service")
	_ = os.Remove(file)
	if command != "" {
		text := "[D-BUS Service]\nName=" + serviceName + "\nExec=" + command + "\n"
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			return err
		}
	}
	if err := b.configure(startLimit); err != nil {
		return err
	}
	conn, err := b.connect()
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	return conn.BusObject().Call("org.freedesktop.DBus.ReloadConfig", 0).Err
}

func (b *bus) close() {
	b.stop()
	_ = os.RemoveAll(b.dir)
}
