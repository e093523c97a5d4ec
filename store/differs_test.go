package store

import "testing"

func TestASecretOfAnotherHintDiffers(t *testing.T) {
	for sentence, c := range map[string]struct {
		hint, held string
		differs    bool
	}{
		"the one that was saved":            {"oLd", oldSecret, false},
		"another one":                       {"oLd", newSecret, true},
		"one too short for a hint":          {"oLd", "short", true},
		"an index that knows no hint":       {"", oldSecret, false},
		"a short one, saved without a hint": {"", "short", false},
	} {
		t.Run(sentence, func(t *testing.T) {
			m := NewMemory()
			s := OpenMemory(m)
			wantKind(t, "", s.write(index{}.keep(Entry{Slug: "a", SecretHint: c.hint})))
			wantKind(t, "", m.Set(t.Context(), "a", c.held))
			e, secret, err := s.Open(t.Context(), "a")
			if err != nil || secret != c.held || e.Differs != c.differs {
				t.Errorf("%+v with %q (%v)", e, secret, err)
			}
		})
	}
}

func TestACheckRenewsTheHint(t *testing.T) {
	for sentence, c := range map[string]struct {
		verdict   string
		meanwhile func(*testing.T, *Store)
		hint      string
		differs   bool // still, when it is opened again
		expires   string
	}{
		"one that passes":            {verdict: "pass", hint: "nEw"},
		"a warning":                  {verdict: "warn", hint: "nEw"},
		"a failure does not":         {verdict: "fail", hint: "oLd", differs: true, expires: "2027-11-21"},
		"one that decided nothing":   {verdict: "unknown", hint: "oLd", differs: true, expires: "2027-11-21"},
		"not where it is saved anew": {"pass", func(t *testing.T, s *Store) { wantKind(t, "", s.Save(t.Context(), full("a"), canary, true)) }, "cAn", false, "2027-11-21"},
	} {
		t.Run(sentence, func(t *testing.T) {
			m := NewMemory()
			s := OpenMemory(m)
			wantKind(t, "", s.Save(t.Context(), full("a"), oldSecret, false))
			wantKind(t, "", m.Set(t.Context(), "a", newSecret))
			opened, _, err := s.Open(t.Context(), "a")
			if err != nil || !opened.Differs {
				t.Fatalf("%+v (%v)", opened, err)
			}
			if c.meanwhile != nil {
				c.meanwhile(t, s)
			}
			wantKind(t, "", s.NoteCheck(t.Context(), "a", Check{Verification: Verification{At: tuesday, Verdict: c.verdict}, Of: &opened}))
			e, _, err := s.Open(t.Context(), "a")
			if err != nil || e.SecretHint != c.hint || e.Differs != c.differs || e.Expires != c.expires {
				t.Errorf("%+v (%v)", e, err)
			}
			if listed, _ := s.Find("a"); listed.LastCheck.Differs != c.differs {
				t.Errorf("the proof says differs %v", listed.LastCheck.Differs)
			}
		})
	}
}
