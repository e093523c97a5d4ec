package run

import (
	"fmt"
	"sync"
	"time"

	"mailgrant/flow/finding"
)

// PollWait is what a poll waits for, and how long.
type PollWait struct {
	Began time.Time
	Limit time.Duration
	Name  string

	mu    sync.Mutex
	cause finding.Cause // "" before the first token arrives
	next  time.Time     // time of the next token request
}

func (w *PollWait) Until(cause finding.Cause, after time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cause, w.next = cause, time.Now().Add(after)
}

func (w *PollWait) Words() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	what := ""
	switch w.cause {
	case "":
		return ""
	case finding.SecretWrong:
		what = "the new secret"
	case finding.AppNotFound:
		what = "the new app"
	default:
		what = "consent"
	}
	if w.Name != "" {
		what += " (" + w.Name + ")"
	}
	now := time.Now()
	next := "now"
	if left := w.next.Sub(now); left >= time.Second {
		next = "in " + short(left)
	}
	return fmt.Sprintf("Still waiting for %s: %s of %s, next try %s.", what, short(now.Sub(w.Began)), short(w.Limit), next)
}

// short is a duration in a few characters.
func short(d time.Duration) string {
	switch d = d.Round(time.Second); {
	case d%time.Hour == 0:
		return fmt.Sprintf("%d h", d/time.Hour)
	case d < 2*time.Minute && d%time.Minute != 0:
		return fmt.Sprintf("%d s", d/time.Second)
	}
	return fmt.Sprintf("%d min", d.Round(time.Minute)/time.Minute)
}
