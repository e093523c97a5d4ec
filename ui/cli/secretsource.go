package cli

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"time"

	"mailgrant/flow/text"
	"mailgrant/flow/value"
	"mailgrant/ui/run"
	"mailgrant/ui/term"
)

const (
	secretVariable = "MAILGRANT_CLIENT_SECRET"
	// maxSecretInput is much longer than a secret: a larger file is the wrong
	// file.
	maxSecretInput = 64 << 10
)

// readSecret reads the secret from its one source; the zero Secret if none was
// given.
func (a *app) readSecret(ctx context.Context, o *checkOptions) (value.Secret, error) {
	switch val, set := a.Env(secretVariable); {
	case o.secretStdin:
		return a.secretFromStdin(ctx, o)
	case o.given("secret-file"):
		return o.inTime(ctx, "the file of --secret-file", func() (value.Secret, error) {
			f, err := os.Open(o.secretFile)
			if err != nil {
				return value.Secret{}, usage(checkHelp, "The file of --secret-file can't be opened: %s.", reason(err))
			}
			defer func() { _ = f.Close() }()
			return secretFrom(f, "The file of --secret-file")
		})
	case set:
		return value.NewSecret(val), nil
	}
	return value.Secret{}, nil
}

// secretFromStdin asks for the secret on a terminal, without a time limit
// unless --timeout sets one.
func (a *app) secretFromStdin(ctx context.Context, o *checkOptions) (value.Secret, error) {
	f, tty := term.Terminal(a.In)
	if !tty {
		return o.inTime(ctx, "stdin", func() (value.Secret, error) { return secretFrom(a.In, "Stdin") })
	}
	if o.given("timeout") {
		limited, cancel := context.WithTimeoutCause(ctx, o.timeout, o.tooLate("the terminal", "Give"))
		defer cancel()
		ctx = limited
		defer o.spending()()
	}
	secret, err := term.AskSecret(ctx, f, a.Err, "Client secret (hidden): ", func() (string, error) {
		line, err := bufio.NewReader(io.LimitReader(f, maxSecretInput)).ReadString('\n')
		if line != "" { // the last line may have no line end
			err = nil
		}
		return strings.TrimRight(line, "\r\n"), err
	})
	if errors.Is(err, io.EOF) {
		return value.NewSecret(""), nil
	}
	return secret, err
}

// inTime reads the secret within the time limit of the whole check. A pipe may
// stay open and silent forever.
func (o *checkOptions) inTime(ctx context.Context, source string, read func() (value.Secret, error)) (value.Secret, error) {
	defer o.spending()()
	ctx, cancel := context.WithTimeoutCause(ctx, o.timeout, o.tooLate(source, "Close the pipe after the secret, or give"))
	defer cancel()
	return run.Await(ctx, read)
}

// spending counts the time until the function it returns is called.
func (o *checkOptions) spending() (stop func()) {
	began := time.Now()
	return func() { o.spent = time.Since(began) }
}

func (o *checkOptions) tooLate(source, do string) error {
	return usage(checkHelp, "No client secret came from %s within %s. %s more time with --timeout.", source, o.timeout, do)
}

// secretFrom reads all of r. The line end that a file or echo adds is not part
// of the secret.
func secretFrom(r io.Reader, what string) (value.Secret, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxSecretInput+1))
	if err != nil {
		return value.Secret{}, usage(checkHelp, "%s can't be read: %s.", what, reason(err))
	}
	if len(data) > maxSecretInput {
		return value.Secret{}, usage(checkHelp, "%s is too large to be a client secret.", what)
	}
	text := strings.TrimSuffix(text.Decode(data), "\n")
	return value.NewSecret(strings.TrimSuffix(text, "\r")), nil
}

// reason is a system error without the path, which the user typed and which may
// be a misplaced secret.
func reason(err error) string {
	var p *os.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return text.Clean(err.Error())
}
