package entra_test

import (
	"cmp"
	"context"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/flow/wire"
)

func TestEveryFaultEndsAsWhatItIs(t *testing.T) {
	t.Parallel()
	const half = 512 << 20
	for name, c := range map[string]struct {
		fault  entratest.Fault
		want   wire.Trouble
		status int
		detail string
		brief  bool // it would not end by itself
	}{
		"an answer that comes too late":       {fault.Slow(time.Minute), wire.Timeout, 0, "no answer came", true},
		"a server that hangs":                 {fault.Hang(), wire.Timeout, 0, "no answer came", true},
		"an answer that drips":                {fault.Drip(time.Millisecond), wire.Timeout, 200, "did not come to an end", true},
		"a broken connection":                 {fault.Reset(), wire.Connect, 0, "closed without an answer", false},
		"a connection closed in good order":   {fault.HangUp(), wire.Connect, 0, "closed without an answer", false},
		"half a gigabyte":                     {fault.Flood(half), wire.TooLarge, 200, "1 MiB", false},
		"an answer without end":               {fault.Flood(-1), wire.TooLarge, 200, "1 MiB", false},
		"half a gigabyte, packed":             {fault.GzipBomb(half), wire.TooLarge, 200, "1 MiB", false},
		"headers without end":                 {fault.HugeHeaders(), wire.TooLarge, 0, "64 KiB", false},
		"an answer cut short":                 {fault.CutShort(), wire.Malformed, 200, "cut short", false},
		"a sign-in page of a hotel":           {fault.Portal(), wire.HTMLPage, 200, "", false},
		"a web page that says it is JSON":     {fault.Answer(200, "application/json", "\n<html>"), wire.HTMLPage, 200, "", false},
		"503 with a web page":                 {fault.Unavailable(), wire.NoTrouble, 503, "", false},
		"502 with nothing":                    {fault.Answer(502, "", ""), wire.NoTrouble, 502, "", false},
		"500 cut short":                       {cutShort500, wire.NoTrouble, 500, "", false},
		"429 in plain text":                   {fault.Throttle(""), wire.NoTrouble, 429, "", false},
		"a filter's page with 403":            {fault.Answer(403, "text/html", "<html>blocked"), wire.HTMLPage, 403, "HTTP 403", false},
		"a redirect elsewhere":                {fault.Redirect(302, "https://evil.example/x"), wire.Redirected, 302, "evil.example", false},
		"a redirect to the same host":         {fault.Redirect(307, "/x"), wire.Redirected, 307, global, false},
		"a redirect to nowhere":               {fault.Redirect(301, ""), wire.Redirected, 301, "does not say where", false},
		"a redirect to something odd":         {fault.Redirect(308, "https://%zz"), wire.Redirected, 308, "does not say where", false},
		"something that is not HTTP":          {raw("SSH-2.0-OpenSSH_9.6\r\n"), wire.Malformed, 0, "not proper HTTP", false},
		"something packed that is not packed": {notPacked, wire.Malformed, 200, "not proper HTTP", false},
	} {
		for what, match := range map[string]entratest.Match{"token": entratest.Token, "discovery": entratest.Discovery} {
			t.Run(name+", "+what, func(t *testing.T) {
				s := onStage(t)
				s.Fault(match, c.fault)
				ask := func(ctx context.Context) (r wire.Reply) {
					if what == "token" {
						g := s.Token(ctx, s.good())
						if r = g.Reply; g.Got {
							t.Error("a token was made of this")
						}
						return r
					}
					d := s.Discover(ctx, global, "contoso.com")
					if r = d.Reply; d.TenantID != "" {
						t.Error("a tenant was made of this")
					}
					return r
				}
				var r wire.Reply
				if !c.brief {
					r = ask(t.Context())
				} else {
					r = inGrowingTime(t, ask, func(r wire.Reply) bool { return r.Evidence.HTTPStatus == c.status })
				}
				if r.Trouble != c.want || r.Evidence.HTTPStatus != c.status || !strings.Contains(r.Detail, c.detail) {
					t.Errorf("got %q (%s), status %d; want %q (%s), %d", r.Trouble, r.Detail, r.Evidence.HTTPStatus, c.want, c.detail, c.status)
				}
				if r.Host != global || r.At.IsZero() {
					t.Errorf("host %q, at %v", r.Host, r.At)
				}
			})
		}
	}
}

