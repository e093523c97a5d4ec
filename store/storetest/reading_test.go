//go:build linux

package storetest

import (
	"os"
	"slices"
	"strings"
	"syscall"
	"time"
)

// settle requires, after healing, that the index lists what the keyring holds.
// It may list more until the next change.
func (r *row) settle() {
	r.t.Helper()
	hints, _ := r.index()
	if _, listed := hints[account]; !listed && len(r.holds()) > 0 {
		r.t.Error("the index has forgotten what the keyring holds")
	}
}

// restore puts the old secret back if the fault spoilt it.
func (r *row) restore() {
	if holds := r.holds(); len(holds) != 1 || holds[0] != r.m.oldSecret.Value {
		r.place.Put(account, r.m.oldSecret.Value)
	}
}

// unchanged requires the place to be as before: the command only reads.
func (r *row) unchanged(before []string) {
	r.t.Helper()
	if after := r.holds(); !slices.Equal(before, after) {
		r.t.Errorf("the keyring held %s, now %s", r.named(before), r.named(after))
	}
}

// copies runs copy, reads the clipboard once the program says that the secret
// is there, and presses ctrl+c.
func (r *row) copies() (code int, copied string) {
	r.t.Helper()
	_ = os.Remove(r.clipboard)
	k := r.talk(r.t, nil, "copy", account)
	limit := time.After(patience)
	for !strings.Contains(k.said.String(), "is on the clipboard") {
		select {
		case <-k.said.more:
			continue
		case <-k.ended:
		case <-limit:
			r.t.Fatalf("copy does not end:\n%s", k.said.String())
		}
		break
	}
	text, _ := os.ReadFile(r.clipboard) // missing if nothing was copied
	_ = k.cmd.Process.Signal(syscall.SIGINT)
	code = k.leave()
	r.said.WriteString(k.said.String())
	if left, _ := os.ReadFile(r.clipboard); len(left) > 0 {
		r.t.Error("the clipboard was not cleared")
	}
	return code, string(text)
}

func (r *row) wantCopied(code int, copied string) {
	r.t.Helper()
	if copied != r.m.oldSecret.Value {
		r.t.Errorf("on the clipboard is %s, exit %d", r.named([]string{copied}), code)
	}
	r.wantCode("copy, ended by ctrl+c", code, 128+int(syscall.SIGINT))
}
