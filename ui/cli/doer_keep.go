package cli

import (
	"context"

	"mailgrant/flow"
	"mailgrant/store"
)

// probe tries the keyring and the index, before a secret is at stake.
func (h *hands) probe(ctx context.Context) *flow.Finding {
	safe, err := h.safe()
	if err != nil {
		return keyringFinding(err)
	}
	if _, err := safe.List(); err != nil {
		return keyringFinding(err)
	}
	ctx, cancel := context.WithTimeout(ctx, h.limit)
	defer cancel()
	return keyringFinding(safe.Probe(ctx))
}

func (h *hands) save(ctx context.Context, e flow.SaveCredential) *flow.Finding {
	safe, err := h.safe()
	if err != nil {
		return keyringFinding(err)
	}
	ctx, cancel := context.WithTimeout(ctx, h.limit)
	defer cancel()
	entry := entryOf(e.Credential)
	entry.Bare = e.Secret.Empty() && entry.Waiting != nil
	replace := e.Replace && h.ours(safe, entry)
	if !replace { // else what was taken up stays kept until this save is through
		h.last.Store(&entry)
	}
	if entry.Bare {
		err = safe.SetAside(ctx, entry, replace)
	} else {
		err = safe.Save(ctx, entry, e.Secret.Reveal(), replace)
	}
	if err == nil {
		h.last.Store(&entry)
	}
	return keyringFinding(err)
}

// ours reports that what is kept under the name of e may give way to it: it is
// what this sitting took up or saved last, or it waits for its first secret and
// is e itself by name and tenant. Meanwhile another run may have taken the name.
func (h *hands) ours(safe *store.Safe, e store.Entry) bool {
	kept, err := safe.Find(e.Slug)
	if err != nil {
		return false
	}
	if kept.Bare {
		return kept.Name == e.Name && kept.Tenant == e.Tenant
	}
	last := h.last.Load()
	return last != nil && !last.Bare && kept.ClientID == last.ClientID && kept.Tenant == last.Tenant
}

// openSaved reads a saved credential's secret for a sitting that goes on with
// it. One that waits for its secret has none, and that is no problem.
func (h *hands) openSaved(ctx context.Context, e flow.OpenSaved) flow.Event {
	entry, secret, err := h.takeUp(ctx, e.Name)
	if err != nil && store.KindOf(err) != store.Bare {
		return flow.SavedOpened{Attempt: e.Attempt, Problem: keyringFinding(err)}
	}
	h.last.Store(&entry)
	return flow.SavedOpened{Attempt: e.Attempt, Secret: flow.NewSecret(secret)}
}

// takeUp finds a saved credential and reads its secret; Bare where it has none.
func (h *hands) takeUp(ctx context.Context, name string) (store.Entry, string, error) {
	safe, err := h.safe()
	if err != nil {
		return store.Entry{}, "", err
	}
	found, err := safe.Find(name)
	if err != nil {
		return found, "", err
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
		Slug: store.Slug(c.Name), Name: c.Name, Guide: c.Guide, Use: c.Use.Names(),
		ClientID: c.ClientID, Tenant: c.Tenant, Domain: c.Domain, Cloud: string(c.Cloud),
		TokenEndpoint: c.TokenEndpoint, AuthEndpoint: c.AuthEndpoint, RedirectURI: c.Redirect,
		Mailboxes: c.Mailboxes, Expires: c.Expires, Parked: c.Parked,
	}
	if c.Waiting != "" {
		e.Waiting = &store.Waiting{Step: string(c.Waiting), Ability: string(c.Ability)}
	}
	if !c.Proof.At.IsZero() {
		p := proofOf(c.Proof)
		e.LastProof = &p
	}
	return e
}

func proofOf(p flow.Proof) store.Proof {
	return store.Proof{
		At: p.At, Verdict: string(p.Verdict), Cause: string(p.Cause), Tenant: p.Tenant,
		Roles: list(p.Roles), Mailboxes: list(p.Mailboxes), RequestIDs: list(p.RequestIDs), Replaced: p.Replaced,
	}
}

// proofFrom is a kept proof in flow's words; nil for none.
func proofFrom(p *store.Proof) *flow.Proof {
	if p == nil {
		return nil
	}
	return &flow.Proof{
		At: p.At, Verdict: flow.Status(p.Verdict), Cause: flow.Cause(p.Cause), Tenant: p.Tenant,
		Roles: p.Roles, Mailboxes: p.Mailboxes, RequestIDs: p.RequestIDs, Replaced: p.Replaced,
	}
}

// answersOf is a saved credential as the answers it was made from.
func answersOf(e store.Entry, secret flow.Secret) flow.Answers {
	use := flow.Use(0)
	for _, name := range e.Use {
		if u, err := flow.ParseUse(name); err == nil {
			use |= u
		}
	}
	a := flow.Answers{
		Guide: e.Guide, Use: use, Tenant: e.Tenant, Domain: e.Domain, Cloud: flow.Cloud(e.Cloud),
		ClientID: e.ClientID, Secret: secret, Expires: e.Expires,
		TokenEndpoint: e.TokenEndpoint, AuthEndpoint: e.AuthEndpoint, Redirect: e.RedirectURI,
		Mailboxes: e.Mailboxes, Name: e.Name,
	}
	if e.Waiting != nil {
		a.Ability = flow.Ability(e.Waiting.Ability)
	}
	return a
}

// list is names, never nil: files and reports hold no null where a list belongs.
func list[T any](names []T) []T {
	if names == nil {
		return []T{}
	}
	return names
}
