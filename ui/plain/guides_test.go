package plain

import (
	"fmt"
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/guide"
)

const (
	callback = "https://jira.contoso.com/oauth2/callback"
	cameBack = callback + "?code=c0de-CanaryDoNotPrint&state=st4te"
)

// registered are the answers up to the client ID, for the guide with this
// number.
func registered(guide string, more ...string) []string {
	return append([]string{guide, "", "", "support@contoso.com", "", ""}, more...)
}

func TestEachGuideIsWalkedLineByLine(t *testing.T) {
	keep := []string{"", "", "", ""} // verified; name, save; finish
	for name, c := range map[string]struct {
		script  []string
		pending int
	}{
		"client-credentials": {script: join(registered("1", "", "", "", clientID, "", "all", "", "", ""), []string{good, "2027-10-01", "", "", ""}, keep)},
		"auth-code-paste": {script: join(registered("2", "", callback, "", clientID, "", "all", "", "", ""), []string{good, "", "", "", "", ""},
			[]string{"1", cameBack, ""}, keep)},
		"auth-code-not-now": {script: join(registered("2", "", callback, "", clientID, "", "all", "", "", ""), []string{good, "", "", "", "", ""},
			[]string{"3"}, keep)},
		"grant-flow": {script: join(registered("3", "", callback, "", clientID, "", "all", "", ""), []string{good, "", "", "", "", ""},
			[]string{"1"}, keep), pending: 2},
		"zammad": {script: join(registered("5", "", callback, "", clientID, "", "all", "", "", ""), []string{good, "", ""},
			[]string{"3"}, keep)},
		"automation-anywhere": {script: join(registered("4", "", "", "", "", clientID, "", "all", "", "", ""), []string{good, "", ""}, keep)},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(c.script...)
			s.pending = c.pending
			state, err := s.play(t.Context(), begin())
			if err != nil || state.Outcome != flow.Saved || len(s.saved) != 1 || s.saved[0].Secret.Reveal() != good {
				t.Errorf("ended at %s %s with %q, %v:\n%s", state.At, state.Phase, state.Outcome, err, s.text())
			}
			wellSpoken(t, s.text())
			readsOut(t, s.text(), state)
		})
	}
}

// readsOut requires that every step of a session was read out: what its guide
// says, in its order, then what it asks.
func readsOut(t *testing.T, text string, state flow.State) {
	t.Helper()
	flat := func(text string) string { return strings.Join(strings.Fields(clicks(text)), " ") }
	fill := strings.NewReplacer("{app-name}", state.Guide().AppName, "{domain}", "contoso.com", "{admin}", "you@contoso.com")
	text = flat(text)
	rest := text
	for _, want := range spoken(state) {
		want = fill.Replace(flat(want))
		_, after, found := strings.Cut(rest, want)
		switch {
		case found:
			rest = after
		case strings.Contains(text, want):
			t.Errorf("%q is said too early", want)
		default:
			t.Errorf("nothing of %q", want)
		}
	}
}

// spoken are the texts of a session's steps in the order of reading.
func spoken(state flow.State) []string {
	all := []string{"mailgrant, line by line. Type help at any question for the words you can use."}
	steps := state.Steps()
	for i, s := range steps {
		all = append(all, fmt.Sprintf("Page %d of %d: %s", i+1, len(steps), s.Title))
		switch s.ID {
		case guide.StepKeyring, guide.StepVerify, guide.StepKeep, guide.StepHandoff: // it says how far things are
		default:
			all = append(all, s.Lead...)
		}
		if s.Path != "" {
			all = append(all, "Link, for open and copy: https://", "By clicks: "+s.Path)
		}
		for j, do := range s.Do {
			all = append(all, fmt.Sprintf("Step %d of %d: %s", j+1, len(s.Do), do))
		}
		if s.ID == guide.StepPermission {
			for _, p := range state.Guide().Wanted(state.Values.Use) {
				all = append(all, "Permission: "+p.Name+", type "+string(p.Kind)+": "+p.Why+".")
			}
		}
		if s.Spoken != "" {
			all = append(all, "On the page: "+s.Spoken)
		}
		all = append(all, s.See)
		for _, n := range s.IfNot { // more reads what then
			all = append(all, n.If+"?")
		}
		for _, id := range s.Fields {
			if id != guide.FieldAnswer { // asked for after a sign-in only
				all = append(all, state.Guide().Field(id).Label)
			}
		}
		if s.ID == guide.StepTenant {
			all = append(all, "Asking Microsoft which tenant this is. Type stop to stop waiting.", "The wait is over.", "Found. Is this your organization?", "Domain: contoso.com", "Yes, continue")
		}
	}
	for _, e := range state.Guide().Sheet {
		all = append(all, e.Label+": ")
	}
	return append(all, state.Guide().After...)
}

func join(parts ...[]string) []string {
	var all []string
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}
