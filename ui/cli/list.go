package cli

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/store"
	"mailgrant/ui/report"
	"mailgrant/ui/run"
)

func (a *app) listCommand() *cobra.Command {
	var format string
	var practice bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the saved credentials",
		Long: `List the saved credentials, with their last check and the end of their secrets.
The keyring is not opened. With --practice, list the practice tenant's cast
instead, with every value to type.`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := textOrJSON(format, "list"); err != nil {
				return err
			}
			if practice {
				a.listCast(format)
				return nil
			}
			return a.list(format)
		},
	}
	formatFlag(cmd, &format)
	practiceFlag(cmd.Flags(), &practice)
	return cmd
}

func formatFlag(cmd *cobra.Command, format *string) {
	cmd.Flags().StringVar(format, "format", "text", "`text` or json")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"text", "json"}, cobra.ShellCompDirectiveNoFileComp))
}

func textOrJSON(format, command string) error {
	if formats := []string{"text", "json"}; !slices.Contains(formats, format) {
		return noSuchFormat("mailgrant "+command+" --help", format, formats)
	}
	return nil
}

func noSuchFormat(help, format string, formats []string) error {
	return usage(help, "%s Choose %s.", noSuch("format", format, formats), anyOf(formats))
}

// jsonSaved is a saved credential in JSON: what the index keeps, by an
// allow-list.
type jsonSaved struct {
	Name      string      `json:"name"`
	ShortName string      `json:"short_name"`
	Guide     string      `json:"guide"`
	Use       []string    `json:"use"`
	ClientID  string      `json:"client_id"`
	Tenant    string      `json:"tenant"`
	Domain    string      `json:"domain"`
	Cloud     string      `json:"cloud"`
	Endpoint  string      `json:"token_endpoint"`
	Mailboxes []string    `json:"mailboxes"`
	Expires   string      `json:"expires"`
	Parked    bool        `json:"parked"`
	Unsettled bool        `json:"unsettled"`
	Differs   bool        `json:"keyring_differs"` // at the last check the keyring held another secret than the one saved
	Lost      bool        `json:"secret_lost"`     // the keyring altered the secret
	Removing  bool        `json:"removing"`        // its removal was cut short
	HasSecret bool        `json:"has_secret"`      // false where it was set aside before there was one
	Waiting   *waitShown  `json:"waiting"`         // null where it waits for nobody
	LastProof *proofShown `json:"last_proof"`
}

type waitShown struct {
	For   flow.Awaited `json:"for"`
	Step  string       `json:"step"` // of the guide, where mailgrant goes on
	Since string       `json:"since"`
}

type proofShown struct {
	At      string   `json:"at"`
	Verdict string   `json:"verdict"`
	Cause   string   `json:"cause"`
	Roles   []string `json:"roles"`
}

func shown(e store.Entry) jsonSaved {
	s := jsonSaved{
		Name: e.Name, ShortName: e.Slug, Guide: e.Guide, Use: run.List(e.Use), ClientID: e.ClientID,
		Tenant: e.Tenant, Domain: e.Domain, Cloud: e.Cloud, Endpoint: e.TokenEndpoint,
		Mailboxes: run.List(e.Mailboxes), Expires: e.Expires, Parked: e.Unverified, Unsettled: e.Unsettled,
		Lost: e.Lost, Removing: e.Removing, HasSecret: !e.NoSecret,
	}
	if p := e.LastCheck; p != nil {
		s.Differs = p.Differs
	}
	if w := e.Waiting; w != nil {
		s.Waiting = &waitShown{run.CredentialOf(e).Awaited(), w.Step, w.Since.UTC().Format(stamp)}
	}
	if p := e.LastCheck; p != nil {
		s.LastProof = &proofShown{p.At.UTC().Format(stamp), p.Verdict, p.Cause, run.List(p.Roles)}
	}
	return s
}

func (a *app) list(format string) error {
	creds, err := a.openStore()
	if err != nil {
		return err
	}
	entries, err := creds.List()
	if err != nil {
		return wording{}.ending(err)
	}
	if format == "json" {
		all := []jsonSaved{}
		for _, e := range entries {
			all = append(all, shown(e))
		}
		report.WriteJSON(a.out, map[string]any{"schema": "mailgrant.list/1", "credentials": all})
		return nil
	}
	k := a.ink()
	if len(entries) == 0 {
		k.Line("No credential is saved yet. Run mailgrant setup to onboard a tenant.")
	}
	for i, e := range entries {
		if i > 0 {
			k.Line("")
		}
		a.listOne(k, e)
	}
	return nil
}

