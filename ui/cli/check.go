package cli

import (
	"cmp"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/store"
	"mailgrant/ui/report"
	"mailgrant/ui/run"
)

func (a *app) checkCommand() *cobra.Command {
	o := &checkOptions{}
	cmd := &cobra.Command{
		Use:   "check [NAME...]",
		Short: "Test credentials without the wizard",
		Long: `Test credentials without the wizard: saved ones by name (or --all), or the
values of one. mailgrant asks Microsoft for one token, reads what it grants and
drops it. It reads no mail and sends none.

The secret comes from --secret-stdin, --secret-file or $MAILGRANT_CLIENT_SECRET;
it is never a flag's value. Of a text with labels, such as a .env or what az
prints, only the secret is taken. Without a secret, mailgrant tests what it can.

If one of several names is not saved, it gets its own report and the others are
still checked. ctrl+c prints the finished results.

Exit codes: 0 good (warnings allowed), 1 a credential is broken, 2 wrong usage
or an unknown name, 3 could not tell, 4 keyring unavailable or no directory for
the list of saved credentials, 70 an internal error.`,
		Example: `  mailgrant check contoso
  mailgrant check --all --format json --min-days 14
  mailgrant check --guide ID \
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
	o.flags(cmd)
	a.completeGuides(cmd)
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(report.Formats(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (a *app) check(ctx context.Context, o *checkOptions, names []string) error {
	if o.given("guide-file") {
		var err error
		if o.own, err = a.ownGuide(ctx, o.guideFile, checkHelp); err != nil {
			return err
		}
	}
	rig, err := a.connect(ctx, wiring{o.practice, o.proxy, o.caFile, store.Unattended, o.own})
	if err != nil {
		return err
	}
	defer rig.close()
	subjects, err := a.subjects(ctx, rig, o, names)
	if ctx.Err() != nil {
		if !o.plan {
			a.printer(o, nil).End(nil) // a complete object, without a report in it
		}
		return cmp.Or(err, context.Cause(ctx))
	}
	if err != nil {
		return err
	}
	if o.plan {
		return a.plan(rig, o, subjects)
	}
	if o.offline && !o.all && len(names) == 0 {
		ctx = context.WithoutCancel(ctx) // there is nothing to wait for
	}
	h := rig.hands()
	h.Patience = o.timeout // a check has one time limit, and Retry-After may use all of it
	c := &checker{rig: rig, do: h.Do, now: a.Now, o: o, warn: a.Err}
	results := c.checkAll(ctx, subjects, a.printer(o, subjects))
	if o.reports() && len(results) > 0 {
		err = a.report(o, results)
	}
	if ctx.Err() != nil {
		if left := len(subjects) - len(results); left > 0 {
			fmt.Fprintf(a.Err, "mailgrant: %d of %d checks did not finish.\n", left, len(subjects))
		}
		return cmp.Or(err, context.Cause(ctx))
	}
	return cmp.Or(err, quietly(exitOf(results)))
}

// subject is one credential to check: its values, or the slug of a saved one,
// whose secret is read when its turn comes.
type subject struct {
	answers form.Values
	slug    string           // "" for values
	bare    bool             // it has no secret to read
	unknown *finding.Finding // why nothing can be checked: no such name, or no such guide; else nil
}

// namesOf are the names in the reports on these subjects.
func namesOf(subjects []subject) []string {
	var names []string
	for _, s := range subjects {
		names = append(names, cmp.Or(s.answers.Name, s.slug))
	}
	return names
}

func (a *app) subjects(ctx context.Context, r *rig, o *checkOptions, names []string) ([]subject, error) {
	if !o.all && len(names) == 0 {
		answers, err := a.values(ctx, o)
		return []subject{{answers: answers}}, err
	}
	creds, err := r.openStore()
	if err != nil {
		return nil, r.ending(err)
	}
	entries, err := creds.List()
	if err != nil {
		return nil, r.ending(err)
	}
	if len(entries) == 0 {
		return nil, usage(r.Command("setup"), "No credentials are saved, so there is nothing to check.")
	}
	if !o.all {
		return lookup{r.wording, creds, entries}.pick(names)
	}
	var subjects []subject
	for _, e := range entries {
		subjects = append(subjects, r.subjectOf(e))
	}
	return subjects, nil
}

func (w wording) subjectOf(e store.Entry) subject {
	return subject{answers: run.CredentialOf(e).Values(), slug: e.Slug, bare: e.NoSecret && !e.Unsettled, unknown: w.guideUnknown(e)}
}
