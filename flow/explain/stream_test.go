package explain

import (
	"encoding/binary"
	"fmt"
	"io"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"mailgrant/flow/finding"
	"mailgrant/flow/soak"
)

// quiet is a long log in which nothing failed.
var quiet = sync.OnceValue(func() string {
	var b strings.Builder
	for i := 0; b.Len() < 2<<20; i++ {
		fmt.Fprintf(&b, "2026-05-02 08:%02d:%02d,317 INFO [http-nio-8080-exec-%d] com.example.mail.Connection: fetched %d messages of support@contoso.com in %d ms\n", i/60%60, i%60, i%9, i%7, i%977)
	}
	return b.String()
})

// noise is as much of it, in whole lines.
func noise(n int) string {
	if n == 0 {
		return ""
	}
	return quiet()[:n+strings.IndexByte(quiet()[n:], '\n')+1]
}

// failures are failures as logs hold them.
var failures = map[string]struct {
	text  string
	cause finding.Cause
}{
	"a line": {"2026-05-02 09:00:01,002 ERROR [exec-3] com.example.Mail: AADSTS7000222: The provided client secret keys for app 'a1b2c3d4-1111-2222-3333-444455556666' are expired. Trace ID: 0c1d2e3f-aaaa-4bbb-8ccc-0123456789ab\n", finding.SecretExpired},
	"a stack trace": {"2026-05-02 09:00:01,002 ERROR [exec-3] com.example.Mail: token request failed\ncom.microsoft.aad.msal4j.MsalServiceException: AADSTS700016: Application with identifier 'a1b2c3d4-1111-2222-3333-444455556666' was not found in the directory 'Contoso'.\n" +
		strings.Repeat("\tat com.microsoft.aad.msal4j.MsalServiceExceptionFactory.fromHttpResponse(MsalServiceExceptionFactory.java:45)\n", 60), finding.AppNotFound},
	"JSON over many lines":   {"{\n  \"level\": \"error\",\n  \"message\": \"request failed\",\n  \"body\": {\n    \"error\": \"invalid_client\",\n    \"error_description\": \"AADSTS7000222: The provided client secret keys for app 'x' are expired.\",\n    \"error_codes\": [\n      7000222\n    ],\n    \"trace_id\": \"0c1d2e3f-aaaa-4bbb-8ccc-0123456789ab\"\n  }\n}\n", finding.SecretExpired},
	"JSON on a line":         {`{"time":"2026-05-02T09:00:01Z","level":"error","msg":"{\"error\":{\"code\":\"ErrorAccessDenied\",\"message\":\"Access to OData is disabled: [RAOP]\"}}"}` + "\n", finding.MailboxBlocked},
	"wording without a code": {"09:00:01 WARN dial tcp: lookup login.microsoftonline.com: no such host\n", finding.DNSFailure},
	"no line end":            {"2026-05-02 09:00:01,002 ERROR AADSTS7000222: The provided client secret keys are expired.", finding.SecretExpired},
}

