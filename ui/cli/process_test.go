package cli

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
)

// built is the program, built once. This test binary would start in the tests'
// place as well, but with the race detector that takes a hundred times as long.
var built = sync.OnceValue(func() error {
	folder, err := os.MkdirTemp("", "mailgrant-cli-")
	if err == nil {
		err = os.Chmod(folder, 0o755) // some tests run it as another user
	}
	if err != nil {
		return err
	}
	builtPath = filepath.Join(folder, "mailgrant")
	build := exec.Command("go", "build", "-o", builtPath, ".")
	build.Dir = filepath.Join("..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	return nil
})

var builtPath string

// itself runs the program, a process with its own streams, in an empty home. env
// is added to a clean environment.
func itself(t *testing.T, env []string, args ...string) (cmd *exec.Cmd, out *bytes.Buffer) {
	t.Helper()
	if err := built(); err != nil {
		t.Fatal(err)
	}
	cmd = exec.Command(builtPath, args...)
	home := t.TempDir()
	cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "XDG_CONFIG_HOME=" + home,
		"XDG_RUNTIME_DIR=" + home, "DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent", "TERM=xterm"}, env...)
	cmd.Dir = home
	out = &bytes.Buffer{}
	cmd.Stdout, cmd.Stderr = out, out
	return cmd, out
}

func TestASecondAnswerReachesNoStream(t *testing.T) {
	t.Parallel()
	secret := sample(t, "good").Values.Secret.Reveal()
	for name, second := range map[string]func(string) string{
		"with the request in it": fault.Reflected, "an idle 400": fault.IdleEnd,
		"a whole second token": func(string) string {
			return "HTTP/1.1 200 OK\r\nContent-Length: 26\r\n\r\n{\"access_token\":\"eyJSECOND\""
		},
	} {
		for _, format := range []string{"text", "json"} {
			t.Run(name+"/"+format, func(t *testing.T) {
				s := newStage(t)
				s.ms.Fault(entratest.Match{}, fault.Twice(second))
				address, authority := soundLeaf().behindTLS(t, s)
				args := append(values(t, "good", "--format", format, "--ca-file", authority), through(connecting(t, address))...)
				cmd, out := itself(t, []string{secretVariable + "=" + secret}, args...)
				// A second answer may come in time to be taken for the next one's.
				if err := cmd.Run(); err != nil && cmd.ProcessState.ExitCode() != exitUndecided {
					t.Errorf("%v\n%s", err, out)
				}
				for _, leak := range []string{"Unsolicited", "eyJSECOND", secret, proxyPassword, "Bad Request"} {
					if strings.Contains(out.String(), leak) {
						t.Errorf("it prints %q:\n%s", leak, out)
					}
				}
			})
		}
	}
}

// telling are programs that write their environment to a file, under the names
// of all tools that mailgrant starts here.
func telling(t *testing.T, tools ...string) (directory, file string) {
	t.Helper()
	directory = t.TempDir()
	file = filepath.Join(directory, "environment")
	script := "#!/bin/sh\necho \"started: $0 $*\" >> " + file + "\nenv >> " + file + "\ncat >> /dev/null\n"
	for _, tool := range tools {
		if err := os.WriteFile(filepath.Join(directory, tool), []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return directory, file
}

func TestNoChildInheritsASecret(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the tools have other names here")
	}
	const secret = "ur28Q~vma8uWq2pBn7K7G9ovniBjHMbhdsTo2gMS"
	tools, file := telling(t, "xclip", "xdg-open", "dbus-launch", "secret-tool", "wl-copy", "wl-paste", "xsel")
	cmd, out := itself(t, []string{
		"PATH=" + tools + ":" + os.Getenv("PATH"), "DISPLAY=:99", secretVariable + "=" + secret, "MAILGRANT_GRAPH_TOKEN=" + secret,
	}, "setup", "--practice", "--plain")
	cmd.Stdin = strings.NewReader("1\nsupport@contoso.com\n\n\n\ncopy\nopen\n" + strings.Repeat("copy client secret\nfill\ncopy client secret\n\ncopy client secret\n\n", 15))
	_ = cmd.Run() // the end of its input ends it
	told, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, started := range []string{"/xclip -in", "/xclip -out", "/xdg-open http://127.0.0.1"} {
		if !strings.Contains(string(told), started) {
			t.Errorf("%s was not started:\n%s\n%s", started, told, out)
		}
	}
	if !strings.Contains(string(told), "DISPLAY=:99") {
		t.Errorf("the children do not have their parent's environment:\n%s", told)
	}
	if strings.Contains(string(told), secret) || strings.Contains(string(told), "MAILGRANT_CLIENT_SECRET") || strings.Contains(string(told), "MAILGRANT_GRAPH_TOKEN") {
		t.Errorf("a child has a secret:\n%s", told)
	}
}

func TestASecretTakenFromTheEnvironmentIsStillRead(t *testing.T) {
	secret := sample(t, "good").Values.Secret.Reveal()
	s := newStage(t)
	address, authority := soundLeaf().behindTLS(t, s)
	args := append(values(t, "good", "--ca-file", authority), through(connecting(t, address))...)
	for value, code := range map[string]int{secret: exitGood, "": exitBroken, "x": exitBroken} {
		cmd, out := itself(t, []string{secretVariable + "=" + value}, args...)
		_ = cmd.Run()
		if got := cmd.ProcessState.ExitCode(); got != code {
			t.Errorf("with %d bytes in it: exit %d, want %d\n%s", len(value), got, code, out)
		}
	}
}
