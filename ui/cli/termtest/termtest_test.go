//go:build linux || darwin

package termtest

import (
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
)

func TestMain(m *testing.M) { os.Exit(Main(m)) }

func shell(script string) Options {
	return Options{Program: "/bin/sh", Args: []string{"-c", script}, Cols: 40, Rows: 6}
}

func TestTheScreenIsWhatAPersonSees(t *testing.T) {
	t.Parallel()
	x := Start(t, shell(`printf 'first \033[31msecond\033[0m\r\nthird\033[1;1HF'`))
	if code := x.Exit(); code != 0 {
		t.Fatalf("exit code %d", code)
	}
	want := []string{"First second", "third", "", "", "", ""}
	if got := x.Screen(); !slices.Equal(got, want) {
		t.Errorf("screen %q, want %q", got, want)
	}
	if !strings.Contains(string(x.Raw()), "\x1b[31m") {
		t.Error("the raw stream has lost its escape sequences")
	}
	if left := x.LeftOn(); len(left) > 0 {
		t.Errorf("left on: %v", left)
	}
}

func TestWhatAProgramLeavesOnIsNamed(t *testing.T) {
	t.Parallel()
	for script, want := range map[string][]string{
		`printf '\033[?1049h\033[?25l\033[?2004h'`:                                {"alternate screen", "bracketed paste", "cursor hidden"},
		`printf '\033[?1049h\033[?25l\033[?2004h\033[?2004l\033[?25h\033[?1049l'`: nil,
		`stty -echo`: {"line settings"},
		`old=$(stty -g); stty raw -echo; stty "$old"`: nil,
		`printf '\033[?1002h\033[?1006h'`:             {"mouse"},
	} {
		t.Run(script, func(t *testing.T) {
			x := Start(t, shell(script))
			x.Exit()
			if left := x.LeftOn(); !slices.Equal(left, want) {
				t.Errorf("left on %v, want %v", left, want)
			}
		})
	}
}

func TestAQuestionIsAnsweredUnlessTheTerminalIsSilent(t *testing.T) {
	t.Parallel()
	ask := `stty raw -echo; printf '\033[6n'; head -c 4 | od -An -c; stty sane`
	t.Run("answered", func(t *testing.T) {
		x := Start(t, shell(ask))
		x.Wait("033   [   1   ;")
		if asked := x.Queries(); len(asked) != 1 {
			t.Errorf("queries %q, want one", asked)
		}
	})
	t.Run("silent", func(t *testing.T) {
		o := shell(ask)
		o.Silent = true
		x := Start(t, o)
		x.until("for the question", func() bool { return len(x.Queries()) == 1 })
		x.Type("....")
		x.Wait(".   .   .   .")
	})
}

func TestEveryKindOfQuestionIsSeen(t *testing.T) {
	t.Parallel()
	x := &Terminal{}
	for _, q := range []string{
		"\x1b]11;?\x07", "\x1b]10;?\x1b\\", "\x1b]4;1;?\x07", "\x1b[6n", "\x1b[?6n", "\x1b[5n", "\x1b[c", "\x1b[0c", "\x1b[>c",
		"\x1b[?2026$p", "\x1b[?u", "\x1b[14t", "\x1b[>q", "\x1bP+q544e\x1b\\", "\x1bP$qm\x1b\\",
	} {
		x.raw.Reset()
		x.raw.WriteString("text" + q + "text")
		if len(x.Queries()) != 1 {
			t.Errorf("%q was not seen as a question", q)
		}
	}
	x.raw.Reset()
	x.raw.WriteString("\x1b[?25h\x1b[2J\x1b]0;title\x07\x1b[1;31m\x1b]8;;https://x.example/?q\x07")
	if asked := x.Queries(); asked != nil {
		t.Errorf("%q are no questions", asked)
	}
}

func TestKeysTypingSizesAndSignalsArrive(t *testing.T) {
	t.Parallel()
	t.Run("keys as xterm sends them", func(t *testing.T) {
		for name, want := range map[string]string{
			"ctrl+c": "\x03", "alt+x": "\x1bx", "ctrl+right": "\x1b[1;5C", "f2": "\x1bOQ", "é": "é", "alt+enter": "\x1b\r", "+": "+",
		} {
			if got, err := keyBytes(name); err != nil || got != want {
				t.Errorf("%s sends %q, %v; want %q", name, got, err, want)
			}
		}
		if _, err := keyBytes("hyper+q"); err == nil {
			t.Error("an unknown key has no error")
		}
	})
	t.Run("what is typed before the start is still there", func(t *testing.T) {
		o := shell(`read -r line; echo "got $line"`)
		o.TypeAhead = "early\r"
		Start(t, o).Wait("got early")
	})
	t.Run("a new size reaches the program", func(t *testing.T) {
		x := Start(t, shell(`trap 'stty size' WINCH; echo ready; while :; do read -r line; done`))
		x.Wait("ready")
		x.Resize(57, 13)
		x.Wait("13 57")
	})
	t.Run("a signal that ends the program is told from a code", func(t *testing.T) {
		x := Start(t, shell(`echo ready; read -r line`))
		x.Wait("ready")
		x.Signal(syscall.SIGTERM)
		if code := x.Exit(); code != -int(syscall.SIGTERM) {
			t.Errorf("exit %d", code)
		}
		y := Start(t, shell(`exit 143`))
		if code := y.Exit(); code != 143 {
			t.Errorf("exit %d, want 143", code)
		}
	})
}
