package plain

import (
	"context"
	"io"
	"strings"

	"mailgrant/ui/run"
)

// lines reads a line at a time, each only when it is asked for: the secret is
// read by someone else from the same input.
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

// next is the next line, without the white space around it.
func (l *lines) next(ctx context.Context) (string, error) {
	if l.kept != nil {
		kept := *l.kept
		l.kept = nil
		return kept.text, kept.err
	}
	select {
	case e := <-l.want():
		got := l.took(e)
		return got.text, got.err
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
}

// readLine reads up to a line end, a byte at a time. The last line may lack its
// end.
func readLine(r io.Reader) (string, error) {
	var text strings.Builder
	var b [1]byte
	for {
		n, err := r.Read(b[:])
		switch {
		case n == 1 && b[0] == '\n':
			return strings.TrimSpace(text.String()), nil
		case n == 1 && text.Len() < longest:
			text.WriteByte(b[0])
		}
		if err != nil && strings.TrimSpace(text.String()) != "" {
			return strings.TrimSpace(text.String()), nil
		}
		if err != nil {
			return "", io.EOF
		}
	}
}
