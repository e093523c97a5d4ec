package cli

import (
	"context"
	"net"
	"strconv"
	"strings"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/wire"
	"mailgrant/ui/loopback"
)

// gone reports that nothing listens on the flow's port anymore.
func (v visiting) gone(t *testing.T) bool {
	t.Helper()
	_, port, _ := strings.Cut(v.visit.Redirect, "localhost:")
	for _, host := range []string{"127.0.0.1", "::1"} {
		var d net.Dialer
		if c, err := d.DialContext(t.Context(), "tcp", net.JoinHostPort(host, port)); err == nil {
			_ = c.Close()
			return false
		}
	}
	return true
}

func TestAListenerLeftAloneEndsAtItsLimit(t *testing.T) {
	v := begun(t, overLoopback())
	v.Listeners.Limit = time.Millisecond
	got := v.await(t)
	if got.Problem == nil || got.Problem.Cause != finding.SignInTimeout || !strings.Contains(strings.Join(got.Problem.Do, " "), "paste its text") {
		t.Errorf("got %+v", got.Problem)
	}
	if !v.gone(t) {
		t.Error("it still listens")
	}
	if (&loopback.Servers{}).Patience() != 5*time.Minute {
		t.Error("the limit is not five minutes")
	}
}

func TestNothingListensLongerThanItsBrowserFlow(t *testing.T) {
	tests := map[string]func(*testing.T, *visiting){
		"a wait that is left": func(t *testing.T, v *visiting) {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			if got := v.Do(ctx, flow.AwaitRedirect{Attempt: 3}).(flow.RedirectCaught); got.Problem == nil {
				t.Errorf("got %+v", got)
			}
		},
		"another sign-in": func(t *testing.T, v *visiting) {
			old := v.visit
			v.again(t, flow.StartBrowserFlow{Attempt: 4, URL: overLoopback().URL, Redirect: "https://jira.contoso.com/cb", SignIn: true})
			v.visit = old
		},
		"the program's end": func(_ *testing.T, v *visiting) { v.Listeners.Close() },
	}
	for name, end := range tests {
		t.Run(name, func(t *testing.T) {
			v := begun(t, overLoopback())
			if v.gone(t) {
				t.Fatal("it does not listen at all")
			}
			end(t, &v)
			if !v.gone(t) {
				t.Error("it still listens")
			}
		})
	}
}

func TestAnOlderWaitGetsNothing(t *testing.T) {
	v := begun(t, overLoopback())
	e := overLoopback()
	e.Attempt = 4
	v.again(t, e)
	if got := v.await(t); got.Problem == nil || !got.Answer.Empty() {
		t.Errorf("got %+v", got)
	}
}

func TestAPortThatIsTakenIsNamed(t *testing.T) {
	first := begun(t, overLoopback())
	_, port, _ := strings.Cut(first.visit.Redirect, "localhost:")
	e := overLoopback()
	e.Port, _ = strconv.Atoi(port)
	other := testHands(t, &paper{})
	got := other.Do(t.Context(), e).(flow.BrowserFlowStarted)
	if got.Problem == nil || !strings.Contains(got.Problem.Says, "port "+port) || !strings.Contains(strings.Join(got.Problem.Do, " "), "--port") {
		t.Errorf("got %+v", got.Problem)
	}
	if got.Flow != (wire.BrowserFlow{}) {
		t.Error("a visit was begun all the same")
	}
	first.Listeners.Close()
	if got := other.Do(t.Context(), e).(flow.BrowserFlowStarted); got.Problem != nil || got.Flow.Redirect != first.visit.Redirect {
		t.Errorf("once it is free: %+v", got)
	}
}

// A port that another program uses on ::1 is unusable: a browser may go there.
func TestAPortTakenOnTheOtherLoopbackIsTaken(t *testing.T) {
	var config net.ListenConfig
	l, err := config.Listen(t.Context(), "tcp6", "[::1]:0")
	if err != nil {
		t.Skip("there is no ::1 on this computer, so nothing can take its ports")
	}
	defer func() { _ = l.Close() }()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	e := overLoopback()
	e.Port, _ = strconv.Atoi(port)
	if got := testHands(t, &paper{}).Do(t.Context(), e).(flow.BrowserFlowStarted); got.Problem == nil || !strings.Contains(got.Problem.Says, "Another program uses") {
		t.Errorf("got %+v", got)
	}
}
