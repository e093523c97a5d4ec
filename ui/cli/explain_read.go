package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"time"

	"mailgrant/flow/explain"
	"mailgrant/ui/term"
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

// pasted asks for the text on a terminal.
func (a *app) pasted() (string, error) {
	fmt.Fprintln(a.Err, "Paste the error text, then press Enter on an empty line (or Ctrl+D). Nothing is sent.")
	in := bufio.NewScanner(a.In)
	in.Buffer(nil, explain.Edge)
	return term.GatherLines(2*explain.Edge, func() (string, error) {
		if !in.Scan() {
			return "", io.EOF
		}
		return in.Text(), nil
	}, func() <-chan time.Time { return time.After(term.Quiet) }), nil
}
