//go:build linux

package termtest

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// settingApart marks a run of this test binary inside its own namespaces.
const settingApart = "MAILGRANT_TEST_APART"

// apart runs the calling test again, in its own namespaces: its network is
// empty, its /tmp is new, nobody else sees its mounts, and every process that
// it leaves ends with it. It returns true in the run inside, which does the
// work.
func apart(t *testing.T) bool {
	t.Helper()
	if os.Getenv(settingApart) != "" {
		settle(t)
		return true
	}
	t.Parallel()
	cmd := exec.CommandContext(t.Context(), "/proc/self/exe",
		"-test.run=^"+t.Name()+"$", "-test.v", "-test.count=1", "-test.timeout=5m")
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), settingApart + "=1", "MAILGRANT_BINARY=" + absolute(t, binary(t)),
		"MAILGRANT_REQUIRE_ALL=" + os.Getenv("MAILGRANT_REQUIRE_ALL"),
		"TMPDIR=" + t.TempDir(), // for what is created before /tmp is replaced
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags: syscall.CLONE_NEWNS | syscall.CLONE_NEWNET | syscall.CLONE_NEWPID | syscall.CLONE_NEWIPC,
		Pdeathsig:  syscall.SIGKILL,
	}
	if os.Getuid() != 0 {
		cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}}
	}
	runtime.LockOSThread() // Pdeathsig is sent when the thread ends, not the process
	defer runtime.UnlockOSThread()
	out, err := cmd.CombinedOutput()
	switch {
	case refused(err):
		absent(t, needsNamespaces)
	case err != nil:
		t.Fatalf("%v\n%s", err, out)
	case bytes.Contains(out, []byte("--- SKIP")):
		t.Skipf("%s", out)
	case !bytes.Contains(out, []byte("--- PASS: "+t.Name())):
		t.Fatalf("it did not run:\n%s", out)
	}
	t.Logf("inside:\n%s", out)
	return false
}

const needsNamespaces = "this system lets this user make no namespaces: run the tests as root"

func refused(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSPC)
}

func absolute(t *testing.T, path string) string {
	t.Helper()
	path, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// settle sets the namespaces up: their own /proc, a /tmp with the binary in it,
// a loopback, and Microsoft's host names for it.
func settle(t *testing.T) {
	t.Helper()
	program, err := os.ReadFile(os.Getenv("MAILGRANT_BINARY"))
	if err != nil {
		t.Fatal(err)
	}
	mount(t, "none", "/", "", unix.MS_REC|unix.MS_PRIVATE, "")
	mount(t, "proc", "/proc", "proc", 0, "")
	mount(t, "tmpfs", "/tmp", "tmpfs", 0, "mode=1777")
	t.Setenv("TMPDIR", "/tmp")
	for path, text := range map[string]string{
		"/etc/hosts":         "127.0.0.1 localhost " + strings.Join(microsoftNames, " ") + "\n",
		"/etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n", // no other resolver is asked
	} {
		if _, err := os.Stat(path); err != nil {
			continue
		}
		mount(t, put(t, filepath.Base(path), 0o644, text), path, "", unix.MS_BIND, "")
	}
	t.Setenv("MAILGRANT_BINARY", put(t, "mailgrant", 0o755, string(program)))
	if err := loopback(); err != nil {
		t.Fatal(err)
	}
}

func mount(t *testing.T, source, target, kind string, flags uintptr, data string) {
	t.Helper()
	if err := unix.Mount(source, target, kind, flags, data); refused(err) {
		absent(t, needsNamespaces)
	} else if err != nil {
		t.Fatalf("mount %s: %v", target, err)
	}
}

// put writes a file to /tmp that everybody may read.
func put(t *testing.T, name string, mode fs.FileMode, text string) (path string) {
	t.Helper()
	path = filepath.Join("/tmp", name)
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	return path
}

// loopback turns 127.0.0.1 on; in a new network it is off.
func loopback() error {
	socket, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	defer unix.Close(socket)
	request, err := unix.NewIfreq("lo")
	if err != nil {
		return err
	}
	request.SetUint16(unix.IFF_UP)
	return unix.IoctlIfreq(socket, unix.SIOCSIFFLAGS, request)
}
