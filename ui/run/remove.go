package run

import (
	"cmp"
	"context"
	"errors"

	"mailgrant/flow/finding"
	"mailgrant/store"
)

// TakeOut removes a credential. If the end of root, the program's context,
// interrupts it, it gets some more time, and the end of the run reports the
// result.
func TakeOut(ctx, root context.Context, changes *Changes, creds *store.Store, slug string) error {
	work, end, ok := changes.Begin(ctx, root, store.Remove, slug)
	if !ok {
		return cmp.Or(context.Cause(ctx), error(&store.Error{Kind: store.Cancelled, Op: store.Remove}))
	}
	err := creds.Remove(work, slug)
	if end(err) {
		return cmp.Or(context.Cause(ctx), err)
	}
	return err
}

// remove removes a saved credential within the time limit. The problem says what
// happened to the secret.
func (h *Runner) remove(ctx context.Context, name string) *finding.Finding {
	creds, err := h.OpenStore()
	if err != nil {
		return h.wording().Finding(err)
	}
	found, err := creds.Find(name)
	if err == nil && found.Name != name { // a short name that is another's
		err = &store.Error{Kind: store.NotFound, Op: store.Remove}
	}
	if err != nil {
		return h.wording().Finding(err)
	}
	ctx, cancel := context.WithTimeout(ctx, h.Limit)
	defer cancel()
	err = TakeOut(ctx, h.Root, h.Changes, creds, found.Slug)
	f := h.wording().Finding(err)
	var of *store.Error
	switch {
	case f == nil || !errors.As(err, &of):
	case of.Kind == store.Half || of.Unsure:
		f.Do = append(f.Do, "Then remove "+found.Name+" again to make sure.")
	default:
		f.Says = "Nothing was removed. " + f.Says
	}
	return f
}
