package report

import (
	"cmp"
	"time"

	"mailgrant/flow"
	"mailgrant/store"
	"mailgrant/ui/run"
)

// stamp is the format of times in JSON.
const stamp = time.RFC3339

// JSONSaved is a saved credential in JSON: what the index holds, by an
// allow-list.
type JSONSaved struct {
	Name       string      `json:"name"`
	ShortName  string      `json:"short_name"`
	Guide      string      `json:"guide"`
	Use        []string    `json:"use"`
	ClientID   string      `json:"client_id"`
	Tenant     string      `json:"tenant"`
	Domain     string      `json:"domain"`
	Cloud      string      `json:"cloud"`
	Endpoint   string      `json:"token_endpoint"`
	Mailboxes  []string    `json:"mailboxes"`
	Expires    string      `json:"expires"`
	Unverified bool        `json:"parked"`
	Unsettled  bool        `json:"unsettled"`
	Differs    bool        `json:"keyring_differs"` // at the last check the keyring held a different secret than the saved one
	Lost       bool        `json:"secret_lost"`     // the keyring altered the secret
	Removing   bool        `json:"removing"`        // its removal was interrupted
	HasSecret  bool        `json:"has_secret"`      // false if it was saved as waiting before there was one
	Waiting    *waitShown  `json:"waiting"`         // null if it waits for nobody
	LastProof  *proofShown `json:"last_proof"`
}

type waitShown struct {
	For   flow.Awaited `json:"for"`
	Step  string       `json:"step"` // the guide's step to continue at
	Since string       `json:"since"`
}

type proofShown struct {
	At      string   `json:"at"`
	Verdict string   `json:"verdict"`
	Cause   string   `json:"cause"`
	Roles   []string `json:"roles"`
}

func shown(e store.Entry) JSONSaved {
	s := JSONSaved{
		Name: e.Name, ShortName: e.Slug, Guide: e.Guide, Use: run.List(e.Use), ClientID: e.ClientID,
		Tenant: e.Tenant, Domain: e.Domain, Cloud: e.Cloud, Endpoint: e.TokenEndpoint,
		Mailboxes: run.List(e.Mailboxes), Expires: e.Expires, Unverified: e.Unverified, Unsettled: e.Unsettled,
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

// List prints saved credentials.
func List(k Writer, entries []store.Entry, format string) {
	if format == "json" {
		all := []JSONSaved{}
		for _, e := range entries {
			all = append(all, shown(e))
		}
		k.JSON(map[string]any{"schema": "mailgrant.list/1", "credentials": all})
		return
	}
	if len(entries) == 0 {
		k.Line("No credentials are saved yet. Run mailgrant setup to onboard a tenant.")
	}
	if len(entries) > 0 && listTable(k, entries) {
		return
	}
	for i, e := range entries {
		if i > 0 {
			k.Line("")
		}
		listOne(k, e)
	}
}

// listTable is one line for each credential, where the terminal is wide enough.
func listTable(k Writer, entries []store.Entry) bool {
	var rows []tableRow
	for _, e := range entries {
		rows = append(rows, tableRow{[]string{bothNames(e), cmp.Or(e.Domain, e.Tenant), lastCheck(e), secretEnds(e), e.Guide}, noteOn(e)})
	}
	return k.table([]string{"Name", "Tenant", "Last check", "Secret", "Guide"}, rows)
}

func bothNames(e store.Entry) string {
	if e.Name == e.Slug {
		return e.Slug
	}
	return e.Slug + " (" + e.Name + ")"
}

func listOne(k Writer, e store.Entry) {
	k.Wrapped("", k.Bold(bothNames(e)))
	k.Wrapped("  Tenant:     ", cmp.Or(e.Domain, e.Tenant))
	k.Wrapped("  Guide:      ", e.Guide)
	k.Wrapped("  Last check: ", lastCheck(e))
	k.Wrapped("  Secret:     ", secretEnds(e))
	if note := noteOn(e); note != "" {
		k.Wrapped("  Note:       ", note)
	}
}

// noteOn describes what is unusual about an entry; "" if nothing is.
func noteOn(e store.Entry) string {
	switch {
	case e.Lost:
		return "the keyring altered its secret and lost it. Save the right one: mailgrant diagnose " + e.Slug + "."
	case e.Removing:
		return "its removal was interrupted; mailgrant remove " + e.Slug + " completes it."
	case e.Unsettled:
		return "its last save was interrupted; mailgrant check " + e.Slug + " finds out which secret was saved."
	case e.Waiting != nil:
		return Awaited(e) + ". Run mailgrant to continue with it."
	case e.LastCheck != nil && e.LastCheck.Differs:
		return "at the last check the keyring held a different secret than the saved one. Save the right one: mailgrant diagnose " + e.Slug + "."
	case e.Unverified:
		return "saved, but not verified yet."
	}
	return ""
}

func secretEnds(e store.Entry) string {
	switch {
	case e.NoSecret:
		return "not saved yet"
	case e.Expires == "":
		return "expiry date unknown"
	}
	return "expires " + e.Expires
}

// lastCheck is the result of the last check.
func lastCheck(e store.Entry) string {
	p := e.LastCheck
	switch {
	case p == nil:
		return "never checked"
	case p.Cause != "":
		return p.Verdict + ", " + p.Cause + ", " + day(p.At)
	}
	return p.Verdict + ", " + day(p.At)
}

func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// Awaited says what an entry waits for, and since when.
func Awaited(e store.Entry) string {
	text := run.CredentialOf(e).Awaits()
	if e.Waiting != nil {
		text += ", since " + day(e.Waiting.Since)
	}
	return text
}
