//go:build linux || darwin

package termtest

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// prompt limits a command that asks nobody anything. It guards against Bubble
// Tea waiting for a terminal that does not answer, which takes 5 s in addition
// to the command's own time.
const prompt = 5 * time.Second

// quiet are commands that ask the terminal nothing and end by themselves, with
// the exit code in the contract.
var quiet = []struct {
	line string
	code int
}{
	{"--version", 0},
	{"version", 0},
	{"--help", 0},
	{"help", 0},
	{"help check", 0},
	{"setup --help", 0},
	{"check --help", 0},
	{"guides --help", 0},
	{"guides", 0},
	{"guides email-this-issue-client-credentials", 0},
	{"guides no-such-guide", 2},
	{"list", 0},
	{"list --practice", 0},
	{"show no-such-name", 2},
	{"completion bash", 0},
	{"--no-such-flag", 2},
	{"no-such-command", 2},
	{"check", 2},
	{"check --no-such-flag", 2},
	{"check no-such-name", 2},
	{"check --practice --offline", 0},
	{"check --practice --format json", 0},
	{"setup --guide no-such-guide", 2},
	{"setup --port 70000", 2},
	{"diagnose --help", 0},
	{"diagnose no-such-name", 2},
	{"diagnose one two", 2},
	{"check --practice --must-refuse ceo@contoso.com", 0},
	{"check --practice --mailbox ceo@contoso.com", 1},
	{"check --practice --wait 1m spreading", 0},
	{"explain --help", 0},
	{"explain AADSTS7000222", 0},
	{"explain --format json AADSTS7000222", 0},
	{"explain --no-such-flag", 2},
}

// No command may query a terminal, since it may not answer.
func TestNoCommandAsksASilentTerminal(t *testing.T) {
	t.Parallel()
	for _, c := range quiet {
		t.Run("mailgrant "+c.line, func(t *testing.T) {
			checkQuiet(t, Options{Args: strings.Fields(c.line), Silent: true}, c.code)
		})
	}
}

// Every command that the binary completes is asked for help, even new ones.
func TestNoHelpAsksASilentTerminal(t *testing.T) {
	t.Parallel()
	listed, err := exec.Command(binary(t), "__complete", "").Output()
	if err != nil {
		t.Fatal(err)
	}
	commands := 0
	for line := range strings.Lines(string(listed)) {
		name, _, described := strings.Cut(line, "\t")
		if !described {
			continue
		}
		commands++
		t.Run("mailgrant "+name+" --help", func(t *testing.T) {
			checkQuiet(t, Options{Args: []string{name, "--help"}, Silent: true}, 0)
		})
	}
	if commands < 5 {
		t.Errorf("only %d commands were found in:\n%s", commands, listed)
	}
}

func TestWithoutATerminalToReadFromTheWizardSaysSoAndEnds(t *testing.T) {
	t.Parallel()
	for _, line := range []string{"", "setup", "diagnose"} {
		t.Run("mailgrant "+line, func(t *testing.T) {
			nothing, err := os.Open(os.DevNull)
			if err != nil {
				t.Fatal(err)
			}
			defer nothing.Close()
			x := checkQuiet(t, Options{Args: strings.Fields(line), Silent: true, Stdin: nothing}, 2)
			for _, way := range []string{"check", "--plain"} {
				if !strings.Contains(x.Text(), way) {
					t.Errorf("the alternative %s is not named:\n%s", way, x.Text())
				}
			}
		})
	}
}

func checkQuiet(t *testing.T, o Options, code int) *Terminal {
	t.Helper()
	binary(t) // built before the clock starts
	start := time.Now()
	x := Start(t, o)
	if got := x.Exit(); got != code {
		t.Errorf("exit code %d, want %d:\n%s", got, code, x.Text())
	}
	if took := time.Since(start); took > prompt {
		t.Errorf("took %v, more than %v", took, prompt)
	}
	if asked := x.Queries(); len(asked) > 0 {
		t.Errorf("asked the terminal: %q", asked)
	}
	if left := x.LeftOn(); len(left) > 0 {
		t.Errorf("left on: %v", left)
	}
	return x
}
