package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"mailgrant/flow"
	"mailgrant/ui/run"
)

func (a *app) diagnoseCommand() *cobra.Command {
	o := &setupOptions{help: "mailgrant diagnose --help"}
	cmd := &cobra.Command{
		Use: "diagnose [NAME]", Short: "Find out why a credential stopped working, step by step",
		Long: `Find out why a credential stopped working: a saved one, or values that you
type. mailgrant tests it with Microsoft and shows the cause first, with who can
fix it, how, and a link to the portal page. Enter a new secret, correct an
endpoint, test again and save, all in one place. Without a secret, mailgrant
tests what it can.`,
		Example: `  mailgrant diagnose
  mailgrant diagnose contoso
  mailgrant diagnose --practice     repair the broken apps of the practice tenant`,
		Args: atMostOneName, ValidArgsFunction: a.completeNames,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.sit(cmd.Context(), o, func(r *rig) (flow.State, error) {
				return a.diagnosis(r, o, strings.Join(args, ""))
			})
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	practiceFlag(f, &o.practice)
	f.BoolVar(&o.plain, "plain", false, plainUsage)
	o.portFlag(f)
	wiringFlags(f, &o.proxy, &o.caFile)
	return cmd
}

// diagnosis is a session about a broken credential; if it was named, the
// session starts with it.
func (a *app) diagnosis(r *rig, o *setupOptions, name string) (flow.State, error) {
	if r.stock == nil { // without a directory for the index there is nothing to choose from or save to
		if _, err := r.openStore(); err != nil {
			return flow.State{}, r.ending(err)
		}
	}
	s := flow.Diagnosis(a.Now(), r.saved())
	s.Practice, s.Port, s.Remote = o.practice, o.port, a.remote()
	if err := o.judgePort(); err != nil || name == "" {
		return s, err
	}
	creds, err := r.openStore()
	if err != nil {
		return s, r.ending(err)
	}
	e, err := r.find(creds, name)
	if err != nil {
		return s, err
	}
	if f := r.guideUnknown(e); f != nil {
		return s, r.misnamed(*f)
	}
	s.Chosen = e.Name
	return s, nil
}

// unusable counts the saved credentials whose guide can't be read.
func (r *rig) unusable() int {
	if r.stock != nil {
		return 0
	}
	n := 0
	for _, e := range r.entries() {
		if r.guideUnknown(e) != nil {
			n++
		}
	}
	return n
}

// saved are the credentials to choose from, with the result of their last
// verification.
func (r *rig) saved() []flow.Credential {
	if r.stock != nil {
		return r.stock
	}
	var saved []flow.Credential
	for _, e := range r.entries() {
		if r.guideUnknown(e) == nil {
			saved = append(saved, run.CredentialOf(e))
		}
	}
	return saved
}
