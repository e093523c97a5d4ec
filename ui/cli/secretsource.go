package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"

	"mailgrant/flow"
)

const (
	secretVariable = "MAILGRANT_CLIENT_SECRET"
	// maxSecretInput is far more than a secret is long: a larger file is
	// another file.
	maxSecretInput = 64 << 10
)

// readSecret takes the secret from its one source; the zero Secret where none
// was named.
func (a *app) readSecret(ctx context.Context, o *checkOptions) (flow.Secret, error) {
	switch value, set := a.Env(secretVariable); {
	case o.secretStdin:
		return a.secretFromStdin(ctx)
	case o.given("secret-file"):
		f, err := os.Open(o.secretFile)
		if err != nil {
			return flow.Secret{}, usage(checkHelp, "The file of --secret-file can't be opened: %s.", reason(err))
		}
		defer func() { _ = f.Close() }()
		return secretFrom(f, "The file of --secret-file")
	case set:
		return flow.NewSecret(value), nil
	}
	return flow.Secret{}, nil
}

func (a *app) secretFromStdin(ctx context.Context) (flow.Secret, error) {
	if f, ok := terminal(a.In); ok {
		secret, err := askSecret(ctx, f, a.Err, "Client secret (it is not shown): ")
		if errors.Is(err, io.EOF) {
			return flow.NewSecret(""), nil
		}
		return secret, err
	}
	type answer struct {
		secret flow.Secret
		err    error
	}
	done := make(chan answer, 1)
	go func() {
		s, err := secretFrom(a.In, "Stdin")
		done <- answer{s, err}
	}()
	select {
	case got := <-done:
		return got.secret, got.err
	case <-ctx.Done():
		return flow.Secret{}, context.Cause(ctx)
	}
}

// secretFrom reads all of r. The line end that a file or echo puts behind a
// secret is no part of it.
func secretFrom(r io.Reader, what string) (flow.Secret, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxSecretInput+1))
	if err != nil {
		return flow.Secret{}, usage(checkHelp, "%s can't be read: %s.", what, reason(err))
	}
	if len(data) > maxSecretInput {
		return flow.Secret{}, usage(checkHelp, "%s is too large to be a client secret.", what)
	}
	text := strings.TrimSuffix(string(data), "\n")
	return flow.NewSecret(strings.TrimSuffix(text, "\r")), nil
}

// reason is a system error without the path, which the person typed and which
// may be a secret put in the wrong place.
func reason(err error) string {
	var p *os.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return flow.CleanServerText(err.Error())
}
