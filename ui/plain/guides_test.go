package plain

import (
	"testing"

	"mailgrant/flow"
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
			compareGolden(t, "guide-"+name+".golden", s.outline.String())
		})
	}
}

func join(parts ...[]string) []string {
	var all []string
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}
