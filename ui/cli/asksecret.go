package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"mailgrant/flow"
	"mailgrant/ui/run"
)

// askSecret reads a line from a terminal without showing it; io.EOF where there
// is none. However it ends, the terminal is put back first.
func askSecret(ctx context.Context, f *os.File, prompts io.Writer, prompt string) (flow.Secret, error) {
	fd := int(f.Fd())
	before, err := term.GetState(fd)
	if err != nil {
		return flow.Secret{}, err
	}
	came, stop := continued()
	defer stop()
	if err := hideTyping(fd); err != nil {
		return flow.Secret{}, err
	}
	defer func() { _ = term.Restore(fd, before); fmt.Fprintln(prompts) }()
	fmt.Fprint(prompts, prompt) // only now: who is asked may answer at once

	done := run.Apart(func() (flow.Secret, error) { return readSecretLine(f) })
	for {
		select {
		case got := <-done:
			return got.Take()
		case <-came: // a shell may have let the terminal show what is typed
			_ = hideTyping(fd)
			fmt.Fprint(prompts, "\n"+prompt)
		case <-ctx.Done():
			return flow.Secret{}, context.Cause(ctx)
		}
	}
}

// readSecretLine reads up to a line end, a byte at a time, so that what follows
// is left to others. The last line may lack its end.
func readSecretLine(r io.Reader) (flow.Secret, error) {
	var line strings.Builder
	var b [1]byte
	for line.Len() < maxSecretInput {
		n, err := r.Read(b[:])
		switch {
		case n == 1 && b[0] == '\n':
			return flow.NewSecret(strings.TrimSuffix(line.String(), "\r")), nil
		case n == 1:
			line.WriteByte(b[0])
		}
		if err != nil && line.Len() > 0 {
			return flow.NewSecret(line.String()), nil
		}
		if err != nil {
			return flow.Secret{}, io.EOF
		}
	}
	return flow.NewSecret(line.String()), nil
}
