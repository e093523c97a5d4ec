//go:build linux

package storetest

import (
	"regexp"
	"slices"
	"strings"
)

const (
	saveIt    = "Save it in the keyring"
	replaceIt = "Replace the saved one"
	enterNew  = "Enter a new secret"
	tryAgain  = "Try the keyring again"
	savedAs   = "Saved as " + account
	// ending is offered wherever a secret can be saved.
	ending = "Keep no copy"
	// noKeyring goes on from the page that a keyring with a fault has.
	noKeyring = "Prove it and keep no copy"
)

var (
	damaged = regexp.MustCompile(`(?is)old\s+(secret|one|value).*(damaged|lost|destroyed|could\s+not\s+be\s+(put\s+back|restored))|(damaged|lost|destroyed).*old`)
	unsure  = regexp.MustCompile(`(?i)may\s+or\s+may\s+not`)
)

// onboard starts to onboard a tenant.
func (r *row) onboard() *talk {
	return r.talk(r.t, r.m.answers(r.m.newSecret), "setup", "--plain", "--guide", guide)
}

// renew goes to the page where a saved credential gets the new secret.
func (r *row) renew() *talk {
	r.t.Helper()
	k := r.talk(r.t, r.m.answers(r.m.newSecret), "diagnose", account, "--plain")
	k.to(enterNew)
	k.take(enterNew)
	k.to(replaceIt, tryAgain)
	return k
}

// replace tries to replace the old secret under the fault, and compares what
// the program claims with what is stored.
func (r *row) replace(old saved) (k *talk, claimed bool) {
	r.t.Helper()
	r.seed(old)
	k = r.renew()
	before := r.strike()
	said := k.take(replaceIt)
	claimed = r.judgeSave(said, before)
	if !claimed && r.fault.Spoils && !slices.Contains(r.holds(), r.m.oldSecret.Value) && !damaged.MatchString(said) {
		r.t.Error("the program does not say that the old secret is damaged")
	}
	return k, claimed
}

// anew saves in a new session. If an earlier session left an unfinished save,
// it removes that first.
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

// judgeSave compares what a save claims with what is stored. before is what was
// stored earlier.
func (r *row) judgeSave(said string, before []string) (claimed bool) {
	r.t.Helper()
	holds := r.holds()
	claimed = strings.Contains(said, savedAs)
	isNew := len(holds) > 0 && holds[0] == r.m.newSecret.Value
	switch {
	case claimed && !isNew:
		r.t.Errorf("the program says that it saved, but the keyring holds %s", r.named(holds))
	case claimed, isNew, r.fault.Spoils:
	case len(before) > 0 && !slices.Equal(holds, before):
		r.t.Errorf("the keyring held %s, now %s", r.named(before), r.named(holds))
	}
	if !claimed && isNew && !unsure.MatchString(said) {
		r.t.Errorf("the new secret is stored, but the program says:\n%s", said)
	}
	return claimed
}

// again repeats a choice in the same session, or the keyring test if that is
// offered, until the program says that it saved.
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

// finish ends a session that saved, and checks in a new one what is stored.
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
