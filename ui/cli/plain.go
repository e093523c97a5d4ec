package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"mailgrant/flow"
	"mailgrant/ui/plain"
)

// plainly goes through the guide line by line.
func (a *app) plainly(ctx context.Context, r *rig, s flow.State) (flow.State, error) {
	h := r.hands()
	h.root = ctx
	secret := func(prompt string) (flow.Secret, error) { return a.secretLine(ctx, prompt) }
	_, tty := terminal(a.In)
	s, err := plain.Run(ctx, plain.Terminal{In: a.In, Out: a.out, Secret: secret, Echo: !tty}, s, h.do, r.samples)
	if errors.Is(err, plain.ErrInputEnded) {
		return s, usage(setupHelp, "%s", sentence(err.Error()))
	}
	return s, err
}

// secretLine asks for the secret: not shown on a terminal, else the next line.
func (a *app) secretLine(ctx context.Context, prompt string) (flow.Secret, error) {
	if f, tty := terminal(a.In); tty {
		return askSecret(ctx, f, a.out, prompt)
	}
	fmt.Fprint(a.out, prompt)
	defer fmt.Fprintln(a.out)
	var line strings.Builder
	var b [1]byte
	for line.Len() < maxSecretInput {
		n, err := a.In.Read(b[:])
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
