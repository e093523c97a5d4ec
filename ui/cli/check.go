package cli

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"mailgrant/flow"
	"mailgrant/store"
)

func (a *app) checkCommand() *cobra.Command {
	o := &checkOptions{}
	cmd := &cobra.Command{
		Use:   "check [NAME...]",
		Short: "Prove credentials, without a screen",
		Long: `Prove credentials, without a screen: saved ones by name (or --all), or the
values of one. mailgrant asks Microsoft for one token, reads what it grants and
drops it. It reads no mail and sends none.

The secret comes from --secret-stdin, --secret-file or $MAILGRANT_CLIENT_SECRET;
it is never a flag's value. Without one, what can be proven without it is.

Exit codes: 0 good (warnings allowed), 1 a credential is broken, 2 wrong usage,
3 could not tell, 4 keyring unavailable, 70 an error of mailgrant's own.`,
		Example: `  mailgrant check contoso
  mailgrant check --all --format json --min-days 14
  mailgrant check --guide email-this-issue-client-credentials \
      --client-id ID --tenant contoso.com --secret-stdin < secret.txt
  mailgrant check --practice`,
		RunE: func(cmd *cobra.Command, names []string) error {
			if err := o.judge(cmd, names); err != nil {
				return err
			}
			if err := o.judgeReport(); err != nil {
				return err
			}
			return a.check(cmd.Context(), o, names)
		},
		ValidArgsFunction: a.completeNames,
	}
	o.flags(cmd.Flags())
	a.completeGuides(cmd)
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(checkFormats, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (a *app) check(ctx context.Context, o *checkOptions, names []string) error {
	rig, err := a.connect(ctx, wiring{o.practice, o.proxy, o.caFile, store.Unattended})
	if err != nil {
		return err
	}
	defer rig.close()
	go rig.client.Prepare()
	subjects, err := a.subjects(ctx, rig, o, names)
	if err != nil {
		return practised(err, o.practice)
	}
	if o.plan {
		return a.plan(o, subjects)
	}
	h := rig.hands()
	h.patience = o.timeout // a check has one limit, and Retry-After may use all of it
	c := &checker{rig: rig, do: h.do, now: a.Now, o: o, warn: a.Err}
	results := c.checkAll(ctx, subjects, a.printer(o, len(subjects)))
	if cut := context.Cause(ctx); cut != nil {
		return cut
	}
	if o.report != "" {
		if err := a.report(o, results); err != nil {
			return err
		}
	}
	return quietly(exitOf(results))
}

// subject is one credential to be checked: its values, or the slug of a saved
// one whose secret is read when its turn comes.
type subject struct {
	answers flow.Answers
	slug    string // "" for values
}

func (a *app) subjects(ctx context.Context, r *rig, o *checkOptions, names []string) ([]subject, error) {
	if !o.all && len(names) == 0 {
		answers, err := a.values(ctx, o)
		return []subject{{answers: answers}}, err
	}
	safe, err := r.safe()
	if err != nil {
		return nil, safeEnding(err)
	}
	entries, err := safe.List()
	if err != nil {
		return nil, safeEnding(err)
	}
	if len(entries) == 0 {
		return nil, usage("mailgrant setup", "No credential is saved, so there is nothing to check.")
	}
	if !o.all {
		if entries, err = pick(safe, entries, names); err != nil {
			return nil, err
		}
	}
	var subjects []subject
	for _, e := range entries {
		subjects = append(subjects, subject{answersOf(e, flow.Secret{}), e.Slug})
	}
	return subjects, nil
}

// pick finds saved credentials by name or pattern, each once.
func pick(safe *store.Safe, entries []store.Entry, names []string) ([]store.Entry, error) {
	var picked []store.Entry
	add := func(e store.Entry) {
		if !slices.ContainsFunc(picked, func(p store.Entry) bool { return p.Slug == e.Slug }) {
			picked = append(picked, e)
		}
	}
	for _, name := range names {
		before := len(picked)
		if strings.ContainsAny(name, "*?[") {
			for _, e := range entries {
				if match, _ := path.Match(strings.ToLower(name), e.Slug); match {
					add(e)
				}
			}
			if len(picked) == before {
				return nil, usage("mailgrant list", "No saved credential matches%s.", orSomething(name))
			}
			continue
		}
		e, err := find(safe, name)
		if err != nil {
			return nil, err
		}
		add(e)
	}
	return picked, nil
}

// find is a saved credential by name.
func find(safe *store.Safe, name string) (store.Entry, error) {
	e, err := safe.Find(name)
	kind := store.KindOf(err)
	switch {
	case err == nil:
		return e, nil
	case kind == store.NotFound:
		near := nearest(name, slugs(safe))
		return e, usage("mailgrant list", "No credential is saved under the name%s.%s", orGiven(name), didYouMean(near))
	case kind == store.Ambiguous:
		return e, usage("mailgrant list", "Several credentials have the name%s: use the short name.", orGiven(name))
	}
	return e, safeEnding(err)
}

// slugs are the short names of what is saved; none where they can't be read.
func slugs(safe *store.Safe) (all []string) {
	entries, _ := safe.List()
	for _, e := range entries {
		all = append(all, e.Slug)
	}
	return all
}

func orGiven(name string) string {
	if n := named(name); n != "" {
		return n
	}
	return " given"
}
