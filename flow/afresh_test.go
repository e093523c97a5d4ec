package flow

import (
	"reflect"
	"slices"
	"testing"
)

// A sitting that begins anew holds to how the program was started: what is
// forgotten there could save in a dry run.
func TestNoSittingForgetsASetting(t *testing.T) {
	settings := Settings{Today: today}
	v := reflect.ValueOf(&settings).Elem()
	for i := range v.NumField() {
		switch f := v.Field(i); f.Kind() {
		case reflect.Bool:
			f.SetBool(true)
		case reflect.Int:
			f.SetInt(7)
		case reflect.String:
			f.SetString("http://127.0.0.1:7")
		case reflect.Struct: // the day
		default:
			t.Fatalf("no value for a setting of type %s", f.Type())
		}
	}
	ended := func() State {
		s := at(StepKeep)
		return drive(s, obliging, Keep{KeptNone})
	}
	waiting := Begin(today, nil)
	waiting.Waiters = waiters()
	for name, c := range map[string]struct {
		from  State
		event []Event
	}{
		"another tenant":       {ended(), []Event{Another{}}},
		"a diagnosis":          {Begin(today, nil), []Event{Broken{}}},
		"one after a tenant":   {ended(), []Event{Broken{}}},
		"a diagnosis, left":    {Diagnosis(today, nil), []Event{Began{}}},
		"other values":         {Diagnosis(today, nil), []Event{Began{Given: true}}},
		"a message":            {Begin(today, nil), []Event{Puzzled{}}},
		"a diagnosis after it": {Begin(today, nil), []Event{Puzzled{}, Broken{}}},
		"a picked one":         {Diagnosis(today, waiters()), []Event{Picked{"waits"}}},
		"one that waited":      {waiting, []Event{Resumed{"waits"}}},
	} {
		t.Run(name, func(t *testing.T) {
			s := c.from
			s.Settings = settings
			if s = drive(s, obliging, c.event...); s.Settings != settings {
				t.Errorf("the settings are %+v, not %+v", s.Settings, settings)
			}
		})
	}
}

func names(list []Credential) []string {
	var all []string
	for _, c := range list {
		all = append(all, c.Name)
	}
	return all
}

// What is saved stays at hand: that of before, and what this sitting has saved.
func TestWhatIsSavedStaysAtHand(t *testing.T) {
	begin := Begin(today, []string{"fabrikam"})
	begin.Saved = []Credential{{Name: "fabrikam", Guide: clientCredentials}}
	saved := walk(drive(begin, obliging, ChoseGuide{clientCredentials}), obliging, StepHandoff)
	if saved.Outcome != Saved {
		t.Fatalf("not saved: %s", saved.Outcome)
	}
	for name, s := range map[string]State{
		"after another tenant was begun": drive(saved, obliging, Another{}, Back{}, Back{}, Back{}, Broken{}),
		"at once":                        drive(saved, obliging, Broken{}),
	} {
		if got := names(s.Saved); s.At != StepWhich || !slices.Equal(got, []string{"fabrikam", "contoso"}) {
			t.Errorf("%s: at %s, to choose from %q", name, s.At, got)
		}
		if !s.Probed || !slices.Equal(s.Taken, []string{"fabrikam", "contoso"}) {
			t.Errorf("%s: keyring tried %v, taken %q", name, s.Probed, s.Taken)
		}
		s = drive(s, obliging, Picked{"contoso"})
		if s.Last == nil || s.Last.Verdict != Pass {
			t.Errorf("%s: the last good proof is %v", name, s.Last)
		}
	}
	again := Begin(today, nil)
	again.Saved, again.Waiters = []Credential{waiters()[0], {Name: "fabrikam", Guide: clientCredentials}}, waiters()
	again = drive(again, obliging, Resumed{"waits"})
	if got := names(again.Saved); !slices.Equal(got, []string{"waits", "fabrikam"}) {
		t.Errorf("after one that waited was taken up: %q", got)
	}
}

// "Nothing yet" is no diagnosis, even after one was looked at.
func TestADiagnosisIsLeftForARegistration(t *testing.T) {
	s := drive(Begin(today, nil), obliging, Broken{}, Began{})
	if s.Diagnosing || s.At != StepGuide || s.Given || !s.Fresh {
		t.Errorf("at %s, diagnosing %v, given %v, fresh %v", s.At, s.Diagnosing, s.Given, s.Fresh)
	}
}

// The answer given before comes first; the others keep their order.
func TestTheAbilitiesKeepTheirOrder(t *testing.T) {
	var got []Ability
	s := at(StepAbility)
	s.Answers.Ability = CantSay
	for _, o := range PageOf(s).Options {
		got = append(got, o.Event.(ChoseAbility).Ability)
	}
	if want := []Ability{CantSay, CanBoth, CanRegister, CanNeither}; !slices.Equal(got, want) {
		t.Errorf("the order is %q, want %q", got, want)
	}
}

// A registration that begins after a diagnosis never saves over what was picked,
// changed or not.
func TestARegistrationNeverReplacesWhatWasDiagnosed(t *testing.T) {
	book := []Credential{{Name: "fabrikam", Guide: clientCredentials, Use: Both, ClientID: goodClient, Tenant: goodTenant, Cloud: Global, Expires: "2027-01-01"}}
	for name, change := range map[string][]Event{
		"nothing changed": nil,
		"a client ID":     {Typed{FieldClientID, visitState}},
		"a secret":        {TypedSecret{NewSecret(canary + "x")}},
	} {
		begin := Begin(today, []string{"fabrikam"})
		begin.Saved = book
		s := drive(begin, obliging, append([]Event{Broken{}, Picked{"fabrikam"}}, change...)...)
		for s.At != StepWhich {
			s = drive(s, obliging, Back{})
		}
		s = drive(s, obliging, Began{})
		if s.At != StepGuide || s.Diagnosing || s.Kept != "" || s.Original.Name != "" || s.Last != nil || s.Answers.Name != "" {
			t.Fatalf("%s: at %s, diagnosing %v, kept %q, name %q", name, s.At, s.Diagnosing, s.Kept, s.Answers.Name)
		}
		s = walk(drive(s, obliging, ChoseGuide{clientCredentials}), obliging, StepKeep)
		if _, effects := Next(s, Keep{Saved}); len(effects) != 1 || effects[0].(SaveCredential).Replace || effects[0].(SaveCredential).Credential.Name == "fabrikam" {
			t.Errorf("%s: %+v", name, effects)
		}
	}
}
