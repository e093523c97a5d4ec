package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/value"
	"mailgrant/store"
)

// probe tries the keyring and the index, before a secret is at stake.
func (h *hands) probe(ctx context.Context) *finding.Finding {
	safe, err := h.safe()
	if err != nil {
		return h.wording().finding(err)
	}
	if _, err := safe.List(); err != nil {
		return h.wording().finding(err)
	}
	ctx, cancel := context.WithTimeout(ctx, h.limit)
	defer cancel()
	return h.wording().finding(safe.Probe(ctx))
}

func (h *hands) save(ctx context.Context, e flow.SaveCredential) flow.SaveSeen {
	entry := entryOf(e.Credential)
	entry.Bare = e.Secret.Empty() && entry.Waiting != nil
	entry.Revision = rand.Text()
	work, end, ok := h.changes.begin(ctx, h.root, store.Save, entry.Slug)
	err := error(&store.Error{Kind: store.Cancelled, Op: store.Save})
	if ok {
		defer func() { end(err) }()
		err = h.keep(work, entry, e.Secret, e.Replace)
	}
	seen := flow.SaveSeen{Attempt: e.Attempt, Problem: h.wording().finding(err)}
	if err == nil {
		return seen
	}
	var of *store.Error
	seen.Unsure = errors.As(err, &of) && of.Unsure
	if seen.Unsure {
		again := "Save again under the same name, or run " + h.wording().command("check "+entry.Slug) + " to find out."
		if h.practice { // its keyring ends with it
			again = "Save again under the same name."
		}
		seen.Problem.Do = append(seen.Problem.Do, again)
		return seen
	}
	if seen.WithoutSecret = entry.Waiting != nil && !entry.Bare && refusedByKeyring(err) && h.keepBare(ctx, entry, e.Replace); seen.WithoutSecret {
		seen.Problem.Says = "The IDs are kept as " + entry.Name + "; the secret is not. " + seen.Problem.Says
		seen.Problem.Do = append(seen.Problem.Do, "Keep the secret at hand. Once the keyring works, keep this as waiting again, and the secret with it.")
	}
	return seen
}

// keep saves an entry within the time limit.
func (h *hands) keep(ctx context.Context, entry store.Entry, secret value.Secret, replace bool) error {
	safe, err := h.safe()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, h.limit)
	defer cancel()
	replace = replace && h.ours(safe, entry)
	entry.Over = h.known.of(entry.Slug)
	h.known.add(entry)
	if entry.Bare {
		return safe.SetAside(ctx, entry, replace)
	}
	return safe.Save(ctx, entry, secret.Reveal(), replace)
}

// keepBare keeps all of a waiting credential but its secret, which needs no keyring.
func (h *hands) keepBare(ctx context.Context, entry store.Entry, replace bool) bool {
	entry.Bare, entry.Parked = true, false
	return h.keep(ctx, entry, value.Secret{}, replace) == nil
}

// refusedByKeyring reports an error of the keyring's, which keeps no secret but
// is no reason to lose the rest.
func refusedByKeyring(err error) bool {
	switch store.KindOf(err) {
	case store.Unavailable, store.Locked, store.Timeout, store.TooLarge, store.NotKept, store.Stuck, store.Crashed, store.Other:
		return true
	case store.NoPlace, store.Cancelled, store.Invalid, store.NotFound, store.NotRemoved, store.Lost, store.Half, store.Denied, store.Disk, store.Damaged, store.Newer,
		store.Busy, store.Exists, store.Orphan, store.Missing, store.Bare, store.Unsettled, store.Ambiguous:
	}
	return false
}

// ours reports that what is kept under the name of e may give way to it: it is
// what this session took up or saved last, or it waits for its first secret and
// is e itself by name and tenant. Meanwhile another run may have taken the name.
func (h *hands) ours(safe *store.Safe, e store.Entry) bool {
	kept, err := safe.Find(e.Slug)
	if err != nil {
		return false
	}
	if kept.Bare && kept.Name == e.Name && kept.Tenant == e.Tenant {
		h.known.add(kept)
		return true
	}
	return !kept.Bare && slices.Contains(h.known.of(e.Slug), kept.Revision)
}

// openSaved reads a saved credential's secret for a session that goes on with
// it. One that waits for its secret has none, nor has one whose first save never
// reached the keyring, and that is no problem.
func (h *hands) openSaved(ctx context.Context, e flow.OpenSaved) flow.Event {
	entry, secret, err := h.takeUp(ctx, e.Name)
	if entry.Slug != "" {
		h.known.add(entry) // also where its secret can't be read: it can be given again
	}
	unsaved := store.KindOf(err) == store.Bare || entry.Unfinished && store.KindOf(err) == store.NotFound
	if err != nil && !unsaved {
		return flow.SavedOpened{Attempt: e.Attempt, Problem: h.wording().finding(err)}
	}
	return flow.SavedOpened{Attempt: e.Attempt, Secret: value.NewSecret(secret), Differs: entry.Differs}
}

// takeUp finds a saved credential and reads its secret; Bare where it has none.
func (h *hands) takeUp(ctx context.Context, name string) (store.Entry, string, error) {
	safe, err := h.safe()
	if err != nil {
		return store.Entry{}, "", err
	}
	found, err := safe.Find(name)
	if err != nil {
		return store.Entry{}, "", err
	}
	ctx, cancel := context.WithTimeout(ctx, h.limit)
	defer cancel()
	entry, secret, err := safe.Open(ctx, found.Slug)
	if err != nil {
		return found, "", err
	}
	return entry, secret, nil
}

// entryOf is a credential as the index keeps it.
func entryOf(c flow.Credential) store.Entry {
	e := store.Entry{
		Slug: store.Slug(c.Name), Registration: store.Registration(c.Registration),
		Use: c.Use.Names(), Cloud: string(c.Cloud), Parked: c.Unverified,
	}
	if c.ResumeAt != "" {
		e.Waiting = &store.Waiting{Step: string(c.ResumeAt), Ability: string(c.Rights)}
	}
	if !c.Verification.At.IsZero() {
		e.LastProof = &store.Proof{Verification: store.Verification(c.Verification)}
	}
	if c.Own != nil {
		e = e.WithGuide(c.Own.Text)
	}
	return e
}

// credentialOf is what the index keeps, as a credential.
func credentialOf(e store.Entry) flow.Credential {
	c := flow.Credential{
		Registration: form.Registration(e.Registration), Own: guideOf(e), Use: value.UseOf(e.Use), Cloud: value.Cloud(e.Cloud),
		Unverified: e.Parked, Good: verificationOf(e.Good()),
	}
	if e.Waiting != nil {
		c.ResumeAt, c.Rights = finding.StepID(e.Waiting.Step), form.Rights(e.Waiting.Ability)
	}
	if e.LastProof != nil {
		c.Verification = *verificationOf(e.LastProof)
	}
	return c
}

// verificationOf is nil for nil.
func verificationOf(p *store.Proof) *check.Verification {
	if p == nil {
		return nil
	}
	v := check.Verification(p.Verification)
	return &v
}

// list is names, never nil: files and reports hold no null where a list belongs.
func list[T any](names []T) []T {
	if names == nil {
		return []T{}
	}
	return names
}
