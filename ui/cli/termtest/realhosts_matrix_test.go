//go:build linux

package termtest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/flow/finding"
)

// The requests that faults apply to.
var (
	everything = entratest.Match{}
	onGraph    = entratest.Match{Host: "graph.microsoft.com"}
)

// What hangs gets little time, and everything else enough for a busy machine.
const brief, given, grace, space = 2 * time.Second, 2 * time.Minute, 30 * time.Second, 32 << 20

// TestFaultsOnMicrosoftsOwnNames tests faults with the unmodified binary, which
// itself connects, resolves names and verifies certificates.
func TestFaultsOnMicrosoftsOwnNames(t *testing.T) {
	if !apart(t) {
		return
	}
	m := openMicrosoft(t)
	calm := weigh(t, m)
	if calm.code != 0 || calm.Cause != "" {
		t.Fatalf("with no fault: exit %d, %q: %s", calm.code, calm.Cause, calm.Summary)
	}
	var table []string
	for name, c := range map[string]struct {
		meet  entratest.Match
		fault entratest.Fault
		args  []string
		env   []string
		cause finding.Cause
	}{
		"a hang-up":                       {meet: everything, fault: fault.HangUp(), cause: finding.Unreachable},
		"a black hole":                    {meet: everything, fault: fault.Hang(), cause: finding.Timeout},
		"a black hole at Graph":           {meet: onGraph, fault: fault.Hang(), cause: finding.Timeout},
		"a drip":                          {meet: everything, fault: fault.Drip(time.Millisecond), cause: finding.Timeout},
		"a drip at Graph":                 {meet: onGraph, fault: fault.Drip(time.Millisecond), cause: finding.Timeout},
		"512 MiB":                         {meet: everything, fault: fault.Flood(512 << 20), cause: finding.ReplyMalformed},
		"512 MiB at Graph":                {meet: onGraph, fault: fault.Flood(512 << 20), cause: finding.ReplyMalformed},
		"512 MiB, packed":                 {meet: everything, fault: fault.GzipBomb(512 << 20), cause: finding.ReplyMalformed},
		"512 MiB at Graph, packed":        {meet: onGraph, fault: fault.GzipBomb(512 << 20), cause: finding.ReplyMalformed},
		"chunks without end":              {meet: everything, fault: fault.Flood(-1), cause: finding.ReplyMalformed},
		"30 MB of headers":                {meet: everything, fault: fault.HugeHeaders(), cause: finding.ReplyMalformed},
		"a header line of 30 MB at Graph": {meet: onGraph, fault: fault.RawFlood("HTTP/1.1 200 OK\r\nX: ", 30<<20), cause: finding.ReplyMalformed},
		"a network's page":                {meet: everything, fault: fault.Portal(), cause: finding.CaptivePortal},
		"a filter's page":                 {meet: everything, fault: fault.Answer(403, "text/html", "<html>blocked"), cause: finding.CaptivePortal},
		"503 over and over":               {meet: everything, fault: fault.Unavailable(), cause: finding.ServiceUnavailable},
		"503 once":                        {meet: entratest.Token.Once(), fault: fault.Unavailable()},
		"429 for a day":                   {meet: everything, fault: fault.Throttle("86400"), cause: finding.Throttled},
		"429 for a second":                {meet: entratest.Token.Once(), fault: fault.Throttle("1")},
		"a redirect":                      {meet: everything, fault: fault.Redirect(307, "https://evil.example/"), cause: finding.ReplyMalformed},
		"tenant restrictions":             {meet: entratest.Token, fault: fault.Refuse(400, "invalid_request", 500021, "Access to tenant is denied."), cause: finding.TenantRestricted},
		"a clock two hours off":           {meet: everything, fault: fault.ClockOff(2 * time.Hour), cause: finding.ClockSkew},
		"a sign-in host without a name": {args: []string{"--token-endpoint", "https://login.sovcloud-identity.fr/" + m.contoso.ID + "/oauth2/v2.0/token"},
			cause: finding.DNSFailure},
		"a proxy that is not there":            {args: []string{"--proxy", "http://jim:" + proxyPassword + "@127.0.0.1:9"}, cause: finding.ProxyRefused},
		"a proxy that says nothing":            {env: []string{"HTTPS_PROXY=http://jim:" + proxyPassword + "@" + wordless(t)}, cause: finding.ProxyRefused},
		"a proxy without a name":               {env: []string{"https_proxy=jim:" + proxyPassword + "@proxy.contoso.test:8080"}, cause: finding.ProxyRefused},
		"a proxy whose address is no good":     {env: []string{"HTTPS_PROXY=http://jim:" + proxyPassword + "@%zz"}, cause: finding.ProxyRefused},
		"an unlicensed mailbox":                {args: []string{"--mailbox", "intern@contoso.com"}, cause: finding.MailboxNotEnabled},
		"a fenced mailbox":                     {args: []string{"--mailbox", "ceo@contoso.com"}, cause: finding.MailboxBlocked},
		"a mailbox that does not exist":        {args: []string{"--mailbox", "nobody@contoso.com"}, cause: finding.MailboxNotFound},
		"a fence that holds":                   {args: []string{"--must-refuse", "ceo@contoso.com"}},
		"a fence that does not":                {args: []string{"--must-refuse", "support@contoso.com"}, cause: finding.MailboxNotFenced},
		"a directory that refuses Mail's look": {meet: onGraph, fault: fault.GraphRefuse(401, "InvalidAuthenticationToken", "Access token validation failure."), cause: finding.TokenRejected},
	} {
		t.Run(name, func(t *testing.T) {
			m.Heal()
			if c.fault != nil {
				m.Fault(c.meet, c.fault)
			}
			limit := given
			if c.cause == finding.Timeout || strings.HasSuffix(name, "says nothing") {
				limit = brief
			}
			got := weigh(t, m, slices.Concat(c.args, c.env, []string{"--timeout", limit.String()})...)
			if got.Cause != c.cause {
				t.Errorf("exit %d, %q, want %q: %s", got.code, got.Cause, c.cause, got.Summary)
			}
			if got.took > limit+grace {
				t.Errorf("it took %v of %v", got.took, limit)
			}
			if more := got.rss - calm.rss; more > space {
				t.Errorf("it took %d MiB more than without a fault", more>>20)
			}
			if strings.Contains(got.printed, proxyPassword) {
				t.Errorf("the proxy's password is in:\n%s", got.printed)
			}
			table = append(table, fmt.Sprintf("\n%-38s %-20s exit %d %6.0f ms %+6.1f MiB", name, cmp.Or(string(got.Cause), "(all well)"), got.code,
				got.took.Seconds()*1000, float64(got.rss-calm.rss)/(1<<20)))
		})
	}
	slices.Sort(table)
	t.Logf("%d rows%s", len(table), strings.Join(table, ""))
	wantAlone(t)
}

