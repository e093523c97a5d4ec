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
	replace := e.Replace && h.ours(safe, entry.Slug)
	h.last.Store(&entry)
	return keyringFinding(safe.Save(ctx, entry, e.Secret.Reveal(), replace))
}

// ours reports that what is kept under that name is what this sitting tried to
// save last: while that hung, another run may have taken the name.
func (h *hands) ours(safe *store.Safe, slug string) bool {
	kept, err := safe.Find(slug)
	last := h.last.Load()
	return err == nil && last != nil && kept.ClientID == last.ClientID && kept.Tenant == last.Tenant
}

// entryOf is a credential as the index keeps it.
func entryOf(c flow.Credential) store.Entry {
	e := store.Entry{
		Slug: store.Slug(c.Name), Name: c.Name, Guide: c.Guide, Use: c.Use.Names(),
		ClientID: c.ClientID, Tenant: c.Tenant, Domain: c.Domain, Cloud: string(c.Cloud),
		TokenEndpoint: c.TokenEndpoint, AuthEndpoint: c.AuthEndpoint, RedirectURI: c.Redirect,
		Mailboxes: c.Mailboxes, Expires: c.Expires, Parked: c.Parked,
	}
	if !c.Proof.At.IsZero() {
		p := proofOf(c.Proof)
		e.LastProof = &p
	}
	return e
}

func proofOf(p flow.Proof) store.Proof {
	return store.Proof{
		At: p.At, Verdict: string(p.Verdict), Cause: string(p.Cause),
		Roles: list(p.Roles), RequestIDs: list(p.RequestIDs),
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
	return flow.Answers{
		Guide: e.Guide, Use: use, Tenant: e.Tenant, Domain: e.Domain, Cloud: flow.Cloud(e.Cloud),
		ClientID: e.ClientID, Secret: secret, Expires: e.Expires,
		TokenEndpoint: e.TokenEndpoint, AuthEndpoint: e.AuthEndpoint, Redirect: e.RedirectURI,
		Mailboxes: e.Mailboxes, Name: e.Name,
	}
}

// list is names, never nil: files and reports hold no null where a list belongs.
func list[T any](names []T) []T {
	if names == nil {
		return []T{}
	}
	return names
}

func (h *hands) openSaved(_ context.Context, e flow.OpenSaved) flow.Event {
	return flow.SavedOpened{Attempt: e.Attempt}
}
