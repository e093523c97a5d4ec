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

// AskSecret reads a line from a terminal without showing it. It returns io.EOF
// when the input has ended. It always restores the terminal before it returns.
// read reads the line.
func AskSecret(ctx context.Context, f *os.File, prompts io.Writer, prompt string, read func() (string, error)) (value.Secret, error) {
	fd := int(f.Fd())
	before, err := term.GetState(fd)
	if err != nil {
		return value.Secret{}, err
	}
	over := ctx.Done() // from here on a signal restores the terminal
	came, stop := continued()
	defer stop()
	if err := hideTyping(fd); err != nil {
		return value.Secret{}, err
	}
	defer func() { _ = term.Restore(fd, before); fmt.Fprintln(prompts) }()
	fmt.Fprint(prompts, prompt) // after typing is hidden: a fast user may type at once

	done := run.Apart(func() (value.Secret, error) { return AsSecret(read()) })
	for {
		select {
		case got := <-done:
			return got.Take()
		case <-came: // the shell may have turned echo back on
			_ = hideTyping(fd)
			fmt.Fprint(prompts, "\n"+prompt)
		case <-over:
			return value.Secret{}, context.Cause(ctx)
		}
	}
}

// AsSecret is the line as a secret.
func AsSecret(line string, err error) (value.Secret, error) {
	if err != nil {
		return value.Secret{}, err
	}
	return value.NewSecret(line), nil
}
