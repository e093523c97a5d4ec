package cli

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// nobody is an ordinary user: root can read everything.
const nobody = 65534

// ordinary runs cmd as an ordinary user, in a directory of that user.
func ordinary(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if os.Getuid() != 0 {
		return
	}
	place, err := os.MkdirTemp("/tmp", "mailgrant-ordinary-") //nolint:usetesting // only root can read a test's own directory
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(place) })
	if err := os.Chown(place, nobody, nobody); err != nil {
		t.Fatal(err)
	}
	cmd.Dir = place
	for i, pair := range cmd.Env {
		for _, name := range []string{"HOME=", "XDG_CONFIG_HOME=", "XDG_RUNTIME_DIR="} {
			if strings.HasPrefix(pair, name) {
				cmd.Env[i] = name + place
			}
		}
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
}

// holding starts mailgrant with a secret in its memory, waiting for input.
func holding(t *testing.T, secret string, prepare func(*exec.Cmd)) *exec.Cmd {
	t.Helper()
	cmd, _ := itself(t, []string{secretVariable + "=" + secret, "GOTRACEBACK=crash"}, "setup", "--practice", "--plain")
	prepare(cmd)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = in.Close() })
	cmd.Stdout, cmd.Stderr = nil, nil
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	lines := bufio.NewReader(out)
	for said := ""; !strings.HasSuffix(said, "(Enter:"); { // the first question
		said, err = lines.ReadString(':')
		if err != nil {
			t.Fatalf("%v\n%s", err, said)
		}
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }()
	return cmd
}

func TestNoOtherProgramReadsItsMemory(t *testing.T) {
	cmd := holding(t, "ur28Q~vma8uWq2pBn7K7G9ovniBjHMbhdsTo2gMS", func(cmd *exec.Cmd) { ordinary(t, cmd) })
	of := "/proc/" + strconv.Itoa(cmd.Process.Pid)
	for _, file := range []string{"mem", "environ", "maps", "auxv"} {
		read := exec.Command("head", "-c", "1", of+"/"+file)
		read.SysProcAttr = cmd.SysProcAttr
		if out, err := read.CombinedOutput(); err == nil || !strings.Contains(string(out), "denied") {
			t.Errorf("%s can be read by the same user: %v %q", file, err, out)
		}
	}
}

func TestACrashLeavesNoCore(t *testing.T) {
	for name, as := range map[string]func(*testing.T, *exec.Cmd){"as root": func(*testing.T, *exec.Cmd) {}, "as an ordinary user": ordinary} {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // a Go crash takes a while
			cmd := holding(t, "ur28Q~vma8uWq2pBn7K7G9ovniBjHMbhdsTo2gMS", func(cmd *exec.Cmd) {
				as(t, cmd)
				cmd.Args = append([]string{"sh", "-c", `ulimit -c unlimited && exec "$@"`, "sh", cmd.Path}, cmd.Args[1:]...)
				cmd.Path = "/bin/sh"
			})
			if err := cmd.Process.Signal(syscall.SIGABRT); err != nil {
				t.Fatal(err)
			}
			_ = cmd.Wait()
			status, _ := cmd.ProcessState.Sys().(syscall.WaitStatus)
			if !status.Signaled() {
				t.Errorf("it did not crash: %v", cmd.ProcessState)
			}
			if cores, _ := filepath.Glob(filepath.Join(cmd.Dir, "core*")); status.CoreDump() || len(cores) > 0 {
				t.Errorf("it left a core: %v %v", cmd.ProcessState, cores)
			}
		})
	}
}

// A process that can't be dumped can read little of /proc/self, but it must
// still read files that a user gives there.
func TestASecretFileMayBeAPipe(t *testing.T) {
	t.Parallel()
	secret := sample(t, "good").Values.Secret.Reveal()
	for _, file := range []string{"/dev/fd/3", "/proc/self/fd/3", "/dev/stdin"} {
		read, write, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		cmd, out := itself(t, nil, "check", "--practice", "--secret-file", file)
		ordinary(t, cmd)
		if cmd.SysProcAttr != nil {
			if err := read.Chown(nobody, nobody); err != nil {
				t.Fatal(err)
			}
		}
		cmd.ExtraFiles, cmd.Stdin = []*os.File{read}, read
		if _, err := write.WriteString(secret + "\n"); err != nil {
			t.Fatal(err)
		}
		_ = write.Close()
		if err := cmd.Run(); err != nil {
			t.Errorf("%s: %v\n%s", file, err, out)
		}
		_ = read.Close()
	}
}
