package wizard

import (
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/wire"
)

// wordy is a finding that takes more lines than a small window has.
func wordy() *finding.Finding {
	long := strings.Repeat("It did not answer, and it may be locked or asked by another. ", 6)
	f := finding.New(finding.KeyringCheck, finding.KeyringTimeout, "The keyring says nothing. "+long, long, long)
	return &f
}

// The result of any wait is shown from its first line, in each window size;
// session checks the page after each.
func TestWhatAWaitBringsIsReadFromItsFirstLine(t *testing.T) {
	t.Parallel()
	expired := goodWorld().grant
	expired.Got, expired.Reply = false, refused(401, 7000222, "AADSTS7000222: expired").Reply
	for name, walk := range map[string]func(s *session){
		"all is well": func(s *session) { s.to(guide.StepHandoff) },
		"a keyring that can't be used": func(s *session) {
			s.w.keyring = wordy()
			s.to(guide.StepKeyring).pick("Try again").pick("Prove it and keep no copy").to(guide.StepHandoff)
		},
		"a secret that can't be saved": func(s *session) {
			s.to(guide.StepVerify)
			s.w.keyring = wordy()
			s.pick("Save it").pick("Save it")
			s.w.keyring = nil
			s.pick("Save it").to(guide.StepHandoff)
		},
		"a credential that can't be kept as waiting": func(s *session) {
			s.to(guide.StepConsent)
			s.w.keyring = wordy()
			s.keys("f7").pick("Save it as waiting")
		},
		"an organization that nobody knows": func(s *session) {
			s.to(guide.StepTenant)
			s.w.tenant = wire.Discovery{Reply: wire.Reply{Error: "invalid_tenant", Codes: []int{90002}, Evidence: finding.Evidence{HTTPStatus: 400}}}
			s.paste("support@contoso.com").pick("Look it up")
		},
		"a secret that has expired": func(s *session) {
			s.w.grant = expired
			s.to(guide.StepVerify).pick("Test again").pick("Save it unverified")
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, size := range sizes {
				s := sit(t, goodWorld())
				s.m.resize(size.w, size.h)
				walk(s)
			}
		})
	}
}

func TestWhatADiagnosisBringsIsReadFromItsFirstLine(t *testing.T) {
	for _, size := range sizes {
		w := expiredWorld()
		s := diagnose(t, w)
		s.m.resize(size.w, size.h)
		s.pick("contoso").pick("Enter a new secret")
		w.grant = goodWorld().grant
		s.paste(fresh).pick("Test it")
		w.keyring = wordy()
		s.pick("Replace the saved one")
		w.keyring = nil
		if s.pick("Replace the saved one"); s.m.state.At != guide.StepHandoff || s.m.offset != 0 {
			t.Errorf("at %s, line %d", s.m.state.At, s.m.offset)
		}
	}
}

func TestTheNotesOfOptionsAlign(t *testing.T) {
	t.Parallel()
	s := sit(t, goodWorld()).found()
	at := map[int]bool{}
	for _, l := range s.m.dock {
		for _, o := range s.m.page.Options {
			if before, _, ok := strings.Cut(l, o.Note); ok && o.Note != "" {
				at[lipgloss.Width(before)] = true
			}
		}
	}
	if len(at) != 1 {
		t.Errorf("the notes begin at %v:\n%s", at, s.m.View())
	}
}
