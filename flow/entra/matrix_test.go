package entra_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/flow/soak"
	"mailgrant/flow/wire"
)

// hostileAnswers try to make a client hang or to fill its memory.
var hostileAnswers = map[string]entratest.Fault{
	"a black hole":          fault.Hang(),
	"a drip":                fault.Drip(time.Millisecond),
	"512 MiB":               fault.Flood(512 << 20),
	"512 MiB, packed":       fault.GzipBomb(512 << 20),
	"chunks without end":    fault.Flood(-1),
	"30 MB of headers":      fault.HugeHeaders(),
	"a status without end":  fault.RawFlood("HTTP/1.1 200 ", 30<<20),
	"one header of 30 MB":   fault.RawFlood("HTTP/1.1 200 OK\r\nX: ", 30<<20),
	"trailers of 30 MB":     fault.RawFlood("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX: ", 30<<20),
	"100 answers 100":       fault.Raw("%s", strings.Repeat("HTTP/1.1 100 Continue\r\n\r\n", 100)),
	"answers 103 by the MB": fault.Raw("%s", strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", 100_000)),
	"a chunk of 2^62 bytes": fault.Raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4000000000000000\r\n{"),
	"a length of 2^62":      fault.Raw("HTTP/1.1 200 OK\r\nContent-Length: 4611686018427387904\r\n\r\n{"),
	"JSON 500 000 deep":     fault.Granting(strings.Repeat("[", 500_000)),
	"JSON of many names":    fault.Granting("{" + strings.TrimSuffix(strings.Repeat(`"a":0,`, 170_000), ",") + "}"),
}

// places are the requests that can get a hostile answer.
var places = map[string]struct {
	meet    entratest.Match
	refresh bool
	ask     func(s *stage, t *testing.T) func(context.Context)
}{
	"discovery": {entratest.Discovery, false, func(s *stage, t *testing.T) func(context.Context) {
		return func(ctx context.Context) { _ = s.Discover(ctx, global, "contoso.com") }
	}},
	"token": {entratest.Token, false, func(s *stage, t *testing.T) func(context.Context) {
		return func(ctx context.Context) {
			if s.Token(ctx, s.good()).Got {
				t.Error("a token was made of this")
			}
		}
	}},
	"Graph": {onGraph, false, func(s *stage, t *testing.T) func(context.Context) {
		q := s.good()
		q.Probes = []wire.Probe{{Kind: wire.ProbeDirectory}, inbox(support)}
		return func(ctx context.Context) {
			for _, x := range s.Token(ctx, q).Probed {
				if x.Reached {
					t.Errorf("%s was reached", x.Kind)
				}
			}
		}
	}},
	"keys": {entratest.Match{Path: "/discovery/v2.0/keys"}, false, func(s *stage, t *testing.T) func(context.Context) {
		q := s.signedIn(t, "sign-in")
		return func(ctx context.Context) {
			if s.Redeem(ctx, q).Identity.Verified {
				t.Error("somebody was verified by this")
			}
		}
	}},
	"refresh": {entratest.Token, true, func(s *stage, t *testing.T) func(context.Context) {
		q := s.signedIn(t, "sign-in")
		return func(ctx context.Context) {
			if s.Redeem(ctx, q).Refreshed {
				t.Error("access was renewed by this")
			}
		}
	}},
}

// refreshing applies a fault to refresh requests only.
func refreshing(f entratest.Fault) entratest.Fault {
	return func(w http.ResponseWriter, r *http.Request, answer http.Handler) {
		if _ = r.ParseForm(); r.PostForm.Get("grant_type") != "refresh_token" {
			answer.ServeHTTP(w, r)
			return
		}
		f(w, r, answer)
	}
}

// TestSoakHostileAnswersEndInTimeAndSpace limits each place to its time, with
// room for a busy machine, to 1 MiB read of each answer, and to 32 MiB of heap,
// including the local Microsoft's share.
func TestSoakHostileAnswersEndInTimeAndSpace(t *testing.T) {
	const given, grace, space = 400 * time.Millisecond, 30 * time.Second, 32 << 20
	type row struct{ answer, place string }
	var rows []row
	for _, answer := range slices.Sorted(maps.Keys(hostileAnswers)) {
		for _, place := range slices.Sorted(maps.Keys(places)) {
			rows = append(rows, row{answer, place})
		}
	}
	var table []string
	for _, r := range soak.Some(t, 20, rows) {
		t.Run(r.answer+", "+r.place, func(t *testing.T) {
			s := onStage(t)
			place, fault := places[r.place], hostileAnswers[r.answer]
			ask := place.ask(s, t)
			if place.refresh {
				fault = refreshing(fault)
			}
			s.Fault(place.meet, fault)
			ctx, cancel := context.WithTimeout(t.Context(), given)
			defer cancel()
			s.mostRead.Store(0)
			took, grown := measured(func() { ask(ctx) })
			if took > given+grace {
				t.Errorf("it took %v of %v", took, given)
			}
			if read := s.mostRead.Load(); read > 1<<20+1 {
				t.Errorf("%d bytes of an answer were read", read)
			}
			if grown > space {
				t.Errorf("it took %d MiB", grown>>20)
			}
			table = append(table, fmt.Sprintf("\n%-22s %-10s %5.0f ms %5.1f MiB", r.answer, r.place, took.Seconds()*1000, float64(grown)/(1<<20)))
		})
	}
	t.Logf("%d rows%s", len(table), strings.Join(table, ""))
}

// measured is how long a call took, and how much the heap grew at most during
// it.
func measured(do func()) (took time.Duration, grown uint64) {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before := m.HeapAlloc
	var most atomic.Uint64
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most.Store(max(most.Load(), m.HeapAlloc))
			select {
			case <-done:
				return
			case <-tick.C:
			}
		}
	}()
	began := time.Now()
	do()
	took = time.Since(began)
	close(done)
	<-ended
	return took, max(most.Load(), before) - before
}