func cutShort500(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
	w.Header().Set("Content-Length", "100")
	w.WriteHeader(http.StatusInternalServerError)
	_, _ = w.Write([]byte("{"))
}

func notPacked(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
	w.Header().Set("Content-Encoding", "gzip")
	_, _ = w.Write([]byte("this is no gzip at all"))
}

// raw sends these bytes in place of an answer.
func raw(text string) entratest.Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		_, _ = conn.Write([]byte(text))
		_ = conn.Close()
	}
}

func TestTheSecretIsSentOnceAndNowhereElse(t *testing.T) {
	t.Parallel()
	faults := map[string]entratest.Fault{
		"no fault":          fault.ClockOff(0),
		"a broken line":     fault.Reset(),
		"a refusal":         fault.Answer(401, "application/json", `{"error":"invalid_client"}`),
		"an odd token":      fault.Granting("null"),
		"503":               fault.Unavailable(),
		"an unkept wait":    fault.Throttle("86400"),
		"an endless answer": fault.Flood(-1),
	}
	for _, status := range []int{301, 302, 303, 307, 308} {
		for where, to := range map[string]string{
			"another host":           "https://evil.example/oauth2/v2.0/token",
			"another Microsoft host": "https://login.windows.net/contoso.com/oauth2/v2.0/token",
			"the same place":         "https://" + global + "/contoso.com/oauth2/v2.0/token",
		} {
			faults[http.StatusText(status)+" to "+where] = fault.Redirect(status, to)
		}
	}
	twice := map[string]int{"a broken line": 2, "503": 2} // neither says anything about the secret
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			s := onStage(t)
			q := s.good()
			s.Watch(q.Secret.Reveal())
			s.Fault(entratest.Token, fault)
			_ = s.Token(t.Context(), q)
			requests := s.Requests()
			if len(requests) != cmp.Or(twice[name], 1) {
				t.Fatalf("%d requests, want %d", len(requests), cmp.Or(twice[name], 1))
			}
			r := requests[len(requests)-1]
			if r.Seen != 1 || r.Host != global || r.Method != http.MethodPost {
				t.Errorf("the secret was seen %d times in %s %s%s", r.Seen, r.Method, r.Host, r.Path)
			}
			if !slices.Equal(r.Form, []string{"client_id", "client_secret", "grant_type", "scope"}) {
				t.Errorf("form %v", r.Form)
			}
			if r.Header.Get("Client-Request-Id") == "" || r.Header.Get("Origin") != "" {
				t.Errorf("headers %v", r.Header)
			}
		})
	}
}

func TestADiscoveryThatBreaksIsTriedOnceMore(t *testing.T) {
	t.Parallel()
	s := onStage(t)
	s.Fault(entratest.Discovery.Once(), fault.Reset())
	if d := s.Discover(t.Context(), global, "contoso.com"); d.TenantID != s.tenant.ID {
		t.Errorf("got %+v", d)
	}
	s = onStage(t) // with unused connections: on used ones net/http itself repeats requests
	s.Fault(entratest.Discovery, fault.HangUp())
	if d := s.Discover(t.Context(), global, "contoso.com"); d.Trouble != wire.Connect {
		t.Errorf("got %+v", d)
	}
	if n := len(s.Requests()); n != 2 {
		t.Errorf("%d requests, want 2", n)
	}
}

