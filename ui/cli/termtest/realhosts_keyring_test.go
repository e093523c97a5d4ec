//go:build linux

package termtest

import (
	"bufio"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// hold starts an unlocked gnome-keyring on a session's bus, prints the bus's
// address, and ends when its input does.
const hold = `printf testpass | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
echo "$DBUS_SESSION_BUS_ADDRESS"; read -r _`

// needsKeyring skips a test if no real Secret Service can run.
func needsKeyring(t *testing.T) {
	t.Helper()
	for _, tool := range []string{"dbus-run-session", "gnome-keyring-daemon", "secret-tool"} {
		if _, err := exec.LookPath(tool); err != nil {
			absent(t, "no real Secret Service: apt-get install -y --no-install-recommends gnome-keyring dbus-daemon libsecret-tools")
		}
	}
}

// logIn gives a user a session with a real, unlocked keyring, until end.
func (p *person) logIn(t *testing.T) (end func()) {
	t.Helper()
	session := p.command(t, "dbus-run-session", "--", "sh", "-c", hold)
	input, err := session.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := session.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := session.Start(); err != nil {
		t.Fatal(err)
	}
	if err := out.(*os.File).SetReadDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("no session: %v", err)
	}
	p.env = append(p.env, "DBUS_SESSION_BUS_ADDRESS="+strings.TrimSpace(address))
	return func() {
		_ = input.Close()
		_ = session.Wait() // its exit code is the one of the closed read
	}
}
