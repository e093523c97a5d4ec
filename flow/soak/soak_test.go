package soak

import (
	"slices"
	"testing"
)

var hundred = func() (all []int) {
	for i := range 100 {
		all = append(all, i)
	}
	return all
}()

func TestSamplesDifferAndASeedRepeatsThem(t *testing.T) {
	t.Setenv("MAILGRANT_SOAK", "")
	first, second := Some(t, 10, hundred), Some(t, 10, hundred)
	if len(first) != 10 || !slices.IsSorted(first) || len(slices.Compact(slices.Clone(first))) != 10 {
		t.Errorf("%v: want ten of them, in order", first)
	}
	if slices.Equal(first, second) {
		t.Errorf("the second sample is the first again: %v", first)
	}
	sources.Delete(t.Name()) // as in another run
	if again := Some(t, 10, hundred); !slices.Equal(first, again) {
		t.Errorf("%v, then %v from the same seed", first, again)
	}
	var other []int
	t.Run("of another test", func(t *testing.T) { other = Some(t, 10, hundred) })
	if slices.Equal(first, other) {
		t.Errorf("another test got the same: %v", other)
	}
}

func TestAWholeRunLeavesNothingOut(t *testing.T) {
	t.Setenv("MAILGRANT_SOAK", "1")
	if all := Some(t, 10, hundred); len(all) != 100 {
		t.Errorf("%d of 100", len(all))
	}
	t.Setenv("MAILGRANT_SOAK", "")
	if few := Some(t, 10, hundred[:3]); len(few) != 3 {
		t.Errorf("%d of 3", len(few))
	}
}
