package store

import (
	"strings"
	"testing"
)

// alterations are ways in which a keyring may change a value.
var alterations = map[string]func(string) string{
	"cuts at 8":            func(s string) string { return s[:min(8, len(s))] },
	"cuts at 39":           func(s string) string { return s[:min(39, len(s))] },
	"cuts at 255":          func(s string) string { return s[:min(255, len(s))] },
	"lower case":           strings.ToLower,
	"upper case":           strings.ToUpper,
	"adds a byte":          func(s string) string { return s + " " },
	"drops a ~":            func(s string) string { return strings.ReplaceAll(s, "~", "") },
	"encodes a sign":       func(s string) string { return strings.NewReplacer("~", "%7E", "!", "%21", "'", `\'`).Replace(s) },
	"takes - for _":        func(s string) string { return strings.ReplaceAll(s, "_", "-") },
	"drops digits":         func(s string) string { return strings.Trim(s, "0123456789") },
	"keeps an empty value": func(string) string { return "" },
}

func altering(how func(string) string) lies {
	return lies{set: func(f *faulty, a, s string) error { f.put(a, how(s)); return nil }}
}

func TestAReplacementInAKeyringThatAltersCostsNothing(t *testing.T) {
	for sentence, how := range alterations {
		for form, secret := range map[string]string{
			"Entra's": newSecret, "a long one": strings.Repeat(newSecret, 8), "one with signs": "nEw!" + strings.Repeat("x'y", 12),
		} {
			if how(secret) == secret {
				continue
			}
			t.Run(sentence+", "+form, func(t *testing.T) {
				f := &faulty{kept: map[string]string{}}
				s := OpenMemory(guarded(f))
				wantKind(t, "", s.Save(t.Context(), Entry{Registration: Registration{ClientID: "old"}, Slug: "a"}, oldSecret, false))
				f.lies = altering(how)
				err := s.Save(t.Context(), Entry{Registration: Registration{ClientID: "new"}, Slug: "a"}, secret, true)
				wantKind(t, NotKept, err)
				wantUnsure(t, false, err)
				e, kept, err := s.Open(t.Context(), "a")
				if err != nil || kept != oldSecret || e.ClientID != "old" || e.Unsettled {
					t.Errorf("%+v with %q (%v)", e, kept, err)
				}
				wantKind(t, NotKept, s.Save(t.Context(), Entry{Slug: "b"}, secret, false))
				if _, err := s.Find("b"); KindOf(err) != NotFound {
					t.Errorf("b is listed (%v)", err)
				}
			})
		}
	}
}

func TestAProbeOfTheWizardFindsEveryAlteration(t *testing.T) {
	for sentence, how := range alterations {
		if how(newSecret) == newSecret {
			continue
		}
		t.Run(sentence, func(t *testing.T) {
			wantKind(t, NotKept, OpenMemory(guarded(&faulty{lies: altering(how), kept: map[string]string{}})).Probe(t.Context()))
		})
	}
}

// TestALostOldSecretIsReported alters values from the write of the real
// secret on, which no probe can foresee.
func TestALostOldSecretIsReported(t *testing.T) {
	for sentence, c := range map[string]struct {
		set   func(f *faulty, a, s string) error
		holds string // what the message says is held
	}{
		"altered":     {func(f *faulty, a, s string) error { f.put(a, s[:20]); return nil }, "an altered value"},
		"swallowed":   {func(f *faulty, a, _ string) error { f.mu.Lock(); delete(f.kept, a); f.mu.Unlock(); return nil }, "holds nothing"},
		"lower cased": {func(f *faulty, a, s string) error { f.put(a, strings.ToLower(s)); return nil }, "an altered value"},
	} {
		t.Run(sentence, func(t *testing.T) {
			f := &faulty{kept: map[string]string{}}
			s := OpenMemory(guarded(f))
			wantKind(t, "", s.Save(t.Context(), Entry{Registration: Registration{ClientID: "old"}, Slug: "a"}, oldSecret, false))
			f.set = func(f *faulty, a, v string) error {
				if a != "a" {
					f.put(a, v)
					return nil
				}
				return c.set(f, a, v)
			}
			err := s.Save(t.Context(), Entry{Registration: Registration{ClientID: "new"}, Slug: "a"}, newSecret, true)
			wantKind(t, Lost, err)
			wantUnsure(t, false, err)
			if !strings.Contains(err.Error(), c.holds) {
				t.Errorf("%q does not say that the keyring %s", err, c.holds)
			}
			if e, err := s.Find("a"); err != nil || !e.Lost || e.Unsettled || e.ClientID != "old" {
				t.Errorf("listed as %+v (%v)", e, err)
			}
			_, secret, err := s.Open(t.Context(), "a")
			if kind := KindOf(err); kind != Lost && kind != Missing || secret != "" {
				t.Errorf("opened with %q (%v)", secret, err)
			}
			f.lies = lies{}
			wantKind(t, "", s.Save(t.Context(), Entry{Registration: Registration{ClientID: "new"}, Slug: "a"}, newSecret, true))
			if e, secret, err := s.Open(t.Context(), "a"); err != nil || e.Lost || secret != newSecret {
				t.Errorf("%+v with %q (%v)", e, secret, err)
			}
		})
	}
}
