package term

import (
	"strings"
	"time"

	"mailgrant/ui/run"
)

// Quiet is how long no line must follow an empty one before a paste counts as
// finished. Within a paste, more lines follow at once.
const Quiet = 300 * time.Millisecond

// GatherLines reads lines until there are no more, or until an empty one that is
// followed by quiet. Lines past most bytes are read and dropped: if they stayed
// unread, the shell would run them as commands.
func GatherLines(most int, next func() (string, error), hush func() <-chan time.Time) string {
	var b strings.Builder
	var over <-chan time.Time
	for {
		select {
		case e := <-run.Apart(next):
			line, err := e.Take()
			if err != nil {
				return b.String()
			}
			if b.Len()+len(line) < most {
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
