//go:build !windows

package term

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

const settingSignals = "MAILGRANT_TEST_SIGNALS"

// TestHelperSignalsItself is the other process of the next test.
func TestHelperSignalsItself(t *testing.T) {
	how := os.Getenv(settingSignals)
	if how == "" {
		t.Skip("only as a helper of TestSignalsAreCaughtFromTheFirstWait")
	}
	ctx := WatchSignals(&Rescue{})
	var over <-chan struct{}
	if how == "a wait" {
		over = ctx.Done()
	}
	if err := syscall.Kill(os.Getpid(), syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	<-over // forever if the signal is not caught
	var cut Interruption
	if !errors.As(context.Cause(ctx), &cut) || cut.Signal != syscall.SIGTERM {
		t.Fatalf("the context ended with %v", context.Cause(ctx))
	}
	fmt.Println(caught) // how the process ends then is a matter of time
}

const caught = "the signal was caught"

func TestSignalsAreCaughtFromTheFirstWait(t *testing.T) {
	for name, killed := range map[string]bool{"no wait": true, "a wait": false} {
		t.Run(name, func(t *testing.T) {
			again := exec.Command(os.Args[0], "-test.run=^TestHelperSignalsItself$")
			again.Env = append(os.Environ(), settingSignals+"="+name)
			out, err := again.CombinedOutput()
			status, _ := again.ProcessState.Sys().(syscall.WaitStatus)
			if status.Signaled() != killed || strings.Contains(string(out), caught) == killed {
				t.Errorf("%v, want it killed: %v\n%s", err, killed, out)
			}
		})
	}
}
