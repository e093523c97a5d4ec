package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"mailgrant/flow/explain"
	"mailgrant/ui/run"
)

// edgesOf reads all of r and keeps the beginning and the end, which is what
// Explain uses of a long text.
func edgesOf(r io.Reader) (string, error) {
	head, err := io.ReadAll(io.LimitReader(r, explain.Edge))
	if err != nil {
		return "", unread(err)
	}
	var tail []byte
	chunk := make([]byte, 64<<10)
	for {
		n, err := r.Read(chunk)
		tail = append(tail, chunk[:n]...)
		if len(tail) > 2*explain.Edge {
			tail = append(tail[:0], tail[len(tail)-explain.Edge:]...)
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", unread(err)
		}
	}
	if len(tail) > explain.Edge {
		head = append(head, "\n\n"...)
		tail = tail[len(tail)-explain.Edge:]
	}
	return string(head) + string(tail), nil
}

func unread(err error) error {
	return usage(explainHelp, "Stdin can't be read: %s.", reason(err))
}

// quiet is how long no line must follow an empty one before a paste counts as
// finished. Within a paste, more lines follow at once.
const quiet = 300 * time.Millisecond

// pasted asks for the text on a terminal.
func (a *app) pasted() (string, error) {
	fmt.Fprintln(a.Err, "Paste the error text, then press Enter on an empty line (or Ctrl+D). Nothing is sent.")
	in := bufio.NewScanner(a.In)
	in.Buffer(nil, explain.Edge)
	return gather(func() (string, error) {
		if !in.Scan() {
			return "", io.EOF
		}
		return in.Text(), nil
	}, func() <-chan time.Time { return time.After(quiet) }), nil
}

// gather reads lines until there are no more, or until an empty one that is
// followed by quiet. Lines past the limit are read and dropped: if they stayed
// unread, the shell would run them as commands.
func gather(next func() (string, error), hush func() <-chan time.Time) string {
	var b strings.Builder
	var over <-chan time.Time
	for {
		select {
		case e := <-run.Apart(next):
			line, err := e.Take()
			if err != nil {
				return b.String()
			}
			if b.Len()+len(line) < 2*explain.Edge {
				b.WriteString(line + "\n")
			}
			over = nil
			if line == "" && strings.TrimSpace(b.String()) != "" {
				over = hush()
			}
		case <-over:
			return b.String()
		}
	}
}
