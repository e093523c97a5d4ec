package run

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/store"
)

// probe tests the keyring and the index before there is a secret to lose.
func (h *Runner) probe(ctx context.Context) *finding.Finding {
	creds, err := h.OpenStore()
	if err != nil {
		return h.wording().Finding(err)
	}
	if _, err := creds.List(); err != nil {
		return h.wording().Finding(err)
	}
	ctx, cancel := context.WithTimeout(ctx, h.Limit)
	defer cancel()
	return h.wording().Finding(creds.Probe(ctx))
}

func (h *Runner) save(ctx context.Context, e flow.SaveCredential) flow.SaveSeen {
	entry := EntryOf(e.Credential)
	entry.NoSecret = e.Secret.Empty() && entry.Waiting != nil
	entry.Revision = rand.Text()
	work, end, ok := h.Changes.Begin(ctx, h.Root, store.Save, entry.Slug)
	err := error(&store.Error{Kind: store.Cancelled, Op: store.Save})
	if ok {
		defer func() { end(err) }()
		err = h.keep(work, entry, e.Secret, e.Replace)
	}
	seen := flow.SaveSeen{Attempt: e.Attempt, Problem: h.wording().Finding(err)}
	if err == nil {
		return seen
	}
	var of *store.Error
	seen.Unsure = errors.As(err, &of) && of.Unsure
	if seen.Unsure {
		again := "Save again under the same name, or run " + h.wording().Command("check "+entry.Slug) + " to find out."
		if h.Practice { // its keyring ends with it
			again = "Save again under the same name."
		}
		seen.Problem.Do = append(seen.Problem.Do, again)
		return seen
	}
	if seen.WithoutSecret = entry.Waiting != nil && !entry.NoSecret && refusedByKeyring(err) && h.keepBare(ctx, entry, e.Replace); seen.WithoutSecret {
		seen.Problem.Says = "The IDs are saved as " + entry.Name + "; the secret is not. " + seen.Problem.Says
		seen.Problem.Do = append(seen.Problem.Do, "Keep the secret ready. Once the keyring works, save this as waiting again, with the secret.")
	}
	return seen
}

// keep saves an entry within the time limit.
func (h *Runner) keep(ctx context.Context, entry store.Entry, secret value.Secret, replace bool) error {
	creds, err := h.OpenStore()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, h.Limit)
	defer cancel()
	replace = replace && h.ours(creds, entry)
	entry.Over = h.known.of(entry.Slug)
	h.known.add(entry)
	if entry.NoSecret {
		return creds.SaveWaiting(ctx, entry, replace)
	}
	return creds.Save(ctx, entry, secret.Reveal(), replace)
}

// keepBare saves everything of a pending credential except its secret, which needs
// no keyring.
func (h *Runner) keepBare(ctx context.Context, entry store.Entry, replace bool) bool {
	entry.NoSecret, entry.Unverified = true, false
	return h.keep(ctx, entry, value.Secret{}, replace) == nil
}

// refusedByKeyring reports an error of the keyring: it can't save the secret,
// but the rest can be saved.
func refusedByKeyring(err error) bool {
	switch store.KindOf(err) {
	case store.Unavailable, store.Locked, store.Timeout, store.TooLarge, store.NotKept, store.Stuck, store.Crashed, store.Other:
		return true
	case store.NoPlace, store.Cancelled, store.Invalid, store.NotFound, store.NotRemoved, store.Lost, store.Half, store.Denied, store.Disk, store.Damaged, store.Newer,
		store.Busy, store.Exists, store.Orphan, store.Missing, store.NoSecret, store.Unsettled, store.Ambiguous:
	}
	return false
}

// ours reports whether e may replace the credential saved under its name: either
// this session opened or saved that one last, or it waits for its first secret
// and has e's name and tenant. Another run may have taken the name meanwhile.
func (h *Runner) ours(creds *store.Store, e store.Entry) bool {
	kept, err := creds.Find(e.Slug)
	if err != nil {
		return false
	}
	if kept.NoSecret && kept.Name == e.Name && kept.Tenant == e.Tenant {
		h.known.add(kept)
		return true
	}
	return !kept.NoSecret && slices.Contains(h.known.of(e.Slug), kept.Revision)
}

