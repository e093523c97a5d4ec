package plain

import (
	"context"
	"io"
	"strings"

	"mailgrant/ui/run"
)

// lines reads a line at a time, each only when it is asked for. A wait asks for
// one too, so every question, that for the secret included, takes the line that is
// being read already.
type lines struct {
	in   io.Reader
	came <-chan run.Ended[string] // the line that is being read; nil: none is
	kept *line                    // came during a wait, for the next question
}

type line struct {
	text string
	err  error
}

// longest bounds a line; what comes behind it is dropped.
const longest = 16 << 10

// want makes sure that a line is being read. A read that is under way when the
// conversation ends is left behind.
func (l *lines) want() <-chan run.Ended[string] {
	if l.came == nil {
		l.came = run.Apart(func() (string, error) { return readLine(l.in) })
	}
	return l.came
}

// took is the line that came.
func (l *lines) took(e run.Ended[string]) line {
	l.came = nil
	text, err := e.Take()
	return line{text, err}
}

// hand gives the next line to whoever calls what it returns.
func (l *lines) hand() func() (string, error) {
	if l.kept != nil {
		kept := *l.kept
		l.kept = nil
		return func() (string, error) { return kept.text, kept.err }
	}
	came := l.came
	l.came = nil
	return func() (string, error) {
		if came == nil {
			return readLine(l.in)
		}
		return (<-came).Take()
	}
}

// next is the next line, without the white space around it.
func (l *lines) next(ctx context.Context) (string, error) {
	text, err := run.Await(ctx, l.hand())
	return strings.TrimSpace(text), err
}

// readLine reads up to a line end, a byte at a time, and leaves white space as it
// is. The last line may lack its end.
func readLine(r io.Reader) (string, error) {
	var text strings.Builder
	var b [1]byte
	for {
		n, err := r.Read(b[:])
		switch {
		case n == 1 && b[0] == '\n':
			return strings.TrimSuffix(text.String(), "\r"), nil
		case n == 1 && text.Len() < longest:
			text.WriteByte(b[0])
		}
		if err != nil && strings.TrimSpace(text.String()) != "" {
			return text.String(), nil
		}
		if err != nil {
			return "", io.EOF
		}
	}
}
