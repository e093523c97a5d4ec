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

// The exit codes are a contract: people's scripts depend on them. One that a
// signal ended is 128 and its number.
const (
	exitGood      = 0
	exitBroken    = 1  // a credential is broken
	exitUsage     = 2  // wrong usage or unreadable input
	exitUndecided = 3  // could not tell: network or service trouble, no secret given
	exitKeyring   = 4  // keyring or clipboard unavailable, or no place for the index
	exitOurs      = 70 // an error of ours or the disk's
	exitSignal    = 128
)

// ending is how a command ends other than well. Says is for stderr; it is empty
// where the output has said it all.
type ending struct {
	code int
	says string // a sentence
	do   string // what to do, or ""
	help string // the command that helps, or ""
}

func (e *ending) Error() string { return e.says }

// usage is wrong usage of a command; help is the command to ask.
func usage(help, format string, args ...any) error {
	return &ending{code: exitUsage, says: fmt.Sprintf(format, args...), help: help}
}

// quietly ends with a code and no further word.
func quietly(code int) error {
	if code == exitGood {
		return nil
	}
	return &ending{code: code}
}

// conclude says what is left to say and gives the exit code. Output that could
// not be written goes before every other ending but a signal's: what it said is
// lost. format is stdout's.
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
	case end != nil && end.code == exitGood: // the person ended it, with all done
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

// tell says on stderr how a command ends, and on stdout too where a program reads
// that and nothing was written there.
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
	j := jsonError{"mailgrant.error/1", e.code, e.says, []string{}}
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

// jsonError is why there is no report. Its keys are a contract.
type jsonError struct {
	Schema string   `json:"schema"`
	Code   int      `json:"code"`
	Says   string   `json:"says"`
	Do     []string `json:"do"`
}

// formatIn is the format that a command line asks for where a program is to read
// it, else text. It is found even where the flags can't be read as a whole.
func formatIn(args []string) string {
	format := "text"
	for i, arg := range args {
		value, given := strings.CutPrefix(arg, "--format=")
		switch {
		case arg == "--":
			return format
		case arg == "--format" && i+1 < len(args):
			value, given = args[i+1], true
		}
		if given {
			format = "text"
			if value == "json" || value == "ndjson" {
				format = value
			}
		}
	}
	return format
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
