package run

import (
	"context"
	"strings"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

var today = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

// hanging answers a call only when its wait is left.
func hanging(ctx context.Context, e flow.Effect) flow.Event {
	<-ctx.Done()
	return Broken(e, "left")
}

// explaining is a session that waits for the meaning of a message.
func explaining(t *testing.T, do flow.Doer) (*Driver, Job) {
	t.Helper()
	d := New(t.Context(), flow.Begin(today, nil), do)
	d.Send(flow.StartExplain{})
	d.Send(flow.Typed{Field: guide.FieldMessage, Text: "AADSTS7000222"})
	calls, acts := d.Send(flow.Continue{})
	if len(calls) != 1 || len(acts) != 0 || !d.State().Busy() {
		t.Fatalf("%d calls, %d acts, %s", len(calls), len(acts), d.State().Phase)
	}
	return d, calls[0]
}

func TestACallEndsWhenItsWaitIsLeftAndBringsNothing(t *testing.T) {
	for name, leave := range map[string]func(*Driver){
		"the person leaves":  func(d *Driver) { d.Send(flow.Leave{}) },
		"the program closes": func(d *Driver) { d.Stop() },
	} {
		t.Run(name, func(t *testing.T) {
			d, job := explaining(t, hanging)
			leave(d)
			if e := job(); e != nil {
				t.Errorf("got %+v", e)
			}
		})
	}
}

// Otherwise a test at its time limit would wait forever.
func TestTheEndOfTheProgramIsAnAnswer(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := flow.Examination(form.Values{
		Registration: form.Registration{
			Guide: "email-this-issue-client-credentials", ClientID: "00001111-aaaa-2222-bbbb-3333cccc4444",
			TokenEndpoint: "https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token",
		},
		Use:    value.Both,
		Secret: value.NewSecret("aB38Q~not-a-secret-but-as-long-as-one.123"),
	}, today)
	if s = New(ctx, s, hanging).Settle(flow.Retry{}); s.Busy() || !s.Results.Asked {
		t.Errorf("%s, asked %v", s.Phase, s.Results.Asked)
	}
}

func TestAPanicIsAnEventWithoutWhatItQuotes(t *testing.T) {
	d, job := explaining(t, func(context.Context, flow.Effect) flow.Event { panic("the secret is aB3") })
	d.Send(job())
	s := d.State()
	if s.Busy() || s.Explained == nil || !strings.Contains(s.Explained.Candidates[0].Says, "mailgrant itself failed") {
		t.Fatalf("%s: %+v", s.Phase, s.Explained)
	}
	if strings.Contains(s.Explained.Candidates[0].Says, "aB3") {
		t.Error("the finding quotes the panic")
	}
	told := New(t.Context(), s, func(context.Context, flow.Effect) flow.Event { panic("x") }).Act(flow.CopyText{})()
	if _, ok := told.(flow.Told); !ok {
		t.Errorf("an act is answered with %T", told)
	}
}

func TestAnActOutlivesTheWaitAndIsTold(t *testing.T) {
	d, _ := explaining(t, func(ctx context.Context, _ flow.Effect) flow.Event { return flow.Told{Says: "copied"} })
	job := d.Act(flow.CopyText{Text: "x"})
	d.Send(flow.Leave{})
	if got := job(); got != (flow.Told{Says: "copied"}) {
		t.Errorf("%+v", got)
	}
}

func TestAnotherAttemptIsAWaitOfItsOwn(t *testing.T) {
	d, first := explaining(t, hanging)
	d.Send(flow.Leave{})
	d.Send(flow.Continue{})
	if e := first(); e != nil {
		t.Errorf("the first call returned %+v", e)
	}
	if d.wait.Err() != nil {
		t.Error("the second call was cancelled, too")
	}
	d.Stop()
}
