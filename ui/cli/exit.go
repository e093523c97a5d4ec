package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"mailgrant/store"
	"mailgrant/ui/report"
	"mailgrant/ui/run"
	"mailgrant/ui/term"
)

// The exit codes are a contract: scripts depend on them. After a signal, the
// code is 128 plus its number.
const (
	exitGood      = 0
	exitBroken    = 1  // a credential is broken
	exitUsage     = 2  // wrong usage or unreadable input
	exitUndecided = 3  // undecided: network or service trouble, or no secret given
	exitKeyring   = 4  // keyring or clipboard unavailable, or no directory for the index
	exitOurs      = 70 // a bug in mailgrant, or a disk error
	exitSignal    = 128
)

// ending is a command's end without success. Says is for stderr; it is empty if
// the output says everything.
type ending struct {
	code int
	says string // a sentence
	do   string // what to do, or ""
	help string // the command that helps, or ""
}

func (e *ending) Error() string { return e.says }

// usage is the error for wrong usage of a command; help is the help command to
// suggest.
func usage(help, format string, args ...any) error {
	return &ending{code: exitUsage, says: fmt.Sprintf(format, args...), help: help}
}

// quietly ends with a code and no message.
func quietly(code int) error {
	if code == exitGood {
		return nil
	}
	return &ending{code: code}
}

// conclude writes the final message and returns the exit code. Output that
// could not be written takes precedence over every other ending except a
// signal, because its content is lost. format is stdout's.
func conclude(ctx context.Context, err error, out *sink, stderr io.Writer, format string) int {
	code := ended(ctx, err, out, stderr, format)
	if lost := out.failure(); lost != nil {
		fmt.Fprintln(stderr, "mailgrant: The output could not be written: "+run.Refusal(lost)+".")
		if code < exitSignal {
			code = exitOurs
		}
	}
	return code
}

func ended(ctx context.Context, err error, out *sink, stderr io.Writer, format string) int {
	var cut term.Interruption
	var end *ending
	errors.As(err, &end)
	switch {
	case end != nil && end.code == exitGood: // the user ended it when everything was done
		return exitGood
	case errors.As(context.Cause(ctx), &cut) || errors.As(err, &cut):
		if end != nil {
			end.tell(out, stderr, "text")
		}
		fmt.Fprintln(stderr, "mailgrant: interrupted.")
		return exitSignal + int(cut.Signal)
	case end != nil:
	case err != nil:
		end = &ending{code: exitOurs, says: run.Sentence(err.Error())}
	default:
		return exitGood
	}
	end.tell(out, stderr, format)
	return end.code
}

// tell writes the message to stderr, and also to stdout if a program reads that
// and nothing was written there.
func (e *ending) tell(out *sink, stderr io.Writer, format string) {
	if e.says == "" {
		return
	}
	fmt.Fprintln(stderr, strings.TrimSpace("mailgrant: "+e.says+" "+e.do))
	if e.help != "" {
		fmt.Fprintln(stderr, "Try: "+e.help)
	}
	if format == "text" || out.written() {
		return
	}
	j := report.JSONError{Schema: "mailgrant.error/1", Code: e.code, Says: e.says, Do: []string{}}
	if e.do != "" {
		j.Do = append(j.Do, e.do)
	}
	if e.help != "" {
		j.Do = append(j.Do, "Run "+e.help+".")
	}
	if format == "ndjson" {
		report.WriteLine(out, j)
		return
	}
	report.WriteJSON(out, j)
}

// storeCode is the exit code of an error of the store.
func storeCode(err error) int {
	switch store.KindOf(err) {
	case store.Missing, store.Lost, store.Invalid:
		return exitBroken
	case store.Unsettled, store.NotFound, store.Ambiguous, store.Exists, store.Orphan, store.NoSecret:
		return exitUsage
	case store.Half, store.Denied, store.Disk, store.Damaged, store.Newer, store.Busy:
		return exitOurs
	case store.Unavailable, store.Locked, store.Timeout, store.Cancelled, store.Stuck, store.TooLarge, store.NoPlace,
		store.NotKept, store.NotRemoved, store.Crashed, store.Other:
	}
	return exitKeyring
}
