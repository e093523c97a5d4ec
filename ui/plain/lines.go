package plain

import (
	"context"
	"io"
	"strings"

	"mailgrant/ui/run"
)

// lines reads one line at a time, and only on demand. A wait needs a line too, so
// a question, also the one for the secret, first takes the line that is already
// being read.
type lines struct {
	in   io.Reader
	came <-chan run.Ended[string] // the line being read; nil if there is none
	kept []line                   // for the next questions: arrived during a wait, or behind an answer
	held bool                     // the latest line came behind others of a paste
	more func() bool              // further lines are there already; nil: nobody knows
}

type line struct {
	text   string
	err    error
	pasted bool // behind the first line of a paste
}

// longest is the limit of a line; the rest of it is dropped.
const longest = 16 << 10

// want makes sure that a line is being read. A read in progress when the dialog
// ends is abandoned.
func (l *lines) want() <-chan run.Ended[string] {
	if l.came == nil {
		l.came = run.Apart(func() (string, error) { return readLine(l.in) })
	}
	return l.came
}

// took is the line that arrived.
func (l *lines) took(e run.Ended[string]) line {
	l.came = nil
	text, err := e.Take()
	return line{text: text, err: err}
}

// hand returns a function that gives its caller the next line.
func (l *lines) hand() func() (string, error) {
	if len(l.kept) > 0 {
		kept := l.kept[0]
		l.kept, l.held = l.kept[1:], kept.pasted
		return func() (string, error) { return kept.text, kept.err }
	}
	came := l.came
	l.came, l.held = nil, false
	return func() (string, error) {
		if came == nil {
			return readLine(l.in)
		}
		return (<-came).Take()
	}
}

// next is the next line without surrounding white space.
func (l *lines) next(ctx context.Context) (string, error) {
	text, err := run.Await(ctx, l.hand())
	return strings.TrimSpace(text), err
}

// readLine reads up to a line end, one byte at a time, and keeps white space. The
// last line may lack its end.
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
