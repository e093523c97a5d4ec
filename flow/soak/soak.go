// Package soak says how much of a long test to run: all of it with
// MAILGRANT_SOAK=1, which make soak sets, and otherwise a sample that differs
// from run to run. Only tests import it.
package soak

import (
	"hash/fnv"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"sync"
	"testing"
)

// seed is this run's seed: MAILGRANT_SEED, or a new one.
var seed = sync.OnceValue(func() uint64 {
	if n, err := strconv.ParseUint(os.Getenv("MAILGRANT_SEED"), 10, 64); err == nil {
		return n
	}
	return rand.Uint64()
})

// Whole reports whether the test must leave nothing out.
func Whole() bool { return os.Getenv("MAILGRANT_SOAK") == "1" }

// sources are the random sources of the tests that run, by the test's name.
var sources sync.Map

// Random is a test's own random source, the same at each call. A test that fails
// prints how to repeat it.
func Random(t testing.TB) *rand.Rand {
	t.Helper()
	name := fnv.New64()
	_, _ = name.Write([]byte(t.Name())) // never fails
	source, drawn := sources.LoadOrStore(t.Name(), rand.New(rand.NewPCG(seed(), name.Sum64())))
	if !drawn {
		t.Cleanup(func() {
			sources.Delete(t.Name())
			if t.Failed() {
				t.Logf("to repeat this run: MAILGRANT_SEED=%d", seed())
			}
		})
	}
	return source.(*rand.Rand)
}

// Some are n of all, in their order, or all of them if the run is whole.
func Some[T any](t testing.TB, n int, all []T) []T {
	t.Helper()
	if Whole() || n >= len(all) {
		return all
	}
	chosen := Random(t).Perm(len(all))[:n]
	slices.Sort(chosen)
	some := make([]T, n)
	for i, which := range chosen {
		some[i] = all[which]
	}
	return some
}
