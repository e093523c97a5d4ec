package plain

import (
	"context"
	"io"
	"strings"
)

// lines reads a line at a time, each only when it is asked for: the secret is
// read by someone else from the same input.
type lines struct {
	wanted  chan struct{}
	came    chan line
	reading bool
	kept    *line // came during a wait, for the next question
}

type line struct {
	text string
	err  error
}

// longest bounds a line; what comes behind it is dropped.
const longest = 16 << 10

// listen begins to read from r. A read that is under way when the conversation
// ends is left behind.
func listen(r io.Reader) *lines {
	l := &lines{wanted: make(chan struct{}), came: make(chan line, 1)}
	go func() {
		for range l.wanted {
			text, err := readLine(r)
			l.came <- line{text, err}
		}
	}()
	return l
}

func (l *lines) close() { close(l.wanted) }

// want makes sure that a line is being read.
func (l *lines) want() {
	if !l.reading {
		l.reading = true
		l.wanted <- struct{}{}
	}
}

// next is the next line, without the white space around it.
func (l *lines) next(ctx context.Context) (string, error) {
	if l.kept != nil {
		kept := *l.kept
		l.kept = nil
		return kept.text, kept.err
	}
	l.want()
	select {
	case got := <-l.came:
		l.reading = false
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
