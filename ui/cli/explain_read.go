package cli

import (
	"bufio"
	"fmt"
	"io"
	"time"

	"mailgrant/ui/term"
)

func unread(err error) error {
	return usage(explainHelp, "Stdin can't be read: %s.", reason(err))
}

// longestPaste limits what is pasted on a terminal, in bytes.
const longestPaste = 2 << 20

// pasted asks for the text on a terminal.
func (a *app) pasted() (string, error) {
	fmt.Fprintln(a.Err, "Paste the error text, then press Enter on an empty line (or Ctrl+D). Nothing is sent.")
	in := bufio.NewScanner(a.In)
	in.Buffer(nil, longestPaste/2)
	return term.GatherLines(longestPaste, func() (string, error) {
		if !in.Scan() {
			return "", io.EOF
		}
		return in.Text(), nil
	}, func() <-chan time.Time { return time.After(term.Quiet) }), nil
}
