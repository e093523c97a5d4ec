package signin

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mailgrant/ui/cli/termtest"
)

// hold starts an unlocked gnome-keyring on a session's bus, prints the bus's
// address, and ends when its input does.
const hold = `printf testpass | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
echo "$DBUS_SESSION_BUS_ADDRESS"; read -r _`

// logIn gives a user a session with their own keyring, until the test ends.
func logIn(t *testing.T) (home, bus string) {
	t.Helper()
	for tool, from := range map[string]string{"dbus-run-session": "dbus-daemon", "gnome-keyring-daemon": "gnome-keyring", "secret-tool": "libsecret-tools"} {
		needed(t, from, tool)
	}
	home = t.TempDir()
	for _, folder := range []string{".local/share/keyrings", ".runtime"} {
		if err := os.MkdirAll(filepath.Join(home, folder), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	session := exec.Command("dbus-run-session", "--", "sh", "-c", hold) // must end before the test's context does
	session.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "XDG_RUNTIME_DIR=" + home + "/.runtime"}
	stdin, err := session.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := session.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := session.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = stdin.Close()
		hung := time.AfterFunc(patience, func() { _ = session.Process.Kill() })
		_ = session.Wait() // its exit code is the one of the closed read
		hung.Stop()
	})
	if err := stdout.(*os.File).SetReadDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	bus, err = bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatalf("no session: %v", err)
	}
	return home, strings.TrimSpace(bus)
}

// inKeyring is everything that the keyring holds for mailgrant.
func inKeyring(t *testing.T, home, bus string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	ask := exec.CommandContext(ctx, "secret-tool", "search", "--all", "--unlock", "service", "mailgrant")
	ask.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "DBUS_SESSION_BUS_ADDRESS=" + bus}
	out, err := ask.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return string(out)
}

func TestAKeyringReportsAndFilesHoldNothingOfASignIn(t *testing.T) {
	t.Parallel()
	home, bus := logIn(t)
	var mem memory
	m := start(t)
	proxy, ca := lead(t, mem.witness(m.Handler()))
	run := func(arguments ...string) termtest.Options {
		return termtest.Options{Args: arguments, Home: home, Env: []string{"DBUS_SESSION_BUS_ADDRESS=" + bus, "HTTPS_PROXY=" + proxy, "SSL_CERT_FILE=" + ca}}
	}
	signOn(t, m, &mem, loopback, run("setup", "--guide", authCode))

	s := seat(t, run("diagnose", "contoso"))
	s.pick("Test the sign-in")
	s.At("Sign-in test")
	s.pick(loopback)
	s.do(visit(m.Page(s.link())), as(support)) // the user has accepted before
	s.At("Prove")
	s.Wait("renewed once")
	s.pick("Write a report for support")
	s.WaitMatch(`mailgrant-report[^ ]*\.md`)
	s.holdsNone(mem.all(t))
	s.Keys("ctrl+c")

	c := seat(t, run("check", "contoso", "--format", "json", "--report", "for-support.md", "--full"))
	c.Exit()
	if !strings.Contains(string(c.Raw()), `"schema": "mailgrant.reports/1"`) {
		t.Errorf("it prints no report:\n%s", c.Text())
	}
	values := mem.all(t)
	c.holdsNone(values)
	kept := inKeyring(t, home, bus)
	found := ""
	for value, name := range values {
		if strings.Contains(kept, value) {
			found += name + " "
		}
	}
	if found != "client_secret " {
		t.Errorf("the keyring holds %q", found)
	}
	if reports, _ := filepath.Glob(filepath.Join(home, "*.md")); len(reports) != 2 {
		t.Errorf("the reports are %v", reports)
	}
}
