//go:build linux

package storetest

import (
	"slices"
	"strings"
	"time"
)

// commands are the commands that each fault is tried on. Each one applies the
// fault at the point of interest, compares what the program claims with what is
// stored, heals the fault and tries again.
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
		now, _ := k.question()
		if k.number(now, saveIt) != "" {
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
