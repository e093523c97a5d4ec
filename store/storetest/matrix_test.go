//go:build linux

package storetest

import (
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"sync"
	"testing"

	"mailgrant/flow/soak"
)

// TestSoakEveryFaultOnEveryCommand tries a sample of the faults, a different
// one for each command; MAILGRANT_SOAK=1 tries all.
func TestSoakEveryFaultOnEveryCommand(t *testing.T) {
	t.Parallel()
	m := openMicrosoft(t)
	old := saveOld(t, m)
	few := soak.Random(t)
	var jobs []func()
	for _, name := range slices.Sorted(maps.Keys(commands)) {
		for _, fault := range chosen(few, faultsOf()) {
			jobs = append(jobs, func() {
				t.Run(name+"/"+fault.Name, func(t *testing.T) {
					r := newRow(t, m, fault)
					commands[name](r, old)
					r.end()
				})
			})
		}
	}
	sideBySide(jobs)
}

// chosen are all faults in a soak, otherwise a few, or those whose name matches
// MAILGRANT_FAULTS.
func chosen(few *rand.Rand, faults []Fault) []Fault {
	if pattern := os.Getenv("MAILGRANT_FAULTS"); pattern != "" {
		return slices.DeleteFunc(faults, func(f Fault) bool { return !regexp.MustCompile(pattern).MatchString(f.Name) })
	}
	if soak.Whole() {
		return faults
	}
	few.Shuffle(len(faults), func(i, j int) { faults[i], faults[j] = faults[j], faults[i] })
	return faults[:3]
}

// sideBySide runs jobs that mostly wait, a few at a time.
func sideBySide(jobs []func()) {
	const hands = 6
	next := make(chan func())
	var all sync.WaitGroup
	for range hands {
		all.Go(func() {
			for job := range next {
				job()
			}
		})
	}
	for _, job := range jobs {
		next <- job
	}
	close(next)
	all.Wait()
}

func newRow(t *testing.T, m microsoft, fault Fault) *row {
	t.Helper()
	place := startSecretService(t)
	return &row{person: newPerson(t, m, place.Env()), t: t, m: m, place: place, fault: fault}
}

// saveOld saves the old secret with the program and returns the index.
func saveOld(t *testing.T, m microsoft) saved {
	t.Helper()
	r := newRow(t, m, Fault{})
	k := r.talk(t, m.answers(m.oldSecret), "setup", "--plain", "--guide", guide)
	k.to(saveIt)
	if said := k.take(saveIt); !regexp.MustCompile(savedAs).MatchString(said) {
		t.Fatalf("nothing was saved:\n%s", said)
	}
	r.finish(k, m.oldSecret.Value)
	r.end()
	index, err := os.ReadFile(r.indexPath())
	if err != nil {
		t.Fatal(err)
	}
	return index
}
