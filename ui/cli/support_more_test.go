package cli

import (
	"crypto/tls"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/flow/finding"
)

func TestAReportOnStdoutTakesTheTextsPlace(t *testing.T) {
	for name, tt := range map[string]struct {
		args []string
		code int
	}{
		"one":      {[]string{"good"}, exitGood},
		"several":  {[]string{"--all"}, exitBroken},
		"as text":  {[]string{"--all", "--format", "text"}, exitBroken},
		"practice": {[]string{"--practice"}, exitGood},
	} {
		s := newStage(t)
		s.save("good", "expired")
		r := s.run(append([]string{"check", "--report", "-"}, tt.args...)...)
		if r.code != tt.code || r.err != "" || !strings.HasPrefix(r.out, "# mailgrant report\n") ||
			strings.Contains(r.out, "was written") || strings.Contains(r.out, "Proven from") || strings.Contains(r.out, "This was practice") {
			t.Errorf("%s: exit %d, stderr %q, stdout:\n%s", name, r.code, r.err, r.out)
		}
		if _, err := os.Lstat("-"); err == nil {
			t.Error("there is a file of the name -")
		}
	}
}

func TestReportsAreAddedToAFile(t *testing.T) {
	s := newStage(t)
	s.save("good", "expired")
	file, other := filepath.Join(t.TempDir(), "log.md"), filepath.Join(t.TempDir(), "new.md")
	for range 2 {
		if r := s.run("check", "good", "--report-append", file); r.code != exitGood || !strings.Contains(r.out, "was written") {
			t.Fatalf("exit %d: %s%s", r.code, r.out, r.err)
		}
	}
	if r := s.run("check", "expired", "--report-append", file, "--report", other, "--full"); r.code != exitBroken {
		t.Fatalf("exit %d: %s%s", r.code, r.out, r.err)
	}
	text, err := os.ReadFile(file)
	if err != nil || strings.Count(string(text), "# mailgrant report\n") != 3 || !strings.Contains(string(text), "\n\n# mailgrant report\n") || !strings.HasSuffix(string(text), "\n") {
		t.Errorf("%v:\n%s", err, text)
	}
	single, err := os.ReadFile(other)
	if err != nil || !strings.HasSuffix(string(text), string(single)) {
		t.Errorf("%v: the two reports of one run differ:\n%s", err, single)
	}
	info, err := os.Stat(file)
	if runtime.GOOS != "windows" && (err != nil || info.Mode().Perm() != 0o600) {
		t.Errorf("%v, %v", info, err)
	}
}

// TestEachCredentialOfAReportCanBeTold by the order of the command's own output
// and, in a full report, by its name.
func TestEachCredentialOfAReportCanBeTold(t *testing.T) {
	for name, tt := range map[string][]string{"text": nil, "lines": {"--format", "ndjson", "--concurrency", "8"}, "json": {"--format", "json"}} {
		s := newStage(t)
		s.save("good", "expired", "too-many")
		s.ms.Fault(entratest.Token.Once(), fault.Throttle("1")) // one of them comes last
		r, text := s.reported(append([]string{"check", "--all"}, tt...)...)
		at := -1
		for i, verdict := range verdictsIn(r.out) {
			want := "## Credential " + string(rune('1'+i)) + " of 3: " + verdict
			next := strings.Index(text, want)
			if next <= at {
				t.Errorf("%s: %q is not in its place:\n%s\n%s", name, want, r.out, text)
			}
			at = next
		}
		if strings.Contains(text, "| Name |") {
			t.Errorf("a public report names it:\n%s", text)
		}
		if _, text := s.reported("check", "--all", "--full"); !strings.Contains(text, "| Name | `expired` |") || !strings.Contains(text, "| Name | `too-many` |") {
			t.Errorf("in full it names nobody:\n%s", text)
		}
	}
}

// verdictsIn are the verdicts in an output, in order.
func verdictsIn(out string) []string {
	var verdicts []string
	for _, line := range strings.Split(out, "\n") {
		if _, after, ok := strings.Cut(line, `"verdict":`); ok {
			verdicts = append(verdicts, strings.SplitN(after, `"`, 3)[1])
		}
	}
	if len(verdicts) == 0 {
		verdicts = []string{"fail", "pass", "warn"} // in the order of their names
	}
	return verdicts
}

