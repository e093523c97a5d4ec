//go:build linux

package storetest

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"time"
)

// commands are what a fault is tried on. Each strikes the place at the point of
// interest, compares what is claimed with what is kept, heals the place and
// tries again.
var commands = map[string]func(r *row, old saved){
	"save": func(r *row, _ saved) {
		k := r.onboard()
		k.to(saveIt)
		before := r.strike()
		said := k.take(saveIt)
		claimed := r.judgeSave(said, before)
		r.place.Heal()
		if !claimed {
			r.again(k, saveIt)
		}
		r.finish(k, r.m.newSecret.Value)
	},
	"save, and once more in a new session": func(r *row, _ saved) {
		k := r.onboard()
		k.to(saveIt)
		before := r.strike()
		claimed := r.judgeSave(k.take(saveIt), before)
		k.leave()
		r.place.Heal()
		if _, code := r.runs("list"); code != 0 {
			r.t.Errorf("list: exit %d", code)
		}
		if !claimed {
			k = r.anew()
		}
		r.finish(k, r.m.newSecret.Value)
	},
	"save, with the fault from the start": func(r *row, _ saved) {
		r.strike()
		k := r.onboard()
		said := k.to(ending)
		probed := strings.Contains(said, "Your keyring works")
		if probed {
			r.judgeSave(k.take(saveIt), nil)
		} else if strings.Contains(said, savedAs) {
			r.t.Error("it says that it saved, and that the keyring does not work")
		}
		r.place.Heal()
		if !strings.Contains(k.said.String(), savedAs) {
			r.again(k, saveIt)
		}
		r.finish(k, r.m.newSecret.Value)
	},
	"replace": func(r *row, old saved) {
		k, claimed := r.replace(old)
		r.place.Heal()
		if !claimed {
			r.again(k, replaceIt)
		}
		r.finish(k, r.m.newSecret.Value)
	},
	"replace, and once more in a new session": func(r *row, old saved) {
		k, claimed := r.replace(old)
		k.leave()
		r.said.WriteString(k.said.String())
		r.place.Heal()
		if !claimed {
			_, code := r.runs("check", account)
			holds := r.holds()
			intact := len(holds) > 0 && (holds[0] == r.m.oldSecret.Value || holds[0] == r.m.newSecret.Value)
			if (code == 0) != intact {
				r.t.Errorf("check, healed: exit %d, and the keyring holds %s", code, r.named(holds))
			}
			k = r.renew()
			r.again(k, replaceIt)
		}
		r.finish(k, r.m.newSecret.Value)
	},
	"remove": func(r *row, old saved) {
		r.seed(old)
		before := r.strike()
		said, code := r.runs("remove", account, "--yes")
		after := r.holds()
		claimed := strings.Contains(said, "no longer holds") || strings.Contains(said, "Removed "+account)
		switch {
		case claimed && len(after) > 0:
			r.t.Errorf("it says that it removed, and the keyring holds %s", r.named(after))
		case claimed != (code == 0):
			r.t.Errorf("exit %d, and it says:\n%s", code, said)
		case !claimed:
			r.wantCode("remove", code, 4)
		}
		if !claimed && !slices.Equal(before, after) && !unsure.MatchString(said) && (len(after) == 0 || !strings.Contains(said, "still holds")) {
			r.t.Errorf("the keyring held %s, now %s, and it says nothing of that:\n%s", r.named(before), r.named(after), said)
		}
		r.place.Heal()
		if !claimed {
			r.settle()
			said, code := r.runs("remove", account, "--yes")
			r.wantCode("remove, healed", code, 0)
			if !strings.Contains(said, "Removed "+account) {
				r.t.Errorf("healed, it says:\n%s", said)
			}
		}
		r.wantGone()
	},
	"check": func(r *row, old saved) {
		r.seed(old)
		before := r.strike()
		said, code := r.runs("check", account)
		switch r.fault.Reads {
		case Right:
			r.wantCode("check", code, 0)
		case None:
			r.wantCode("check", code, 4)
		case Wrong:
			r.wantCode("check", code, 1, 4)
		}
		if strings.Contains(said, "was not copied wrong") {
			r.t.Errorf("it blames Microsoft for what the keyring holds:\n%s", said)
		}
		r.unchanged(before)
		r.place.Heal()
		r.restore()
		_, code = r.runs("check", account)
		r.wantCode("check, healed", code, 0)
		r.wantKept(r.m.oldSecret.Value)
	},
	"copy": func(r *row, old saved) {
		r.seed(old)
		before := r.strike()
		code, copied := r.copies()
		switch r.fault.Reads {
		case Right:
			r.wantCopied(code, copied)
		case None:
			r.wantCode("copy", code, 4)
		case Wrong:
			r.wantCode("copy", code, 1, 4)
		}
		if r.fault.Reads != Right && copied != "" {
			r.t.Errorf("on the clipboard is %s", r.named([]string{copied}))
		}
		r.unchanged(before)
		r.place.Heal()
		r.restore()
		r.wantCopied(r.copies())
		r.wantKept(r.m.oldSecret.Value)
	},
	"list": func(r *row, old saved) {
		r.seed(old)
		before := r.strike()
		start := time.Now()
		said, code := r.runs("list")
		if code != 0 || !strings.Contains(said, account) {
			r.t.Errorf("exit %d:\n%s", code, said)
		}
		if took := time.Since(start); took > patience/2 {
			r.t.Errorf("it took %v, and the keyring is not to be asked", took)
		}
		r.unchanged(before)
		r.place.Heal()
	},
}

