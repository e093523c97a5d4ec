package flow_test

import (
	"slices"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// polls runs a test that may wait, with grant as the answer to each token
// request, and returns the pause before each.
func polls(wait time.Duration, change func(*form.Values), grant func(n int) wire.Grant) (flow.State, []time.Duration) {
	a := contoso()
	change(&a)
	s := flow.Examination(a, today)
	s.Wait = wait
	var pauses []time.Duration
	s = drive(s, func(e flow.Effect) flow.Event {
		if f, ok := e.(flow.FetchToken); ok {
			pauses = append(pauses, f.After)
			return flow.TokenSeen{Attempt: f.Attempt, Grant: grant(len(pauses))}
		}
		return obliging(e)
	}, flow.Retry{})
	return s, pauses
}

func TestAWaitForWhatIsMissing(t *testing.T) {
	seconds := func(n ...int) []time.Duration {
		pauses := []time.Duration{0}
		for _, s := range n {
			pauses = append(pauses, time.Duration(s)*time.Second)
		}
		return pauses
	}
	without := func(roles ...string) func(int) wire.Grant { return func(int) wire.Grant { return granted(roles...) } }
	refused := func(code int) func(int) wire.Grant {
		return func(int) wire.Grant { return wire.Grant{Reply: refusedWith(400, code)} }
	}
	reads := func(code string) func(int) wire.Grant {
		return func(int) wire.Grant {
			g := granted(allRoles...)
			g.Probed = []wire.ProbeResult{{Probe: wire.Probe{Kind: wire.ProbeDirectory}, Reply: denied(code)}}
			return g
		}
	}
	for name, c := range map[string]struct {
		wait   time.Duration
		change func(*form.Values)
		grant  func(int) wire.Grant
		want   []time.Duration
	}{
		"two minutes ask six times":                    {2 * time.Minute, same, without(), seconds(5, 10, 15, 30, 60)},
		"a day asks every five minutes":                {17 * time.Minute, same, without(), seconds(5, 10, 15, 30, 60, 300, 300, 300)},
		"the last is asked for when the time is up":    {4 * time.Minute, same, without(), seconds(5, 10, 15, 30, 60, 120)},
		"a short wait is no longer":                    {8 * time.Second, same, without(), seconds(5, 3)},
		"none asks once":                               {0, same, without(), seconds()},
		"until the roles are there":                    {2 * time.Minute, same, func(n int) wire.Grant { return granted(allRoles[:min(n-1, 3)]...) }, seconds(5, 10, 15)},
		"for one role of three":                        {10 * time.Second, same, without(allRoles[:2]...), seconds(5, 5)},
		"not for roles that are there":                 {2 * time.Minute, same, without(allRoles...), seconds()},
		"for a consent that is missing":                {10 * time.Second, same, refused(65001), seconds(5, 5)},
		"for a service principal":                      {10 * time.Second, same, refused(7000229), seconds(5, 5)},
		"for an app just registered":                   {10 * time.Second, same, refused(700016), seconds(5, 5)},
		"for a secret a little while":                  {time.Hour, same, refused(7000215), seconds(5, 10, 15)},
		"not for a plain wrong secret, without a wait": {0, same, refused(7000215), seconds()},
		"not for a Secret ID":                          {time.Hour, func(a *form.Values) { a.Secret = value.NewSecret(secretID) }, refused(7000215), seconds()},
		"not for an expired secret":                    {time.Hour, same, refused(7000222), seconds()},
		"not while the network is down":                {time.Hour, same, func(int) wire.Grant { return wire.Grant{Reply: failed(wire.DNS)} }, seconds()},
		"not for what can't be read":                   {time.Hour, same, func(int) wire.Grant { return wire.Grant{Reply: answered(200), Got: true, Opaque: true} }, seconds()},
		"for Graph to know the app":                    {10 * time.Second, same, reads("Authorization_IdentityNotFound"), seconds(5, 5)},
		"not for a role that Exchange gives": {time.Hour, sendsOnly, func(int) wire.Grant {
			return grantedFor([]wire.Probe{{Kind: wire.ProbeInbox, Mailbox: "support@contoso.com"}})
		}, seconds()},
	} {
		t.Run(name, func(t *testing.T) {
			s, got := polls(c.wait, c.change, c.grant)
			if !slices.Equal(got, c.want) {
				t.Errorf("pauses %v, want %v", got, c.want)
			}
			var sum time.Duration
			for _, pause := range got {
				sum += pause
			}
			if s.Busy() || sum > c.wait || s.Results.Waited != sum {
				t.Errorf("busy %v, waited %v of %v, counted %v", s.Busy(), sum, c.wait, s.Results.Waited)
			}
		})
	}
}

func same(*form.Values) {}

func sendsOnly(a *form.Values) { a.Guide = automationAnywhere }

func TestAWaitIsShown(t *testing.T) {
	p := page.Of(polling(3))
	if p.Pause != 15*time.Second || p.Try != 3 || p.Waiting == "" || len(p.Awaited) == 0 || !has(p.Checks, finding.ConsentMissing) {
		t.Errorf("pause %v, try %d, awaits %v for %q", p.Pause, p.Try, p.Awaited, p.Waiting)
	}
}

func TestAWaitThatWasLeftKeepsWhatItKnows(t *testing.T) {
	s, _ := flow.Next(polling(2), flow.Leave{})
	if s.Busy() || !has(check.Examine(s.AsCase()), finding.ConsentMissing) || has(check.Examine(s.AsCase()), finding.Unknown) {
		t.Errorf("busy %v, found %v", s.Busy(), causes(check.Examine(s.AsCase())))
	}
}

// TestAWaitEndsWithItsOccasion: an earlier wait for consent must not make a
// later test, with a corrected secret, poll again and again.
func TestAWaitEndsWithItsOccasion(t *testing.T) {
	for name, away := range map[string][]flow.Event{
		"by a jump":  {flow.Jump{To: guide.StepSecret}},
		"by a step":  {flow.Back{}},
		"by retries": {flow.Jump{To: guide.StepSecret}, flow.Jump{To: guide.StepVerify}},
	} {
		s := drive(polling(1), obliging, append([]flow.Event{flow.Leave{}}, away...)...)
		if s.Wait != 0 {
			t.Errorf("%s: still waits %v", name, s.Wait)
		}
	}
}
