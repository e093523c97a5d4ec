package flow

import (
	"slices"
	"strconv"
	"strings"
)

// probe tries the keyring before a secret is at stake.
func (s State) probe() (State, []Effect) {
	if s.DryRun {
		return s, nil
	}
	s.Attempt++
	s.Phase, s.Waiting = Probing, []Check{KeyringCheck}
	s.Problems = nil
	return s, []Effect{ProbeKeyring{s.Attempt}}
}

func (s State) keyringSeen(e KeyringSeen) (State, []Effect) {
	if s.Phase != Probing || !s.awaits(e.Attempt, KeyringCheck) {
		return s, nil
	}
	s = s.got(KeyringCheck)
	s.Phase, s.Probed, s.Keyring = Asking, true, e.Problem
	return s, nil
}

// keep carries out the decision about the secret. Only a proven credential is
// saved; an unproven one is parked, and says so.
func (s State) keep(how Outcome) (State, []Effect) {
	if s.At != StepKeep || !slices.Contains(s.Ways(), how) {
		return s, nil
	}
	if how == KeptNone {
		s.Outcome = KeptNone
		return s.enter(StepHandoff)
	}
	name := Judge(s.Answers, FieldName)
	if len(name.Findings) > 0 && (!s.Insisted || slices.ContainsFunc(name.Findings, final)) {
		s.Problems, s.Insisted = name.Findings, true
		return s, nil
	}
	if s.taken(name.Value) {
		s.Problems = []Finding{Found(Values, NameTaken,
			"There is a saved credential of that name already.", "Choose another name. The saved one stays as it is.")}
		return s, nil
	}
	s.Attempt++
	s.Phase, s.Waiting, s.Problems = Saving, []Check{KeyringCheck}, nil
	return s, []Effect{SaveCredential{
		Attempt: s.Attempt, Credential: s.credential(how == Parked),
		Secret: Judge(s.Answers, FieldSecret).Secret, Replace: s.Kept == name.Value,
	}}
}

// Ways lists what can be done with the secret now, the best first.
func (s State) Ways() []Outcome {
	var ways []Outcome
	if !s.DryRun && s.Keyring == nil && !s.Answers.Secret.Empty() {
		if s.Proven() {
			ways = append(ways, Saved)
		} else {
			ways = append(ways, Parked)
		}
	}
	return append(ways, KeptNone)
}

func (s State) saveSeen(e SaveSeen) (State, []Effect) {
	if s.Phase != Saving || !s.awaits(e.Attempt, KeyringCheck) {
		return s, nil
	}
	s = s.got(KeyringCheck)
	aside := s.PutAside
	s.Phase, s.PutAside = Asking, false
	name := Judge(s.Answers, FieldName).Value
	if e.Problem != nil {
		s.Problems = []Finding{*e.Problem}
		if e.Unsure || e.Bare {
			s.Kept = name
		}
		s.Bare = s.Bare || e.Bare
		return s, nil
	}
	s.Kept, s.Bare = name, false
	if aside {
		s.Outcome, s.Phase = Aside, Over
		return s, nil
	}
	s.Outcome = Parked
	if s.Proven() {
		s.Outcome = Saved
	}
	s.Book = s.Book.with(s.credential(s.Outcome == Parked))
	return s.enter(StepHandoff)
}

// with is the book with a credential that was just kept, in the place of one of
// its name.
func (b Book) with(c Credential) Book {
	if !c.Parked {
		good := c.Proof
		c.Good = &good
	}
	if !slices.Contains(b.Taken, c.Name) {
		b.Taken = append(slices.Clone(b.Taken), c.Name)
	}
	b.Saved = slices.Clone(b.Saved)
	i := slices.IndexFunc(b.Saved, func(k Credential) bool { return k.Name == c.Name })
	if i < 0 {
		b.Saved = append(b.Saved, c)
	} else {
		b.Saved[i] = c
	}
	return b
}

func (s State) taken(name string) bool {
	return name != s.Kept && slices.ContainsFunc(s.Taken, func(t string) bool { return strings.EqualFold(t, name) })
}

// suggestName is the tenant's first label, made different where it is taken.
func (s State) suggestName() string {
	base, _, _ := strings.Cut(s.Answers.Domain, ".")
	if base == "" {
		base = "mail"
	}
	name := base
	for i := 2; s.taken(name); i++ {
		name = base + "-" + strconv.Itoa(i)
	}
	return name
}

// CopySecret is the secret to copy. One that another program put into the keyring is
// not copied before a test has proven it; refused says so.
func (s State) CopySecret() (e CopySecret, refused string) {
	if s.Differs && !s.Proven() {
		return e, "Not copied: the keyring holds another secret than the one that was saved, and no test has proven it yet. Test it first."
	}
	return CopySecret{Judge(s.Answers, FieldSecret).Secret}, ""
}
