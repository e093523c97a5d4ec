//go:build linux

package storetest

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// real is a session with a real Secret Service. Its only fault is to wait for
// the user, whom Heal replaces.
type real struct {
	t    testing.TB
	home string
	env  []string
}

// hold prints the bus's address, and ends when its input does.
const hold = `echo "$DBUS_SESSION_BUS_ADDRESS"; read -r _`

// keyrings are the commands that start a keyring and then run another command.
var keyrings = map[string]struct {
	needs  map[string]string
	before []string
}{
	"gnome-keyring": {
		map[string]string{"gnome-keyring-daemon": "gnome-keyring"},
		[]string{"sh", "-c", `printf testpass | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@"`, "_"},
	},
	"KeePassXC": {
		map[string]string{"keepassxc": "keepassxc", "Xvfb": "xvfb", "dbus-send": "dbus-bin", "xdotool": "xdotool"},
		[]string{"testdata/keepassxc"},
	},
}

func startReal(t testing.TB, name string) real {
	t.Helper()
	keyring := keyrings[name]
	needs(t, map[string]string{"dbus-run-session": "dbus-daemon", "secret-tool": "libsecret-tools"})
	needs(t, keyring.needs)
	home := t.TempDir()
	for _, folder := range []string{".local/share/keyrings", "run"} {
		if err := os.MkdirAll(filepath.Join(home, folder), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	args := []string{"--"}
	if name == "KeePassXC" { // the bus must not start another keyring in its place
		b := bus{dir: home}
		if err := b.configure(patient); err != nil {
			t.Fatal(err)
		}
		args = []string{"--config-file=" + filepath.Join(home, "bus.conf"), "--"}
		if path, err := filepath.Abs(filepath.Join("..", keyring.before[0])); err == nil {
			keyring.before = []string{path}
		}
	}
	args = append(append(args, keyring.before...), "sh", "-c", hold)
	session := exec.Command("dbus-run-session", args...) // must end before the test's context does
	session.Env = []string{
		"PATH=" + os.Getenv("PATH"), "LC_ALL=C.UTF-8", "HOME=" + home, "XDG_RUNTIME_DIR=" + filepath.Join(home, "run"),
		"XDG_CONFIG_HOME=" + filepath.Join(home, ".config"), "XDG_DATA_HOME=" + filepath.Join(home, ".local", "share"),
	}
	var trouble strings.Builder
	session.Stderr, session.WaitDelay = &trouble, time.Second
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
	t.Cleanup(func() {
		_ = input.Close()
		_ = session.Wait() // its exit code is the one of the closed read
		if left := processesOf(home); len(left) > 0 {
			t.Errorf("the session left %v running", left)
		}
	})
	if err != nil {
		_ = input.Close()
		_ = session.Wait()
		t.Fatalf("no session: %v\n%s", err, trouble.String())
	}
	return real{t, home, []string{"DBUS_SESSION_BUS_ADDRESS=" + strings.TrimSpace(address)}}
}

func (k real) tool(input string, args ...string) string {
	k.t.Helper()
	cmd := exec.CommandContext(k.t.Context(), "secret-tool", args...)
	cmd.Env, cmd.Stdin = append([]string{"PATH=" + os.Getenv("PATH")}, k.env...), strings.NewReader(input)
	out, _ := cmd.Output() // it fails if nothing is found
	return string(out)
}

func (k real) Env() []string   { return k.env }
func (k real) Faults() []Fault { return nil }
func (k real) Fault(string)    {}
func (k real) Close()          {}

func (k real) Contents() map[string][]string {
	if kept := k.tool("", "lookup", "service", service, "username", account); kept != "" {
		return map[string][]string{account: {kept}}
	}
	return nil
}

func (k real) Put(account, secret string) {
	k.tool(secret, "store", "--label", account, "service", service, "username", account)
}

// Heal confirms KeePassXC's dialog if there is one: it asks before a second
// program may overwrite an entry.
func (k real) Heal() {
	screen, err := os.ReadFile(filepath.Join(k.home, "keepassxc", "screen"))
	if err != nil {
		return
	}
	press := exec.CommandContext(k.t.Context(), "xdotool", "search", "--onlyvisible", "--name", "Access Request", "windowfocus", "--sync", "key", "Return")
	press.Env = []string{"PATH=" + os.Getenv("PATH"), "DISPLAY=" + strings.TrimSpace(string(screen))}
	_ = press.Run() // it fails if there is no dialog
}

// Without a fault, every command works from start to end, one after another.
func TestEveryCommandOnARealKeyring(t *testing.T) {
	t.Parallel()
	m := openMicrosoft(t)
	old := saveOld(t, m)
	var jobs []func()
	for name := range keyrings {
		jobs = append(jobs, func() {
			t.Run(name, func(t *testing.T) {
				place := startReal(t, name)
				for _, command := range []string{"save", "replace", "remove", "check", "copy"} {
					t.Run(command, func(t *testing.T) {
						place.t = t
						place.tool("", "clear", "service", service)
						r := &row{person: newPerson(t, m, place.Env()), t: t, m: m, place: place, fault: Fault{Reads: Right}}
						commands[command](r, old)
						if left := place.tool("", "search", "--all", "service", service); strings.Contains(left, "mailgrant-probe") {
							t.Errorf("a probe is left:\n%s", left)
						}
						r.end()
					})
				}
			})
		})
	}
	sideBySide(jobs)
}