func TestAWaitThatFitsIsKeptOnce(t *testing.T) {
	inAMinute, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for name, c := range map[string]struct {
		ctx    context.Context
		header string
		named  time.Duration // what the reply says if it was not waited for
		waited time.Duration
	}{
		"seconds that fit":                  {inAMinute, "7", 0, 7 * time.Second},
		"more seconds than there are":       {inAMinute, "120", 2 * time.Minute, 0},
		"seconds that fit without deadline": {t.Context(), "20", 0, 20 * time.Second},
		"too many without deadline":         {t.Context(), "31", 31 * time.Second, 0},
		"an absurd number":                  {inAMinute, "86400", 24 * time.Hour, 0},
		"a number past all bounds":          {inAMinute, "999999999999999999999", 24 * time.Hour, 0},
		"a negative number":                 {inAMinute, "-5", 0, 0},
		"words":                             {inAMinute, "soon", 0, 0},
		"a date that has passed":            {inAMinute, "Mon, 01 Jan 2001 00:00:00 GMT", 0, 0},
		"a date far off":                    {inAMinute, "Tue, 01 Jan 2199 00:00:00 GMT", 24 * time.Hour, 0},
		"zero":                              {inAMinute, "0", 0, 0},
		"none":                              {inAMinute, "", 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			s := onStage(t)
			s.Fault(entratest.Match{}.Once(), fault.Throttle(c.header))
			g := s.Token(c.ctx, s.good())
			if c.waited == 0 {
				if len(s.waits) > 0 || g.Got || g.Evidence.HTTPStatus != 429 || g.RetryAfter != c.named || g.Evidence.ServerText != "Too Many Requests" {
					t.Errorf("waited %v, got %+v", s.waits, g)
				}
				return
			}
			if !slices.Equal(s.waits, []time.Duration{c.waited}) || !g.Got {
				t.Errorf("waited %v, got %+v", s.waits, g)
			}
		})
	}
	t.Run("a second refusal is not waited for again", func(t *testing.T) {
		s := onStage(t)
		s.Fault(entratest.Match{}, fault.Throttle("7"))
		g, d := s.Token(inAMinute, s.good()), s.Discover(inAMinute, global, "contoso.com")
		if len(s.waits) != 2 || g.Evidence.HTTPStatus != 429 || d.Evidence.HTTPStatus != 429 || g.RetryAfter != 7*time.Second {
			t.Errorf("waited %v, got %+v and %+v", s.waits, g, d)
		}
	})
}

func TestTheClocksDifferenceIsMeasured(t *testing.T) {
	s := onStage(t)
	for _, off := range []time.Duration{-time.Hour, 90 * time.Second, 26 * time.Hour} {
		s.Fault(entratest.Match{}, fault.ClockOff(off))
		g := s.Token(t.Context(), s.good())
		if !g.Got || !g.Dated || (g.Skew-off).Abs() > 2*time.Second+g.Took {
			t.Errorf("%v off was measured as %v (%v)", off, g.Skew, g.Dated)
		}
	}
}

func TestAHugeAnswerTakesLittleMemory(t *testing.T) {
	s := onStage(t)
	s.Fault(entratest.Match{}, fault.Flood(512<<20))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if g := s.Token(t.Context(), s.good()); g.Trouble != wire.TooLarge {
		t.Fatalf("got %+v", g)
	}
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; got > 16<<20 {
		t.Errorf("%d MiB allocated, client and server together", got>>20)
	}
}

func TestAWaitCanBeLeft(t *testing.T) {
	s := onStage(t)
	s.Fault(entratest.Match{}, fault.Hang())
	for name, ask := range map[string]func(context.Context) wire.Reply{
		"token":     func(ctx context.Context) wire.Reply { return s.Token(ctx, s.good()).Reply },
		"discovery": func(ctx context.Context) wire.Reply { return s.Discover(ctx, global, "contoso.com").Reply },
	} {
		ctx, leave := context.WithCancel(t.Context())
		got := make(chan wire.Reply)
		n := len(s.Requests())
		go func() { got <- ask(ctx) }()
		for len(s.Requests()) == n {
			runtime.Gosched()
		}
		leave()
		if r := <-got; r.Trouble != wire.Abandoned {
			t.Errorf("%s: %+v", name, r)
		}
	}
}
