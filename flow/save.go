package flow

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
)

// probe tests the keyring before there is a secret to lose.
func (s State) probe() (State, []Effect) {
	if s.DryRun {
		return s, nil
	}
	s.Attempt++
	s.Phase, s.Awaited = Probing, []finding.Check{finding.KeyringCheck}
	s.Problems = nil
	return s, []Effect{ProbeKeyring{s.Attempt}}
}

func (s State) keyringSeen(e KeyringSeen) (State, []Effect) {
	if s.Phase != Probing || !s.awaits(e.Attempt, finding.KeyringCheck) {
		return s, nil
	}
	s = s.got(finding.KeyringCheck)
	var reached finding.StepID
	if steps := s.Steps(); s.Reached < len(steps) {
		reached = steps[s.Reached].ID
	}
	s.Phase, s.Probed, s.Keyring = Asking, true, e.Problem
	s.Reached = s.Index(reached) // the keyring's page comes and goes
	if s.At == guide.StepVerify {
		return s, nil
	}
	return s.enter(guide.StepKeyring) // or what its page is for, if it works
}

// keep carries out the decision about the secret. Only a verified credential is
// saved as such; any other is saved as unverified.
func (s State) keep(how Outcome) (State, []Effect) {
	if s.At != guide.StepVerify || !slices.Contains(s.Ways(), how) {
		return s, nil
	}
	if how == KeptNone {
		s.Outcome = KeptNone
		return s.enter(guide.StepHandoff)
	}
	name := form.Judge(s.Values, guide.FieldName)
	if len(name.Findings) > 0 && (!s.Insisted || slices.ContainsFunc(name.Findings, form.Final)) {
		s.Problems, s.Insisted = name.Findings, true
		return s, nil
	}
	if s.nameTaken(name.Value, s.Kept) {
		taken := finding.New(finding.Values, finding.NameTaken, finding.NameTaken.Entry().Says, "Choose another name. The saved one stays as it is.")
		taken.Step, taken.Field = guide.StepVerify, guide.FieldName
		s.Problems = []finding.Finding{taken}
		return s, nil
	}
	s.Attempt++
	s.Phase, s.Awaited, s.Problems = Saving, []finding.Check{finding.KeyringCheck}, nil
	return s, []Effect{SaveCredential{
		Attempt: s.Attempt, Credential: s.Credential(how == Unverified),
		Secret: form.Judge(s.Values, guide.FieldSecret).Secret, Replace: s.Kept == name.Value,
	}}
}

// Ways are the things that can be done with the secret now, the best first.
func (s State) Ways() []Outcome {
	var ways []Outcome
	if !s.DryRun && s.Keyring == nil && !s.Values.Secret.Empty() {
		if s.Verified() {
			ways = append(ways, Saved)
		} else {
			ways = append(ways, Unverified)
		}
	}
	return append(ways, KeptNone)
}

func (s State) saveSeen(e SaveSeen) (State, []Effect) {
	if s.Phase != Saving || !s.awaits(e.Attempt, finding.KeyringCheck) {
		return s, nil
	}
	s = s.got(finding.KeyringCheck)
	waiting := s.AsWaiting
	s.Phase, s.AsWaiting = Asking, false
	name := form.Judge(s.Values, guide.FieldName).Value
	if e.Problem != nil {
		s.Problems = []finding.Finding{*e.Problem}
		if e.Unsure || e.WithoutSecret {
			s.Kept = name
		}
		s.WithoutSecret = s.WithoutSecret || e.WithoutSecret
		return s, nil
	}
	s.Kept, s.WithoutSecret = name, false
	if waiting {
		s.Outcome, s.Phase = SavedWaiting, Over
		return s, nil
	}
	s.Outcome = Unverified
	if s.Verified() {
		s.Outcome = Saved
	}
	s.Book = s.Book.with(s.Credential(s.Outcome == Unverified))
	s.Earlier = append(s.before(name), s.handedOff())
	return s.enter(guide.StepHandoff)
}

// with adds a credential that was just saved, or replaces the one with its
// name.
func (b Book) with(c Credential) Book {
	if !c.Unverified {
		good := c.Verification
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

// nameTaken reports a name that a credential other than kept has.
func (b Book) nameTaken(name, kept string) bool {
	return name != kept && slices.ContainsFunc(b.Taken, func(t string) bool { return strings.EqualFold(t, name) })
}

// nameless proposes a name from the tenant's domain, or else from a mailbox's.
func (s State) nameless() string {
	domain := s.Values.Domain
	if domain == "" {
		_, domain, _ = strings.Cut(form.FirstAddress(append(slices.Clone(s.Values.Mailboxes), s.Values.Mailbox)), "@")
	}
	return s.freeName(domain, s.Kept)
}

// freeName is the name in a tenant's domain, with a number if that name is taken.
func (b Book) freeName(domain, kept string) string {
	labels := strings.Split(domain, ".")
	for len(labels) > 2 && slices.Contains([]string{"mail", "email", "smtp", "mx", "www"}, labels[0]) {
		labels = labels[1:]
	}
	base := cmp.Or(labels[0], "mail")
	name := base
	for i := 2; b.nameTaken(name, kept); i++ {
		name = base + "-" + strconv.Itoa(i)
	}
	return name
}

// IsPending reports the name of a pending credential.
func (b Book) IsPending(name string) bool {
	return slices.ContainsFunc(b.Pending, func(c Credential) bool { return c.Name == name })
}

// CopySecret is the secret to copy. A secret that another program put in the keyring
// is not copied until a test has verified it; refused says so.
func (s State) CopySecret() (e CopySecret, refused string) {
	if s.Differs && !s.Verified() {
		return e, "Not copied: the keyring holds another secret than the one that was saved, and no test has proven it yet. Test it first."
	}
	if s.At == guide.StepSheet && s.Values.Secret.Empty() {
		return e, "Not copied: the keyring did not give the secret."
	}
	return CopySecret{form.Judge(s.Values, guide.FieldSecret).Secret}, ""
}
