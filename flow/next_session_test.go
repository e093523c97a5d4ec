package flow_test

import (
	"reflect"
	"slices"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
)

// A new session keeps the settings that the program was started with. If it
// forgot one, a dry run could save.
func TestNoSessionForgetsASetting(t *testing.T) {
	settings := form.Settings{Today: today}
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
		case reflect.Pointer: // one's own guide
			f.Set(reflect.New(f.Type().Elem()))
		default:
			t.Fatalf("no value for a setting of type %s", f.Type())
		}
	}
	ended := func() flow.State {
		s := at(guide.StepVerify)
		return drive(s, obliging, flow.Keep{How: flow.KeptNone})
	}
	waiting := flow.Begin(today, nil)
	waiting.Pending = pendingCredentials()
	for name, c := range map[string]struct {
		from  flow.State
		event []flow.Event
	}{
		"another tenant":       {ended(), []flow.Event{flow.NextTenant{}}},
		"a diagnosis":          {flow.Begin(today, nil), []flow.Event{flow.StartDiagnosis{}}},
		"one after a tenant":   {ended(), []flow.Event{flow.StartDiagnosis{}}},
		"a diagnosis, left":    {flow.Diagnosis(today, nil), []flow.Event{flow.StartSetup{}}},
		"other values":         {flow.Diagnosis(today, nil), []flow.Event{flow.StartSetup{Given: true}}},
		"a message":            {flow.Begin(today, nil), []flow.Event{flow.StartExplain{}}},
		"a diagnosis after it": {flow.Begin(today, nil), []flow.Event{flow.StartExplain{}, flow.StartDiagnosis{}}},
		"a picked one":         {flow.Diagnosis(today, pendingCredentials()), []flow.Event{flow.SelectSaved{Name: "waits"}}},
		"one that waited":      {waiting, []flow.Event{flow.Resume{Name: "waits"}}},
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

func names(list []flow.Credential) []string {
	var all []string
	for _, c := range list {
		all = append(all, c.Name)
	}
	return all
}

// What is saved stays available: earlier credentials, and those that this
// session saved.
func TestWhatIsSavedStaysAtHand(t *testing.T) {
	begin := flow.Begin(today, []string{"fabrikam"})
	begin.Saved = []flow.Credential{{Registration: form.Registration{Name: "fabrikam", Guide: clientCredentials}}}
	saved := walk(drive(begin, obliging, flow.ChoseGuide{ID: clientCredentials}), obliging, guide.StepHandoff)
	if saved.Outcome != flow.Saved {
		t.Fatalf("not saved: %s", saved.Outcome)
	}
	for name, s := range map[string]flow.State{
		"after another tenant was begun": drive(saved, obliging, flow.NextTenant{}, flow.Back{}, flow.Back{}, flow.Back{}, flow.StartDiagnosis{}),
		"at once":                        drive(saved, obliging, flow.StartDiagnosis{}),
	} {
		if got := names(s.Saved); s.At != guide.StepWhich || !slices.Equal(got, []string{"fabrikam", "contoso"}) {
			t.Errorf("%s: at %s, to choose from %q", name, s.At, got)
		}
		if !s.Probed || !slices.Equal(s.Taken, []string{"fabrikam", "contoso"}) {
			t.Errorf("%s: keyring tried %v, taken %q", name, s.Probed, s.Taken)
		}
		s = drive(s, obliging, flow.SelectSaved{Name: "contoso"})
		if s.Last == nil || s.Last.Verdict != string(finding.Pass) {
			t.Errorf("%s: the last verification that passed is %v", name, s.Last)
		}
	}
	again := flow.Begin(today, nil)
	again.Saved, again.Pending = []flow.Credential{pendingCredentials()[0], {Registration: form.Registration{Name: "fabrikam", Guide: clientCredentials}}}, pendingCredentials()
	again = drive(again, obliging, flow.Resume{Name: "waits"})
	if got := names(again.Saved); !slices.Equal(got, []string{"waits", "fabrikam"}) {
		t.Errorf("after one that waited was taken up: %q", got)
	}
}

// "Nothing yet" is not a diagnosis, even after one was started.
func TestADiagnosisIsLeftForARegistration(t *testing.T) {
	s := drive(flow.Begin(today, nil), obliging, flow.StartDiagnosis{}, flow.StartSetup{})
	if s.Diagnosing || s.At != guide.StepGuide || s.Given || !s.Fresh {
		t.Errorf("at %s, diagnosing %v, given %v, fresh %v", s.At, s.Diagnosing, s.Given, s.Fresh)
	}
}

// The earlier choice is the usual one, and moves nothing.
func TestTheRightsKeepTheirOrder(t *testing.T) {
	var got []form.Rights
	s := drive(at(guide.StepTenant), obliging, flow.Typed{Field: guide.FieldOrganization, Text: "support@contoso.com"}, flow.Continue{})
	s.Values.Rights = flow.CantSay
	p := page.Of(s)
	if p.Options[p.Usual()].Event != (flow.ChoseRights{Rights: flow.CantSay}) {
		t.Errorf("the usual one is %+v", p.Options[p.Usual()])
	}
	for _, o := range p.Options {
		if e, ok := o.Event.(flow.ChoseRights); ok {
			got = append(got, e.Rights)
		}
	}
	if want := []form.Rights{flow.CanBoth, flow.CanRegister, flow.CanNeither, flow.CantSay}; !slices.Equal(got, want) {
		t.Errorf("the order is %q, want %q", got, want)
	}
}

// A registration after a diagnosis never overwrites the credential that was
// selected, changed or not.
func TestARegistrationNeverReplacesWhatWasDiagnosed(t *testing.T) {
	book := []flow.Credential{{Registration: form.Registration{Name: "fabrikam", Guide: clientCredentials, ClientID: goodClient, Tenant: goodTenant, Expires: "2027-01-01"}, Use: value.Both, Cloud: value.Global}}
	for name, change := range map[string][]flow.Event{
		"nothing changed": nil,
		"a client ID":     {flow.Typed{Field: guide.FieldClientID, Text: visitState}},
		"a secret":        {flow.TypedSecret{Secret: value.NewSecret(canary + "x")}},
	} {
		begin := flow.Begin(today, []string{"fabrikam"})
		begin.Saved = book
		s := drive(begin, obliging, append([]flow.Event{flow.StartDiagnosis{}, flow.SelectSaved{Name: "fabrikam"}}, change...)...)
		for s.At != guide.StepWhich {
			s = drive(s, obliging, flow.Back{})
		}
		s = drive(s, obliging, flow.StartSetup{})
		if s.At != guide.StepGuide || s.Diagnosing || s.Kept != "" || s.Original.Name != "" || s.Last != nil || s.Values.Name != "" {
			t.Fatalf("%s: at %s, diagnosing %v, saved as %q, name %q", name, s.At, s.Diagnosing, s.Kept, s.Values.Name)
		}
		s = walk(drive(s, obliging, flow.ChoseGuide{ID: clientCredentials}), obliging, guide.StepVerify)
		if _, effects := flow.Next(s, flow.Keep{How: flow.Saved}); len(effects) != 1 || effects[0].(flow.SaveCredential).Replace || effects[0].(flow.SaveCredential).Credential.Name == "fabrikam" {
			t.Errorf("%s: %+v", name, effects)
		}
	}
}

// A test of one credential says nothing about the next one.
func TestEachSelectedCredentialIsTested(t *testing.T) {
	good, bad := pendingCredentials()[0], pendingCredentials()[0]
	good.Name, bad.Name = "good", "bad"
	tested := 0
	do := func(e flow.Effect) flow.Event {
		if _, ok := e.(flow.FetchToken); ok {
			tested++
		}
		return obliging(e)
	}
	s := drive(flow.Diagnosis(today, []flow.Credential{good, bad}), do, flow.SelectSaved{Name: "good"}, flow.Back{}, flow.Back{}, flow.SelectSaved{Name: "bad"})
	if tested != 2 || s.Kept != "bad" || s.At != guide.StepVerify {
		t.Errorf("%d tests, at %s of %q", tested, s.At, s.Kept)
	}
}
