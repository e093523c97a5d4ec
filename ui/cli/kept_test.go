package cli

import (
	"reflect"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/store"
	"mailgrant/ui/run"
)

// filled sets every text, list and switch of v.
func filled(t *testing.T, v any) {
	t.Helper()
	s := reflect.ValueOf(v).Elem()
	for i := range s.NumField() {
		name, f := s.Type().Field(i).Name, s.Field(i)
		switch f.Interface().(type) {
		case string:
			f.SetString("the " + name)
		case []string:
			f.Set(reflect.ValueOf([]string{name + " 1", name + " 2"}))
		case bool:
			f.SetBool(true)
		case time.Time:
			f.Set(reflect.ValueOf(time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)))
		default:
			t.Fatalf("%s is a %s: the index keeps texts, lists of texts, switches and times", name, f.Type())
		}
	}
}

// A field of a credential that the index loses is gone for good.
func TestEveryFieldOfACredentialComesBackFromTheIndex(t *testing.T) {
	c := flow.Credential{Use: value.Outgoing, Cloud: value.USGov, Unverified: true, ResumeAt: guide.StepConsent, Rights: flow.CanRegister}
	filled(t, &c.Registration)
	filled(t, &c.Verification)
	c.Name = "contoso"
	dir := t.TempDir()
	if err := store.OpenDir(dir, store.NewMemory()).Save(t.Context(), run.EntryOf(c), "0123456789abcdefghij", false); err != nil {
		t.Fatal(err)
	}
	e, err := store.OpenDir(dir, store.NewMemory()).Find("contoso")
	if err != nil {
		t.Fatal(err)
	}
	if got := run.CredentialOf(e); !reflect.DeepEqual(got, c) {
		t.Errorf("kept\n%+v\ncame back\n%+v", c, got)
	}
	if got := run.CredentialOf(e).Values().Registration; !reflect.DeepEqual(got, c.Registration) {
		t.Errorf("the values are %+v", got)
	}
}

// What is saved of values has all of their fields: a forgotten one would be
// asked for again at the next check.
func TestEveryFieldOfTheValuesIsKept(t *testing.T) {
	lost := map[string]bool{}
	for _, s := range run.PracticeSamples(time.Now(), nil) {
		kept := reflect.ValueOf(s.Values.Kept())
		for i := range kept.NumField() {
			name := kept.Type().Field(i).Name
			before, known := lost[name]
			lost[name] = kept.Field(i).IsZero() && (before || !known)
		}
	}
	for name, lost := range lost {
		if lost {
			t.Errorf("no app's %s is kept", name)
		}
	}
}
