package early_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"mailgrant/ui/early"
)

// atStart is what packages see that initialize after early.
var atStart, atStartSet = os.LookupEnv("TERM")

func TestTERMIsHiddenThenRestored(t *testing.T) {
	if os.Getenv("MAILGRANT_EARLY_CHILD") != "" {
		early.Restore()
		early.Restore()
		after, set := os.LookupEnv("TERM")
		if !atStartSet || atStart != "dumb" {
			t.Errorf("while packages initialise TERM is %q, set %v; want dumb", atStart, atStartSet)
		}
		if want := os.Getenv("MAILGRANT_EARLY_CHILD"); want == "unset" {
			if set {
				t.Errorf("after Restore TERM is %q, want it unset", after)
			}
		} else if !set || after != strings.TrimPrefix(want, "=") {
			t.Errorf("after Restore TERM is %q, set %v; want %q", after, set, want)
		}
		return
	}
	for name, term := range map[string]string{
		"a usual terminal":            "=xterm-256color",
		"an empty TERM stays empty":   "=",
		"no TERM at all stays absent": "unset",
	} {
		t.Run(name, func(t *testing.T) {
			child := exec.Command(os.Args[0], "-test.run=^TestTERMIsHiddenThenRestored$")
			for _, pair := range os.Environ() {
				if !strings.HasPrefix(pair, "TERM=") {
					child.Env = append(child.Env, pair)
				}
			}
			child.Env = append(child.Env, "MAILGRANT_EARLY_CHILD="+term)
			if term != "unset" {
				child.Env = append(child.Env, "TERM"+term)
			}
			if out, err := child.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
		})
	}
}