func streamed(t testing.TB, text string) Explanation {
	t.Helper()
	x, err := Stream(strings.NewReader(text), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestSoakTheLastFailureOfAStreamCountsWhereverItIs(t *testing.T) {
	before := "2026-05-02 07:00:00,000 ERROR AADSTS65001: The user or administrator has not consented to use the application.\n"
	for name, f := range failures {
		for _, at := range soak.Some(t, 3, []int{0, 1, block - 700, block - 1, block, block + 1, 2*block - 300, 250 << 10}) {
			for _, after := range soak.Some(t, 1, []int{0, 1, block, 150 << 10}) {
				head := noise(at)[:at]
				if at > len(before) {
					head = before + noise(at)[:at-len(before)]
				}
				if head != "" && head[len(head)-1] != '\n' {
					head += "\n"
				}
				tail := noise(after)[:after]
				if !strings.HasSuffix(f.text, "\n") {
					tail = ""
				}
				x := streamed(t, head+f.text+tail)
				if k := x.Candidates[0]; k.Cause != f.cause {
					t.Errorf("%s at %d, %d after it: %s, %q", name, at, after, k.Cause, k.Says)
				}
			}
		}
	}
}

func TestSoakOnlyTheLastOfManyFailuresCounts(t *testing.T) {
	for name, f := range failures {
		if !strings.HasSuffix(f.text, "\n") {
			continue
		}
		for _, other := range soak.Some(t, 2, slices.Sorted(maps.Keys(failures))) {
			g := failures[other]
			if g.cause == f.cause {
				continue
			}
			log := noise(100<<10) + strings.Repeat(strings.TrimRight(g.text, "\n")+"\n", 300) + noise(2000) + f.text + noise(500)
			if x := streamed(t, log); x.Candidates[0].Cause != f.cause {
				t.Errorf("%s after %s: %s", name, other, x.Candidates[0].Cause)
			}
		}
	}
}

func TestSoakALabelledTextInALogMeansWhatItMeansAlone(t *testing.T) {
	all, same := 0, 0
	for _, file := range []string{"aside.txt", "tuned.txt"} {
		for _, l := range soak.Some(t, 12, labels(t, file)) {
			want := Explain(l.text)
			if want.Candidates[0].Cause == finding.Unknown || l.kind == "open" { // a person's own words mean nothing in a log
				continue
			}
			all++
			x := streamed(t, noise(100<<10)+"\n"+l.text+"\n"+noise(60<<10))
			if x.Candidates[0].Cause == want.Candidates[0].Cause {
				same++
			} else {
				t.Logf("%s: %s; alone %s", l.name, x.Candidates[0].Cause, want.Candidates[0].Cause)
			}
			if x.Certain && !slices.ContainsFunc(want.Candidates, func(k Candidate) bool { return k.Cause == x.Candidates[0].Cause }) {
				t.Errorf("%s: certain of %s in a log only", l.name, x.Candidates[0].Cause)
			}
		}
	}
	if soak.Whole() && same*100 < all*90 { // a number or a name alone means nothing in a log
		t.Errorf("%d of %d are the same", same, all)
	}
}

func TestSoakNoSecretAcrossBlocksIsRepeated(t *testing.T) {
	line := "2026-05-02 09:00:00,000 DEBUG POST client_secret=" + canary + "&grant_type=client_credentials AADSTS7000215: Invalid client secret provided. Value " + canary + " was sent\n"
	secret := "Zomer2031pl"
	spread := "ErrorSendAsDenied password:\n" + secret + " ErrorAccessDenied: no\n"
	for _, text := range []string{line, spread, "client_secret: '" + secret + "' ErrorSendAsDenied " + secret + "\n"} {
		for _, at := range soak.Some(t, 2, []int{0, 1, 2, 3, 4, 5, 6, 7}) {
			head := noise(2 * block)[:2*block-len(text)*at/8-1]
			for _, join := range []string{"\n", " ", strings.Repeat("x", block)} {
				x := streamed(t, head+join+text+noise(block))
				said := everything(x)
				if strings.Contains(said, canary[:6]) || strings.Contains(said, canary[len(canary)-6:]) || strings.Contains(said, secret) {
					t.Fatalf("a secret of %q is repeated:\n%s", text, said)
				}
				if len(x.Warnings) != 1 {
					t.Errorf("warns %q of %q", x.Warnings, text)
				}
			}
		}
	}
}

func TestASecretFarFromTheFailureIsWarnedOf(t *testing.T) {
	x := streamed(t, noise(block)+"client_secret="+canary+"\n"+noise(20*block)+failures["a line"].text)
	if len(x.Warnings) != 1 || x.Candidates[0].Cause != finding.SecretExpired {
		t.Errorf("%+v", x)
	}
}

func TestAStreamInUTF16IsRead(t *testing.T) {
	units := utf16.Encode([]rune("\ufeff" + noise(200<<10) + failures["a line"].text + noise(9000)))
	raw := make([]byte, 2*len(units))
	for i, u := range units {
		binary.LittleEndian.PutUint16(raw[2*i:], u)
	}
	if x := streamed(t, string(raw)); x.Candidates[0].Cause != finding.SecretExpired {
		t.Errorf("%+v", x.Candidates[0])
	}
}

// generated delivers a log of this many bytes with one failure at a place.
type generated struct {
	size, at, sent int64
	unit, failure  string
	rest           string
}

func (g *generated) Read(p []byte) (int, error) {
	if g.rest == "" {
		switch {
		case g.at >= 0 && g.sent >= min(g.at, g.size):
			g.rest, g.at = g.failure, -1
		case g.sent >= g.size:
			return 0, io.EOF
		default:
			g.rest = g.unit
		}
	}
	n := copy(p, g.rest)
	g.rest = g.rest[n:]
	g.sent += int64(n)
	return n, nil
}

// TestSoakAStreamOfAGiBIsReadInBoundedMemory: the heap stays below 64 MiB, and
// the failure is found.
func TestSoakAStreamOfAGiBIsReadInBoundedMemory(t *testing.T) {
	const bound = 64 << 20
	size := int64(3 << 20)
	if soak.Whole() {
		size = 1 << 30
	}
	units := map[string]string{"lines": noise(1 << 20), "one line": strings.ReplaceAll(noise(1<<20), "\n", " "), "no space": strings.Repeat("x", 1<<20)}
	for name, unit := range units {
		if soak.Whole() && name != "lines" {
			size = 128 << 20
		}
		runtime.GC()
		peak := &peaking{Reader: &generated{size: size, at: soak.Random(t).Int64N(size), unit: unit, failure: "\n" + failures["JSON over many lines"].text}}
		x, err := Stream(peak, time.Time{})
		if err != nil || x.Candidates[0].Cause != finding.SecretExpired {
			t.Errorf("%s: %v, %+v", name, err, x.Candidates)
		}
		if peak.most > bound {
			t.Errorf("%s: the heap grew to %d MiB", name, peak.most>>20)
		}
	}
}

// peaking notes how large the heap becomes while a stream is read.
type peaking struct {
	io.Reader
	reads int
	most  uint64
}

func (p *peaking) Read(b []byte) (int, error) {
	if p.reads++; p.reads%64 == 0 {
		var now runtime.MemStats
		runtime.ReadMemStats(&now)
		p.most = max(p.most, now.HeapAlloc)
	}
	return p.Reader.Read(b)
}

// BenchmarkLog: a MiB of log takes less than 50 ms of CPU.
func BenchmarkLog(b *testing.B) {
	dense := strings.Repeat(failures["a line"].text+failures["a stack trace"].text, 200)
	for name, log := range map[string]string{"quiet": noise(1 << 20), "failing": noise(1<<19) + dense + noise(1<<19), "nothing-but-failures": strings.Repeat(failures["a line"].text, 9000)} {
		log = log[:1<<20]
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(log)))
			for b.Loop() {
				Explain(log)
			}
		})
	}
}
