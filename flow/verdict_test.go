package flow_test

import (
	"slices"
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/wire"
)

// tested is a session after a test that this answers.
func tested(s flow.State, grant wire.Grant) flow.State {
	return drive(s, func(e flow.Effect) flow.Event {
		if f, ok := e.(flow.FetchToken); ok {
			return flow.TokenSeen{Attempt: f.Attempt, Grant: grant}
		}
		return obliging(e)
	}, flow.Retry{})
}

func refusal(code int) wire.Grant { return wire.Grant{Reply: refusedWith(401, code)} }

func TestTheBestActionComesFirst(t *testing.T) {
	lacking := granted("User.Read.All", "Mail.ReadWrite")
	for name, c := range map[string]struct {
		grant wire.Grant
		label string
		event flow.Event
	}{
		"an expired secret":     {refusal(7000222), "Enter a new secret", flow.Jump{To: guide.StepSecret}},
		"a wrong secret":        {refusal(7000215), "Enter the secret again", flow.Jump{To: guide.StepSecret}},
		"a wrong ID":            {refusal(700016), "Change the client ID", flow.Jump{To: guide.StepClientID}},
		"no consent":            {granted(), "Test again", flow.Retry{}},
		"a disabled app":        {refusal(7000112), "Test again", flow.Retry{}},
		"a permission lacks":    {lacking, "Go back to: Permissions", flow.Jump{To: guide.StepPermission}},
		"the network":           {wire.Grant{Reply: failed(wire.DNS)}, "Test again", flow.Retry{}},
		"what nobody knows yet": {refusal(5999999), "Test again", flow.Retry{}},
	} {
		t.Run(name, func(t *testing.T) {
			s := tested(at(guide.StepVerify), c.grant)
			best := page.Of(s).Options[0]
			if best.Label != c.label || best.Event != c.event {
				t.Errorf("%q first, %+v", best.Label, best.Event)
			}
		})
	}
}

func TestAWrongValueIsEnteredWhereTheSessionAsksForIt(t *testing.T) {
	s := given(clientCredentials, guide.StepVerify)
	for code, field := range map[int]finding.FieldID{7000215: guide.FieldSecret, 700016: guide.FieldClientID} {
		failed := tested(s, refusal(code))
		best := page.Of(failed).Options[0]
		back := drive(failed, obliging, best.Event)
		if p := page.Of(back); back.At != guide.StepValues || p.Focus != field {
			t.Errorf("%d: %q leads to %s, at the field %q", code, best.Label, back.At, p.Focus)
		}
	}
}

func TestAnothersMoveOffersTheRequestSecond(t *testing.T) {
	s := tested(at(guide.StepVerify), granted())
	second := page.Of(s).Options[1]
	if second.Label != "Write the request" || second.Note != "for an administrator" || second.Event != (flow.AskOthers{Show: true}) {
		t.Errorf("%+v", second)
	}
}

// TestNoCheckMovesAsItsResultComesIn: each check has its line from the start.
func TestNoCheckMovesAsItsResultComesIn(t *testing.T) {
	names := func(s flow.State) []finding.Check {
		var list []finding.Check
		for _, l := range page.Of(s).Verdict.Checks {
			list = append(list, l.Check)
		}
		return list
	}
	running := proving()
	half, _ := flow.Next(running, flow.TenantSeen{Attempt: running.Attempt, Discovery: discovered()})
	for name, s := range map[string]flow.State{
		"at first": running, "half way": half, "passed": at(guide.StepVerify), "refused": tested(at(guide.StepVerify), refusal(7000222)),
	} {
		s.At = guide.StepVerify
		if got := names(s); !slices.Equal(got, finding.Checks) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestAVerdictSaysWhatAndWhoOnce(t *testing.T) {
	for name, c := range map[string]struct {
		grant        wire.Grant
		status       finding.Status
		title, whose string
	}{
		"it works":      {granted("User.Read.All", "Mail.ReadWrite", "Mail.Send"), finding.Pass, "It works", "Microsoft issued a token"},
		"no consent":    {granted(), finding.Fail, "Admin consent is missing", "Who can fix it: Privileged Role Administrator"},
		"expired":       {refusal(7000222), finding.Fail, "The client secret has expired", "You can fix it."},
		"no network":    {wire.Grant{Reply: failed(wire.DNS)}, finding.Undecided, "Microsoft's host can't be found", "whoever runs the network"},
		"busy":          {wire.Grant{Reply: answered(503)}, finding.Undecided, "Microsoft's service has a problem", "Who can fix it: Microsoft."},
		"stopped":       {wire.Grant{Reply: failed(wire.Abandoned)}, finding.Undecided, "The test was stopped", ""},
		"a right more":  {granted("User.Read.All", "Mail.ReadWrite", "Mail.Send", "Mail.Read"), finding.Warn, "It works, with a note", "Who can fix it: "},
		"not an answer": {refusal(5999999), finding.Undecided, "The cause is not known", "Microsoft refused"},
	} {
		t.Run(name, func(t *testing.T) {
			v := page.Of(tested(at(guide.StepVerify), c.grant)).Verdict
			says := strings.Join(v.Says, " ")
			if v.Status != c.status || v.Title != c.title || !strings.Contains(says, c.whose) {
				t.Errorf("%s, %q: %q", v.Status, v.Title, v.Says)
			}
			if strings.Contains(says, v.Title+".") {
				t.Errorf("%q is said twice", v.Title)
			}
		})
	}
}

// TestNothingUnprovenIsDone: the steps behind a test that failed, and what was
// saved unproven, never show as done.
func TestNothingUnprovenIsDone(t *testing.T) {
	failed := tested(at(guide.StepVerify), refusal(7000222))
	for name, s := range map[string]flow.State{
		"refused": failed, "saved": drive(failed, obliging, flow.Keep{How: flow.Unverified}), "not kept": drive(failed, obliging, flow.Keep{How: flow.KeptNone}),
	} {
		statuses := page.StepStatuses(s)
		for i, step := range s.Steps() {
			switch step.ID {
			case guide.StepVerify, guide.StepHandoff:
				if statuses[i] == finding.Pass {
					t.Errorf("%s: %s shows as done", name, step.ID)
				}
			}
		}
	}
}