func TestAReportForSupportSaysWhatToDoAndWhatWasInTheWay(t *testing.T) {
	for name, tt := range map[string]struct {
		set  func(*stage)
		args []string
		has  []string
		not  string
	}{
		"what to do":        {nil, []string{"expired"}, []string{"- Give the new Value to whoever runs the product, by a vault. Then delete the expired one."}, ""},
		"the days":          {nil, []string{"expiring"}, []string{"| Days until the secret ends | 5 |"}, ""},
		"how long to wait":  {faulty(everything, fault.Throttle("86400")), []string{"good"}, []string{"Retry-After 86400 s", "host `login.microsoftonline.com`"}, ""},
		"that it waited":    {faulty(entratest.Token.Once(), fault.Throttle("3")), []string{"good"}, []string{"| Token requests | 2 |", "| Waited | 3 s |"}, ""},
		"a connection":      {faulty(everything, fault.HangUp()), []string{"good"}, []string{"why: the connection was closed without an answer", "host `login.microsoftonline.com`"}, ""},
		"the service":       {faulty(onGraph, fault.Unavailable()), []string{"good"}, []string{"host `graph.microsoft.com`", "HTTP 503"}, ""},
		"a redirect":        {faulty(everything, fault.Redirect(302, "https://login.contoso.com/x")), []string{"good"}, []string{"HTTP 302"}, "contoso.com/"},
		"a policy":          {nil, []string{"conditional-access"}, []string{"policy `"}, ""},
		"a policy, in full": {nil, []string{"conditional-access", "--full"}, []string{"policy `"}, "...`"},
	} {
		s := newStage(t)
		s.save("good", "expired", "expiring", "conditional-access")
		if tt.set != nil {
			tt.set(s)
		}
		_, text := s.reported(append([]string{"check"}, tt.args...)...)
		for _, want := range tt.has {
			if !strings.Contains(text, want) {
				t.Errorf("%s: lacks %q:\n%s", name, want, text)
			}
		}
		if tt.not != "" && strings.Contains(text, tt.not) {
			t.Errorf("%s: holds %q:\n%s", name, tt.not, text)
		}
	}
}

// TestAReportForSupportSaysWhyTheNetworkFailed uses real failures, and names no
// company: neither the issuer of a certificate nor the owner of a proxy.
func TestAReportForSupportSaysWhyTheNetworkFailed(t *testing.T) {
	expired := func(l *leaf) { l.ends = time.Now().Add(-time.Hour) }
	other := func(l *leaf) { l.names = []string{"guest.hotel.example"} }
	for name, tt := range map[string]struct {
		trial
		why string
	}{
		"no such name":         {trial{real: straight(nxDomain)}, "there is no such name"},
		"DNS fails":            {trial{real: straight(servFail)}, "DNS failed"},
		"DNS never answers":    {trial{real: straight(mute), args: []string{"--timeout", "400ms"}, cause: finding.DNSFailure}, "DNS did not answer"},
		"refused":              {trial{way: dialling(unreachable(syscall.ECONNREFUSED))}, "the connection was refused"},
		"a foreign authority":  {trial{real: presenting(false, func(*leaf) {})}, "who issued the certificate is not trusted here"},
		"an old certificate":   {trial{real: presenting(true, expired)}, "the certificate is not valid now by this computer's clock, but from 20"},
		"of another host":      {trial{real: presenting(true, other)}, "the certificate was made for another host"},
		"an old TLS":           {trial{real: presenting(true, func(l *leaf) { l.newest = tls.VersionTLS11 })}, "tls: protocol version not supported"},
		"a proxy that asks":    {trial{real: replies("HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"Contoso\"\r\nContent-Length: 0\r\n\r\n")}, "it answered 407"},
		"a proxy not there":    {trial{real: proxied(func(t *testing.T, _ *stage) string { return closed(t) })}, "it can't be reached: the connection was refused"},
		"an answer in no JSON": {trial{set: faulty(entratest.Token, fault.Answer(200, "application/json", "{"))}, "it is not a JSON object"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, full := range []bool{false, true} {
				file := filepath.Join(t.TempDir(), "report.md")
				tr := tt.trial
				tr.args = append(slices.Clone(tr.args), "--report-append", file) // a short time limit may be raised
				if full {
					tr.args = append(tr.args, "--full")
				}
				tr.prove(t)
				text, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if !full && !strings.Contains(string(text), "why: "+tt.why) || !strings.Contains(string(text), "host `login.microsoftonline.com`") {
					t.Errorf("lacks %q:\n%s", tt.why, text)
				}
				for _, company := range []string{"Acme", "hotel", "Contoso"} {
					if !full && strings.Contains(string(text), company) {
						t.Errorf("names %s:\n%s", company, text)
					}
				}
				if strings.Contains(string(text), proxyPassword) {
					t.Errorf("holds the proxy's password:\n%s", text)
				}
			}
		})
	}
}
