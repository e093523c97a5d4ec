package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"syscall"
)

// The exit codes are a contract: people's scripts depend on them. One that a
// signal ended is 128 and its number.
const (
	exitGood      = 0
	exitBroken    = 1  // a credential is broken
	exitUsage     = 2  // wrong usage or unreadable input
	exitUndecided = 3  // could not tell: network or service trouble, no secret given
	exitKeyring   = 4  // the keyring is unavailable
	exitOurs      = 70 // an error of ours or the disk's
	exitSignal    = 128
)

// ending is how a command ends other than well. Says is for stderr; it is empty
// where the output has said it all.
type ending struct {
	code int
	says string // a sentence
	help string // the command that helps, or ""
}

func (e *ending) Error() string { return e.says }

// usage is wrong usage of a command; help is the command to ask.
func usage(help, format string, args ...any) error {
	return &ending{exitUsage, fmt.Sprintf(format, args...), help}
}

// quietly ends with a code and no further word.
func quietly(code int) error {
	if code == exitGood {
		return nil
	}
	return &ending{code: code}
}

// interruption is a signal that asked the program to end.
type interruption struct{ signal syscall.Signal }

func (i interruption) Error() string { return "ended by " + i.signal.String() }

// conclude says what is left to say and gives the exit code. Output that could
// not be written goes before every other ending but a signal's: what it said is
// lost.
func conclude(ctx context.Context, err error, out *sink, stderr io.Writer) int {
	code := ended(ctx, err, stderr)
	if lost := out.failure(); lost != nil {
		fmt.Fprintln(stderr, "mailgrant: The output could not be written: "+refusal(lost)+".")
		if code < exitSignal {
			code = exitOurs
		}
	}
	return code
}

func ended(ctx context.Context, err error, stderr io.Writer) int {
	var cut interruption
	if errors.As(context.Cause(ctx), &cut) || errors.As(err, &cut) {
		fmt.Fprintln(stderr, "mailgrant: interrupted.")
		return exitSignal + int(cut.signal)
	}
	var end *ending
	switch {
	case errors.As(err, &end):
	case err != nil:
		end = &ending{code: exitOurs, says: sentence(err.Error())}
	default:
		return exitGood
	}
	if end.says != "" {
		fmt.Fprintln(stderr, "mailgrant: "+end.says)
	}
	if end.help != "" {
		fmt.Fprintln(stderr, "Try: "+end.help)
	}
	return end.code
}
