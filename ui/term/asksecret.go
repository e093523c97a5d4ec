package term

import (
	"context"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"mailgrant/flow/value"
	"mailgrant/ui/run"
)

// AskSecret reads a line from a terminal without showing it; io.EOF where there
// is none. However it ends, the terminal is put back first. read reads the line.
func AskSecret(ctx context.Context, f *os.File, prompts io.Writer, prompt string, read func() (string, error)) (value.Secret, error) {
	fd := int(f.Fd())
	before, err := term.GetState(fd)
	if err != nil {
		return value.Secret{}, err
	}
	came, stop := continued()
	defer stop()
	if err := hideTyping(fd); err != nil {
		return value.Secret{}, err
	}
	defer func() { _ = term.Restore(fd, before); fmt.Fprintln(prompts) }()
	fmt.Fprint(prompts, prompt) // only now: who is asked may answer at once

	done := run.Apart(func() (value.Secret, error) { return AsSecret(read()) })
	for {
		select {
		case got := <-done:
			return got.Take()
		case <-came: // a shell may have let the terminal show what is typed
			_ = hideTyping(fd)
			fmt.Fprint(prompts, "\n"+prompt)
		case <-ctx.Done():
			return value.Secret{}, context.Cause(ctx)
		}
	}
}

// AsSecret is the secret that a line holds.
func AsSecret(line string, err error) (value.Secret, error) {
	if err != nil {
		return value.Secret{}, err
	}
	return value.NewSecret(line), nil
}