// openSaved reads a saved credential's secret for a session that continues with
// it. A pending credential may have no secret, and neither does one whose first
// save never reached the keyring. That is not an error.
func (h *Runner) openSaved(ctx context.Context, e flow.OpenSaved) flow.Event {
	entry, secret, err := h.takeUp(ctx, e.Name)
	if entry.Slug != "" {
		h.known.add(entry) // even if its secret can't be read: the user can enter it again
	}
	unsaved := store.KindOf(err) == store.NoSecret || entry.Unfinished && store.KindOf(err) == store.NotFound
	if err != nil && !unsaved {
		return flow.SavedOpened{Attempt: e.Attempt, Problem: h.wording().Finding(err)}
	}
	if err == nil {
		h.known.read(entry)
	}
	return flow.SavedOpened{Attempt: e.Attempt, Secret: value.NewSecret(secret), Differs: entry.Differs}
}

// takeUp finds a saved credential and reads its secret. The error's kind is
// Bare if it has none.
func (h *Runner) takeUp(ctx context.Context, name string) (store.Entry, string, error) {
	creds, err := h.OpenStore()
	if err != nil {
		return store.Entry{}, "", err
	}
	found, err := creds.Find(name)
	if err != nil {
		return store.Entry{}, "", err
	}
	ctx, cancel := context.WithTimeout(ctx, h.Limit)
	defer cancel()
	entry, secret, err := creds.Open(ctx, found.Slug)
	if err != nil {
		return found, "", err
	}
	return entry, secret, nil
}

// EntryOf is the index entry for a credential.
func EntryOf(c flow.Credential) store.Entry {
	e := store.Entry{
		Slug: store.Slug(c.Name), Registration: store.Registration(c.Registration),
		Use: c.Use.Names(), Cloud: string(c.Cloud), Unverified: c.Unverified,
	}
	if c.ResumeAt != "" {
		e.Waiting = &store.Waiting{Step: string(c.ResumeAt), Rights: string(c.Rights)}
	}
	if !c.Verification.At.IsZero() {
		e.LastCheck = &store.Check{Verification: store.Verification(c.Verification)}
	}
	if c.Own != nil {
		e = e.WithGuide(c.Own.Text)
	}
	return e
}

// GuideOf is the guide that a saved credential was made with: nil for a built-in
// one, and for one that can't be read any more.
func GuideOf(e store.Entry) *guide.Guide {
	if e.GuideFile == "" {
		return nil
	}
	g, problems := guide.Read(e.Guide+guide.Ending, e.GuideText())
	if len(problems) > 0 {
		return nil
	}
	return &g
}

// CredentialOf is the credential for an index entry.
func CredentialOf(e store.Entry) flow.Credential {
	c := flow.Credential{
		Registration: form.Registration(e.Registration), Own: GuideOf(e), Use: value.UseOf(e.Use), Cloud: value.Cloud(e.Cloud),
		Unverified: e.Unverified, Good: VerificationOf(e.Good()),
	}
	if e.Waiting != nil {
		c.ResumeAt, c.Rights = finding.StepID(e.Waiting.Step), form.Rights(e.Waiting.Rights)
	}
	if e.LastCheck != nil {
		c.Verification = *VerificationOf(e.LastCheck)
	}
	c.Trouble = troubleOf(e)
	return c
}

// troubleOf says what is wrong with how an entry is saved; "" for nothing.
func troubleOf(e store.Entry) string {
	switch {
	case e.Lost:
		return "the keyring altered its secret"
	case e.Removing:
		return "its removal was interrupted"
	case e.Unsettled:
		return "its last save was interrupted"
	case e.LastCheck != nil && e.LastCheck.Differs:
		return "the keyring holds another secret than the saved one"
	}
	return ""
}

// VerificationOf is nil for nil.
func VerificationOf(p *store.Check) *check.Verification {
	if p == nil {
		return nil
	}
	v := check.Verification(p.Verification)
	return &v
}

// List is names, but never nil: files and reports must have an empty list, not
// null.
func List[T any](names []T) []T {
	if names == nil {
		return []T{}
	}
	return names
}