const proxyPassword = "pr0xyPasswordDoNotPrint"

// weighed is a check and the resources it used.
type weighed struct {
	report
	printed string
	took    time.Duration
	rss     int64 // bytes, at most
}

// weigh checks Contoso's good app. Arguments of the form NAME=value go to the
// environment, the rest to the command line.
func weigh(t *testing.T, m microsoft, more ...string) weighed {
	t.Helper()
	app := m.contoso.Good()
	env := []string{"SSL_CERT_FILE=" + m.ca, "MAILGRANT_CLIENT_SECRET=" + app.Secret()}
	args := []string{
		os.Getenv("MAILGRANT_BINARY"), "check", "--format", "json", "--guide", guide, "--client-id", app.ClientID,
		"--timeout", given.String(), "--tenant", m.contoso.ID,
	}
	for _, word := range more {
		if name, _, ok := strings.Cut(word, "="); ok && strings.EqualFold(name, "HTTPS_PROXY") {
			env = append(env, word)
			continue
		}
		args = append(args, word)
	}
	if !slices.Contains(more, "--mailbox") {
		args = append(args, "--mailbox", m.contoso.Mailboxes[0].Address)
	}
	cmd := newPerson(t, env...).command(t, args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	began := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	most := peak(cmd.Process.Pid)
	_ = cmd.Wait() // its exit code says it
	w := weighed{took: time.Since(began), rss: most()}
	out, trouble, code := stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()
	w.printed = out + trouble
	var all struct{ Reports []report }
	if err := json.Unmarshal([]byte(out), &all); err != nil || len(all.Reports) != 1 {
		t.Fatalf("exit %d, no report (%v):\n%s%s", code, err, out, trouble)
	}
	w.report = all.Reports[0]
	w.code = code
	return w
}

// peak watches a process's memory until it ends, and then returns the maximum.
// The value from wait would include this process's memory.
func peak(pid int) (most func() int64) {
	done, ended, held := make(chan struct{}), make(chan struct{}), int64(0)
	go func() {
		defer close(ended)
		for {
			held = max(held, highWater(pid))
			select {
			case <-done:
				return
			case <-time.After(time.Millisecond):
			}
		}
	}()
	return func() int64 {
		close(done)
		<-ended
		return held
	}
}

// highWater is the most memory that a process has used so far, in bytes.
func highWater(pid int) (held int64) {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	_, _ = fmt.Sscan(after, &held)
	return held << 10
}

// wordless is a server that accepts connections and sends nothing.
func wordless(t *testing.T) (address string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		var kept []net.Conn
		for {
			conn, err := l.Accept()
			if err != nil {
				for _, c := range kept {
					_ = c.Close()
				}
				return
			}
			kept = append(kept, conn)
		}
	}()
	return l.Addr().String()
}
