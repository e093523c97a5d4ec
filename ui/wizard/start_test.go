package wizard

import (
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// tested is a saved credential with its end date and its last test.
func tested(name, expires string, days int, verdict finding.Status, cause finding.Cause) flow.Credential {
	c := saved(name)
	c.Expires = expires
	c.Verification = check.Verification{At: today.AddDate(0, 0, -days), Verdict: string(verdict), Cause: string(cause)}
	return c
}

// returning starts with credentials of every kind.
func returning(t testing.TB, w *world) *session {
	t.Helper()
	never := saved("relecloud")
	never.Verification, never.Unverified, never.Expires = check.Verification{}, true, ""
	s := flow.Begin(today, nil)
	s.Pending = []flow.Credential{waiter()}
	s.Saved = []flow.Credential{
		tested("woodgrove", "2028-05-01", 0, finding.Pass, ""), tested("adatum", "2027-08-21", 1, finding.Warn, finding.PermissionExcess), never,
		tested("proseware", "2026-12-19", 0, finding.Pass, ""), tested("litware", "2026-12-03", 0, finding.Warn, finding.SecretExpiring),
		tested("northwind-traders-international", "2026-11-14", 0, finding.Fail, finding.SecretExpired), waiter(),
	}
	for _, c := range s.Saved {
		s.Taken = append(s.Taken, c.Name)
	}
	return sitAt(t, w, Config{State: s, Start: true})
}

// rows are the names on the first screen, from the top.
func (s *session) rows() []string {
	var names []string
	for _, r := range s.m.page.Rows {
		names = append(names, r.Name)
	}
	return names
}

func TestWhatNeedsSomebodyIsOnTopAndSelected(t *testing.T) {
	s := returning(t, goodWorld())
	want := []string{"fabrikam", "northwind-traders-international", "litware", "proseware", "relecloud", "adatum", "woodgrove"}
	if got := s.rows(); !slices.Equal(got, want) {
		t.Errorf("listed %q, want %q", got, want)
	}
	if s.focused() != "fabrikam" {
		t.Errorf("%q is selected", s.focused())
	}
	s.sees("fabrikam", "waiting for admin consent", "go on", "▁▁▁▁▁▁▁▁ ✗ client secret has expired", "ended find out",
		"▇▁▁▁▁▁▁▁ ✓ works, tested now 12 days left test", "never tested no end date", "▇▇▇▇▇▇▁▁ ✓ works, tested 1 day ago 273 days left", "▇▇▇▇▇▇▇▇",
		"Set up another", "Test all", "I have IDs and a secret", "Mail that stopped", "An error message")
	s.keys("enter").sees("Grant admin consent")
}

func TestTheListFitsEveryWindow(t *testing.T) {
	s := returning(t, goodWorld())
	s.readable()
	s.m.resize(60, 20)
	s.sees("✗ client secret has expired", "12 days left, works", "find out")
	if view := s.m.View(); strings.Contains(view, "▇") || strings.Contains(view, "tested") && !strings.Contains(view, "never tested") {
		t.Errorf("the bar and the date did not give way:\n%s", view)
	}
	s.keys("up").sees("❯ An error message") // it scrolls to what is selected
	s.keys("down").sees("❯ fabrikam")
}

func TestNoCauseIsNamedByItsCodeInTheList(t *testing.T) {
	state := flow.Begin(today, nil)
	for _, cause := range []finding.Cause{finding.SecretExpired, finding.ConsentMissing, finding.MailboxBlocked, finding.KeyringLocked, finding.Unknown, finding.TenantAlias} {
		state.Saved = append(state.Saved, tested(strings.ReplaceAll(string(cause), "-", ""), "2027-08-01", 0, cause.Status(), cause))
	}
	s := sitAt(t, goodWorld(), Config{State: state, Start: true})
	s.sees("admin consent is missing", "? keyring is locked", "endpoint names no tenant")
	for _, name := range s.rows() {
		for _, c := range state.Saved {
			if cause := c.Verification.Cause; strings.Contains(cause, "-") && strings.Contains(s.m.View(), cause) {
				t.Errorf("%s: the screen names %s", name, cause)
			}
		}
	}
}

func TestAllAreTestedLiveOnTheScreen(t *testing.T) {
	w := goodWorld()
	w.results = map[string]check.Verification{"litware": {Verdict: string(finding.Fail), Cause: string(finding.SecretWrong)}}
	s := returning(t, w)
	s.hold = true
	order := s.rows()
	s.pick("Test all").sees("Testing 7 credentials")
	if n := strings.Count(s.m.View(), s.m.spin.View()+" testing"); n != 7 {
		t.Errorf("%d are being tested:\n%s", n, s.m.View())
	}
	if s.m.at() != (item{}) {
		t.Error("Enter would choose something while it waits")
	}
	held := s.held
	s.hold, s.held = false, nil
	for _, batch := range held {
		cmds, _ := batch().(tea.BatchMsg)
		for _, c := range cmds[:2] {
			s.run(c)
		}
		s.sees("Testing 7 credentials")
		if got := s.rows(); !slices.Equal(got, order) {
			t.Errorf("the rows moved: %q", got)
		}
		if n := strings.Count(s.m.View(), "testing"); n != 5 {
			t.Errorf("%d are still being tested:\n%s", n, s.m.View())
		}
		for _, c := range cmds[2:] {
			s.run(c)
		}
	}
	s.sees("6 work, 1 needs you.", "✗ client secret is wrong, tested now")
	if got := s.rows()[:2]; !slices.Contains(got, "litware") {
		t.Errorf("what failed is not on top: %q", s.rows())
	}
}

func TestATestOfAllCanBeStopped(t *testing.T) {
	s := returning(t, goodWorld())
	s.hold = true
	s.pick("Test all").keys("esc").sees("Stopped.", "7 results did not come.", "❯ fabrikam")
	if s.m.state.Busy() || s.w.ctx != nil && s.w.ctx.Err() == nil {
		t.Error("it goes on")
	}
	s.release()
	if s.m.state.Busy() || len(s.m.state.Home.Tested) > 0 {
		t.Error("a late result counts")
	}
}

func TestASavedCredentialIsOpenedTestedAndLeft(t *testing.T) {
	w := expiredWorld()
	s := returning(t, w).pick("adatum")
	s.sees("Guide", "Email This Issue (Jira): client credentials", "Tenant", "adatum.com ("+tenantID+")", "Client ID", clientID,
		"support@adatum.com", "2027-08-21, 273 days left", "1 day ago (2026-11-20 09:00 UTC)")
	s.pick("Test it").sees("The client secret has expired", "Enter a new secret")
	if e := last[flow.NoteCheck](t, w); e.Name != "adatum" || e.Verification.Cause != string(finding.SecretExpired) {
		t.Errorf("noted %+v", e)
	}
	s.keys("esc").sees("The client secret has expired.", "❯ Find out why")
	s.keys("esc")
	if s.m.state.At != guide.StepStart || s.focused() != "adatum" || s.m.state.AtStake() {
		t.Errorf("at %s, on %q, at stake %v", s.m.state.At, s.focused(), s.m.state.AtStake())
	}
	s.sees("✗ client secret has expired, tested now")
}

func TestWhatIsRepairedFromTheListIsSaved(t *testing.T) {
	w := expiredWorld()
	s := returning(t, w).pick("adatum").pick("Test it").pick("Enter a new secret")
	w.grant = goodWorld().grant
	s.paste(fresh).pick("Test it").pick("Replace the saved one")
	if e := last[flow.SaveCredential](t, w); e.Credential.Name != "adatum" || !e.Replace || e.Secret.Reveal() != fresh {
		t.Errorf("saved %+v", e.Credential)
	}
	s.pick("Look at another credential").sees("▇ ✓ works, tested now", "❯ adatum")
}

func TestAChangeIsNotDroppedUnsaid(t *testing.T) {
	s := returning(t, expiredWorld()).pick("adatum").pick("Test it").pick("Enter a new secret").paste(fresh)
	for s.m.state.At != guide.StepStart {
		s.keys("esc")
	}
	s.pick("fabrikam").sees("What you typed is not saved, and would be lost.")
	s.pick("adatum").pick("Go on with the change")
	if s.m.state.At != guide.StepValues || s.m.state.Values.Secret != value.NewSecret(fresh) {
		t.Errorf("at %s without the secret", s.m.state.At)
	}
	for s.m.state.At != guide.StepStart {
		s.keys("esc")
	}
	s.pick("fabrikam").pick("fabrikam").sees("Grant admin consent")
}

func TestTheSheetOfASavedCredentialIsCopiedWithItsSecret(t *testing.T) {
	w := goodWorld()
	s := returning(t, w).pick("woodgrove").pick("Hand-off sheet")
	s.sees("Hand-off sheet of woodgrove", "Email This Issue > OAuth2 credentials", "Client Secret", "Token Endpoint URL")
	if view := s.m.View(); strings.Contains(view, canary[:6]) {
		t.Errorf("the secret is drawn:\n%s", view)
	}
	for s.m.at().line == nil || !s.m.at().line.Secret {
		s.keys("down")
	}
	s.keys("enter").sees("Copied.")
	if e := last[flow.CopySecret](t, w); e.Secret.Reveal() != canary {
		t.Error("another secret was copied")
	}
	if s.keys("esc"); !s.m.state.Values.Secret.Empty() || s.m.state.At != guide.StepCredential {
		t.Error("the secret is still held")
	}
}

func TestASheetWithoutItsSecretSaysSo(t *testing.T) {
	w := lockedWorld()
	s := returning(t, w).pick("woodgrove").pick("Hand-off sheet").sees("The keyring is locked.", "Token Endpoint URL")
	for s.m.at().line == nil || !s.m.at().line.Secret {
		s.keys("down")
	}
	s.keys("enter").sees("Not copied: the keyring did not give the secret.")
	if slices.ContainsFunc(w.effects, func(e flow.Effect) bool { _, copies := e.(flow.CopySecret); return copies }) {
		t.Error("nothing was copied over the clipboard")
	}
}

func TestRemovingAsksOnceAndReadsBack(t *testing.T) {
	w := goodWorld()
	s := returning(t, w).pick("woodgrove").pick("Remove it").sees("Remove woodgrove?", "❯ Keep it", "Microsoft does not show it again")
	s.pick("Keep it").sees("Hand-off sheet").pick("Remove it").pick("Remove it")
	if e := last[flow.RemoveCredential](t, w); e.Name != "woodgrove" {
		t.Errorf("removed %q", e.Name)
	}
	s.sees("Removed woodgrove from this computer.")
	if slices.Contains(s.rows(), "woodgrove") || slices.Contains(s.m.state.Taken, "woodgrove") {
		t.Errorf("still listed: %q", s.rows())
	}
}

func TestARemovalThatFailsSaysWhyAndKeepsTheCredential(t *testing.T) {
	w := goodWorld()
	s := returning(t, w).pick("woodgrove").pick("Remove it")
	w.keyring = lockedWorld().keyring
	s.pick("Remove it").sees("woodgrove", "The keyring is locked.")
	if s.keys("esc"); !slices.Contains(s.rows(), "woodgrove") {
		t.Errorf("listed %q", s.rows())
	}
}

func TestARemovalThatIsLeftSaysThatItMayHaveHappened(t *testing.T) {
	s := returning(t, goodWorld()).pick("woodgrove").pick("Remove it")
	s.hold = true
	s.pick("Remove it").sees("Removing it").keys("esc").sees("woodgrove may or may not be removed")
}

func TestTheLastOneRemovedLeavesTheQuestions(t *testing.T) {
	state := flow.Begin(today, []string{"contoso"})
	state.Saved = []flow.Credential{saved("contoso")}
	s := sitAt(t, goodWorld(), Config{State: state, Start: true}).pick("contoso").pick("Remove it").pick("Remove it")
	s.sees("Removed contoso", "What do you have?", "Nothing yet")
}

func TestPracticesOwnAppsAreNotListed(t *testing.T) {
	state := flow.Begin(today, []string{"good"})
	sample := saved("good")
	sample.Sample = true
	state.Saved = []flow.Credential{sample}
	sitAt(t, goodWorld(), Config{State: state, Start: true}).sees("What do you have?", "Nothing yet").pick("Mail that stopped").sees("good")
}