func (a *app) listOne(k report.Writer, e store.Entry) {
	name := e.Slug
	if e.Name != e.Slug {
		name += " (" + e.Name + ")"
	}
	k.Line(k.Bold(name))
	k.Wrapped("  Tenant:     ", cmp.Or(e.Domain, e.Tenant))
	k.Wrapped("  Guide:      ", e.Guide)
	k.Wrapped("  Last check: ", lastCheck(e))
	k.Wrapped("  Secret:     ", secretEnds(e))
	if note := noteOn(e); note != "" {
		k.Wrapped("  Note:       ", note)
	}
}

// noteOn says what is out of the ordinary with an entry; "" where nothing is.
func noteOn(e store.Entry) string {
	switch {
	case e.Lost:
		return "the keyring altered its secret, which is lost there. Save the right one: mailgrant diagnose " + e.Slug + "."
	case e.Removing:
		return "its removal was cut short; mailgrant remove " + e.Slug + " finishes it."
	case e.Unsettled:
		return "its last save was cut short; mailgrant check " + e.Slug + " finds out which secret was kept."
	case e.Waiting != nil:
		return awaited(e) + ". Run mailgrant to go on with it."
	case e.LastCheck != nil && e.LastCheck.Differs:
		return "at the last check the keyring held another secret than the one saved. Save the right one: mailgrant diagnose " + e.Slug + "."
	case e.Unverified:
		return "parked, not proven yet."
	}
	return ""
}

func secretEnds(e store.Entry) string {
	switch {
	case e.NoSecret:
		return "none kept yet"
	case e.Expires == "":
		return "end date not known"
	}
	return "ends " + e.Expires
}

// jsonSample is an app of the practice tenant. Its secret is made up and opens
// nothing, so it may be printed.
type jsonSample struct {
	Name     string        `json:"name"`
	App      string        `json:"app"`
	Story    string        `json:"story"`
	Cause    finding.Cause `json:"cause"` // what its check names; "" for a good one
	ClientID string        `json:"client_id"`
	Secret   string        `json:"practice_secret"`
	Tenant   string        `json:"tenant"`
	Domain   string        `json:"domain"`
	Mailbox  string        `json:"mailbox"`
	Endpoint string        `json:"token_endpoint"`
	Expires  string        `json:"expires"`
}

const openNothing = "These are made up: they open nothing outside practice."

func (a *app) listCast(format string) {
	samples := []jsonSample{}
	for _, s := range cast(a.Now(), nil) {
		v := s.Values
		samples = append(samples, jsonSample{v.Name, s.Label, s.Story, s.Cause, v.ClientID, v.Secret.Reveal(), v.Tenant, v.Domain, v.Organization, v.TokenEndpoint, v.Expires})
	}
	if format == "json" {
		report.WriteJSON(a.out, map[string]any{"schema": "mailgrant.practice/1", "note": openNothing, "samples": samples})
		return
	}
	k := a.ink()
	k.Wrapped("", "The practice tenant, Contoso. "+openNothing)
	first := samples[0]
	k.Line("")
	k.Wrapped("Mailbox:        ", first.Mailbox)
	k.Wrapped("Tenant:         ", first.Tenant)
	k.Wrapped("Token endpoint: ", first.Endpoint)
	for _, s := range samples {
		k.Line("")
		k.Line(k.Bold(s.Name))
		k.Wrapped("  ", s.App+". "+s.Story)
		k.Wrapped("  Client ID: ", s.ClientID)
		k.Wrapped("  Secret:    ", s.Secret)
		k.Wrapped("  Expires:   ", s.Expires)
		k.Wrapped("  Check:     ", cmp.Or(string(s.Cause), "good"))
	}
	k.Line("")
	k.Wrapped("", fmt.Sprintf("Try one: mailgrant check --practice %s, or mailgrant setup --practice.", samples[1].Name))
}