const (
	saveIt    = "Save it in the keyring"
	replaceIt = "Replace the kept one"
	enterNew  = "Enter a new secret"
	tryAgain  = "Try the keyring again"
	savedAs   = "Saved as " + account
	// ending is offered wherever a secret may be kept.
	ending = "Keep no copy"
)

var (
	damaged = regexp.MustCompile(`(?is)old\s+(secret|one|value).*(damaged|lost|destroyed|could\s+not\s+be\s+put\s+back)|(damaged|lost|destroyed).*old`)
	unsure  = regexp.MustCompile(`(?i)may\s+or\s+may\s+not`)
)

// onboard begins to onboard a tenant.
func (r *row) onboard() *talk {
	return r.talk(r.t, r.m.answers(r.m.newSecret), "setup", "--plain", "--guide", guide)
}

// renew goes to where a saved credential gets the new secret.
func (r *row) renew() *talk {
	r.t.Helper()
	k := r.talk(r.t, r.m.answers(r.m.newSecret), "diagnose", account, "--plain")
	k.to(enterNew)
	k.take(enterNew)
	k.to("Save the change")
	k.take("Save the change")
	k.to(replaceIt, tryAgain)
	return k
}

// replace tries to replace the old secret under the fault, and compares what it
// claims with what is kept.
func (r *row) replace(old saved) (k *talk, claimed bool) {
	r.t.Helper()
	r.seed(old)
	k = r.renew()
	before := r.strike()
	said := k.take(replaceIt)
	claimed = r.judgeSave(said, before)
	if !claimed && r.fault.Spoils && !slices.Contains(r.holds(), r.m.oldSecret.Value) && !damaged.MatchString(said) {
		r.t.Error("it does not say that the old secret is damaged")
	}
	return k, claimed
}

// anew saves in a new session, where need be after what an earlier one left
// unfinished was removed.
func (r *row) anew() *talk {
	r.t.Helper()
	k := r.onboard()
	k.to(saveIt)
	said := k.take(saveIt)
	if strings.Contains(said, "of that name already") {
		k.leave()
		_, code := r.runs("remove", account, "--yes")
		r.wantCode("remove of an unfinished save", code, 0)
		k = r.onboard()
		k.to(saveIt)
		said = k.take(saveIt)
	}
	if !strings.Contains(said, savedAs) {
		r.t.Errorf("healed, a new session says:\n%s", said)
	}
	return k
}

// judgeSave compares what a save claims with what is kept. before is what was.
func (r *row) judgeSave(said string, before []string) (claimed bool) {
	r.t.Helper()
	holds := r.holds()
	claimed = strings.Contains(said, savedAs)
	isNew := len(holds) > 0 && holds[0] == r.m.newSecret.Value
	switch {
	case claimed && !isNew:
		r.t.Errorf("it says that it saved, and the keyring holds %s", r.named(holds))
	case claimed, isNew, r.fault.Spoils:
	case len(before) > 0 && !slices.Equal(holds, before):
		r.t.Errorf("the keyring held %s, now %s", r.named(before), r.named(holds))
	}
	if !claimed && isNew && !unsure.MatchString(said) {
		r.t.Errorf("the new secret is kept, and it says:\n%s", said)
	}
	return claimed
}

// again tries a choice in the same session, or the keyring first where that is
// offered, until it says that it saved.
func (r *row) again(k *talk, choice string) {
	r.t.Helper()
	typed := strings.Count(k.said.String(), "Client secret (")
	for range 4 {
		now, _ := k.question()
		switch {
		case k.number(now, choice) != "":
			now = k.take(choice)
		case k.number(now, tryAgain) != "":
			now = k.take(tryAgain)
		default:
			k.answer(k.usual(now))
			now, _ = k.question()
		}
		if strings.Contains(now, savedAs) {
			break
		}
	}
	if said := k.said.String(); !strings.Contains(said, savedAs) {
		r.t.Errorf("healed, the same session can't save:\n%s", said[max(0, len(said)-3000):])
	} else if strings.Count(said, "Client secret (") != typed {
		r.t.Error("the secret must be typed once more")
	}
}

// finish ends a session that saved, and asks a new one what is kept.
func (r *row) finish(k *talk, secret string) {
	r.t.Helper()
	if now, _ := k.question(); k.number(now, "Finish") != "" {
		k.take("Finish")
	}
	k.leave()
	r.said.WriteString(k.said.String())
	r.wantKept(secret)
	_, code := r.runs("check", account)
	r.wantCode("check, in a new session", code, 0)
}

// settle says, once healed, whether the index may list what the keyring lacks:
// it may, until the next change.
func (r *row) settle() {
	r.t.Helper()
	hints, _ := r.index()
	if _, listed := hints[account]; !listed && len(r.holds()) > 0 {
		r.t.Error("the index has forgotten what the keyring holds")
	}
}

// restore puts the old secret back where the fault spoilt it.
func (r *row) restore() {
	if holds := r.holds(); len(holds) != 1 || holds[0] != r.m.oldSecret.Value {
		r.place.Put(account, r.m.oldSecret.Value)
	}
}

// unchanged wants a place as it was: the command only reads.
func (r *row) unchanged(before []string) {
	r.t.Helper()
	if after := r.holds(); !slices.Equal(before, after) {
		r.t.Errorf("the keyring held %s, now %s", r.named(before), r.named(after))
	}
}

// copies runs copy, looks at the clipboard once it is said to be there, and
// presses ctrl+c.
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
	text, _ := os.ReadFile(r.clipboard) // absent where nothing was copied
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
