//go:build linux

package storetest

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// talk is a user who answers plain mode through pipes, one question after
// another.
type talk struct {
	t     testing.TB
	cmd   *exec.Cmd
	in    io.WriteCloser
	said  heard
	mark  int // how much was answered so far
	ended chan struct{}
	// answers are for the questions that contain their keys; all others get Enter.
	answers map[string]string
}

// heard is the program's output.
type heard struct {
	mu   sync.Mutex
	text bytes.Buffer
	more chan struct{}
}

func (h *heard) Write(b []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	select {
	case h.more <- struct{}{}:
	default:
	}
	return h.text.Write(b)
}

func (h *heard) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.String()
}

func (p *person) talk(t testing.TB, answers map[string]string, args ...string) *talk {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 3*patience) // must end before the test's context does
	k := &talk{t: t, cmd: p.command(ctx, t, args...), answers: answers, ended: make(chan struct{})}
	k.said.more = make(chan struct{}, 1)
	k.cmd.Stdout, k.cmd.Stderr = &k.said, &k.said
	var err error
	if k.in, err = k.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := k.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = k.cmd.Wait()
		close(k.ended)
	}()
	t.Cleanup(func() {
		cancel()
		<-k.ended
	})
	return k
}

// question is the output since the last answer, up to a question, or all the
// rest if the program has ended.
func (k *talk) question() (said string, asks bool) {
	k.t.Helper()
	limit := time.After(patience)
	for {
		text := k.said.String()[k.mark:]
		if text != "" && strings.HasSuffix(text, ": ") {
			return text, true
		}
		select {
		case <-k.said.more:
		case <-k.ended:
			return k.said.String()[k.mark:], false
		case <-limit:
			k.t.Fatalf("nothing more is said after:\n%s", k.said.String())
		}
	}
}

func (k *talk) answer(text string) {
	k.mark = len(k.said.String())
	_, _ = io.WriteString(k.in, text+"\n") // a program that has ended is reported elsewhere
}

// to answers all questions until one offers one of the choices.
func (k *talk) to(choices ...string) (said string) {
	k.t.Helper()
	for range 60 {
		now, asks := k.question()
		said += now
		if !asks {
			k.t.Fatalf("it ended before %q:\n%s", choices, k.said.String())
		}
		if slices.ContainsFunc(choices, func(c string) bool { return k.number(now, c) != "" }) {
			return said
		}
		k.answer(cmp.Or(k.number(now, noKeyring), k.usual(now)))
	}
	k.t.Fatalf("%q are never offered:\n%s", choices, k.said.String())
	return ""
}

// usual is the answer to the last line of the output.
func (k *talk) usual(said string) string {
	asked := said[strings.LastIndexByte(said, '\n')+1:]
	for part, answer := range k.answers {
		if strings.Contains(asked, part) {
			return answer
		}
	}
	return ""
}

// number is what to type for a choice; "" if it is not offered.
func (k *talk) number(said, choice string) string {
	if strings.Contains(said, "Press Enter ("+choice) {
		return " "
	}
	if m := regexp.MustCompile(`(?m)^(\d+)\) ` + regexp.QuoteMeta(choice)).FindStringSubmatch(said); m != nil {
		return m[1]
	}
	return ""
}

// take makes a choice that is offered now, and returns the output up to the
// next question or the end.
func (k *talk) take(choice string) (said string) {
	k.t.Helper()
	now, _ := k.question()
	n := k.number(now, choice)
	if n == "" {
		k.t.Fatalf("%q is not offered:\n%s", choice, k.said.String())
	}
	k.answer(strings.TrimSpace(n))
	said, _ = k.question()
	return said
}

// leave closes the input and waits for the program to end.
func (k *talk) leave() (code int) {
	k.t.Helper()
	_ = k.in.Close()
	select {
	case <-k.ended:
	case <-time.After(patience):
		k.t.Fatalf("it does not end:\n%s", k.said.String())
	}
	return k.cmd.ProcessState.ExitCode()
}
