package flow_test

import (
	"slices"
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
)

// TestAPastEndDateKeepsNoTestBack: of given values it is a warning beside its
// field, and the test runs.
func TestAPastEndDateKeepsNoTestBack(t *testing.T) {
	for _, diagnosing := range []bool{false, true} {
		s := given(clientCredentials, guide.StepVerify)
		s.Diagnosing = diagnosing
		s = drive(s, obliging, flow.Jump{To: guide.StepValues}, flow.Typed{Field: guide.FieldExpires, Text: "2026-11-20"})
		if doubt := page.Doubts(s, page.Of(s).Fields)[guide.FieldExpires]; doubt.Status != finding.Warn {
			t.Errorf("diagnosing %t: beside the field: %+v", diagnosing, doubt)
		}
		if s = drive(s, refusing(7000222), flow.ChoseUse{Use: value.Both}); s.At != guide.StepVerify || !s.Settled() {
			t.Errorf("diagnosing %t: at %s, %v", diagnosing, s.At, s.Problems)
		}
	}
}

// TestAPastEndDateIsAskedAboutOnce: of a secret that was just created it is likely
// a slip, and the way on is named.
func TestAPastEndDateIsAskedAboutOnce(t *testing.T) {
	s := drive(expiring("2026-11-20"), obliging, flow.Continue{})
	options := page.Of(s).Options
	i := slices.IndexFunc(options, func(o page.Option) bool { return o.Label == "It really ended then: go on" })
	if s.At != guide.StepSecret || i < 0 {
		t.Fatalf("at %s: %+v", s.At, options)
	}
	if s = drive(s, obliging, options[i].Event); s.At == guide.StepSecret {
		t.Errorf("stays: %v", s.Problems)
	}
}

// TestANewSecretHasAnotherEnd: typed or pasted, it does not inherit the old one's
// date; the same secret again keeps it.
func TestANewSecretHasAnotherEnd(t *testing.T) {
	const other = "nEw8Q~CanaryDoNotPrint.0123456789abcde_f"
	expired := func() flow.State {
		s := drive(at(guide.StepSecret), obliging, flow.TypedSecret{Secret: value.NewSecret(canary)}, flow.Typed{Field: guide.FieldExpires, Text: "2027-01-01"})
		return drive(s, refusing(7000222), flow.Continue{})
	}
	s := drive(expired(), obliging, flow.Jump{To: guide.StepSecret})
	if s.At != guide.StepSecret || s.Values.Expires == "" {
		t.Fatalf("at %s, ends %q", s.At, s.Values.Expires)
	}
	for name, event := range map[string]flow.Event{
		"typed": flow.TypedSecret{Secret: value.NewSecret(other)}, "pasted": flow.TypedSecret{Secret: value.NewSecret(other), Pasted: true},
		"begun": flow.TypedSecret{Secret: value.NewSecret("")},
	} {
		next := drive(s, obliging, event)
		if next.Values.Expires != "" {
			t.Errorf("%s: ends %q", name, next.Values.Expires)
		}
		if back := drive(next, obliging, flow.TypedSecret{Secret: value.NewSecret(canary)}); back.Values.Expires != "2027-01-01" {
			t.Errorf("%s, and back: ends %q", name, back.Values.Expires)
		}
	}
	if dated := drive(s, obliging, flow.Pasted{Field: guide.FieldSecret, Text: value.NewSecret("Client secret: " + other + "\nExpires: 2028-02-02\nClient ID: " + goodClient)}, flow.PutPasted{}); dated.Values.Expires != "2028-02-02" {
		t.Errorf("pasted with its date: ends %q", dated.Values.Expires)
	}
	wrong := drive(drive(at(guide.StepSecret), obliging, flow.TypedSecret{Secret: value.NewSecret(canary)}, flow.Typed{Field: guide.FieldExpires, Text: "2027-01-01"}), refusing(7000215), flow.Continue{})
	wrong = drive(wrong, obliging, flow.Jump{To: guide.StepSecret}, flow.TypedSecret{Secret: value.NewSecret(other)})
	if wrong.Values.Expires != "2027-01-01" {
		t.Errorf("the same secret, entered again: ends %q", wrong.Values.Expires)
	}
}

// TestWhatMayBeEmptyIsNotRefused beside a field.
func TestWhatMayBeEmptyIsNotRefused(t *testing.T) {
	s := drive(given(clientCredentials, guide.StepValues), obliging, flow.Continue{})
	s.Values.TokenEndpoint, s.Values.Organization, s.Discovered = "", "", false
	if doubt, found := page.Doubts(s, page.Of(s).Fields)[guide.FieldToken]; found {
		t.Errorf("%+v", doubt)
	}
}

func TestABadRedirectURIKeepsTheRequestBack(t *testing.T) {
	s := drive(neither(clientCredentials, guide.StepRequest), obliging, flow.Typed{Field: guide.FieldRedirect, Text: "jira.example"})
	for _, e := range []flow.Event{flow.AskOthers{}, flow.AskOthers{File: true}, flow.SaveWaiting{}} {
		next, effects := flow.Next(s, e)
		if len(effects) > 0 || len(next.Problems) != 1 || next.Problems[0].Field != guide.FieldRedirect {
			t.Errorf("%#v: %v, %v", e, effects, next.Problems)
		}
	}
	empty := page.Of(drive(neither(authCode, guide.StepRequest), obliging, flow.Typed{Field: guide.FieldRedirect}))
	if !strings.Contains(strings.Join(empty.Notes, " "), "the request says that you send it") || !strings.Contains(empty.Request, "I send it to you") {
		t.Errorf("notes %q", empty.Notes)
	}
}

func TestTheRolesToHaveAreThoseForWhatOneWillDo(t *testing.T) {
	for rights, consents := range map[form.Rights]bool{flow.CanBoth: true, flow.CantSay: true, flow.CanRegister: false} {
		s := at(guide.StepReady)
		s.Values.Rights = rights
		says := strings.Join(page.Of(s).Do, "\n")
		if strings.Contains(says, "to consent") != consents || !strings.Contains(says, "Application Developer to register") {
			t.Errorf("%s: %s", rights, says)
		}
	}
}

func TestTheAppThatSomebodyRegisteredIsNotCalledByTheGuidesName(t *testing.T) {
	s := drive(given(clientCredentials, guide.StepVerify), refusing(7000222), flow.Retry{})
	if path := page.Of(s).Path; !strings.HasPrefix(path, "your app > ") {
		t.Error(path)
	}
}

// TestALookUpThatFoundItIsNotOfferedAgain, whatever else is refused.
func TestALookUpThatFoundItIsNotOfferedAgain(t *testing.T) {
	s := drive(given(clientCredentials, guide.StepVerify), obliging, flow.Jump{To: guide.StepValues}, flow.Typed{Field: guide.FieldClientID, Text: "x"}, flow.ChoseUse{Use: value.Both})
	if len(s.Problems) == 0 || len(s.Discoveries) == 0 {
		t.Fatalf("at %s", s.At)
	}
	for _, o := range page.Of(s).Options {
		if o.Event == (flow.Retry{}) {
			t.Errorf("%+v", o)
		}
	}
}
