//go:build linux || darwin

package termtest

import (
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestAnAnimationDrawsASharedRowOnce(t *testing.T) {
	t.Parallel()
	var frames []Frame
	for _, says := range []string{"one", "two", "two"} {
		x := Start(t, shell("printf 'the same\r\n"+says+"'"))
		x.Exit()
		frames = append(frames, Frame{x.Shot(), time.Second})
	}
	got := Animation("title", Looks[0], frames)
	for text, times := range map[string]int{">the same<": 1, ">one<": 1, ">two<": 1} {
		if n := strings.Count(got, text); n != times {
			t.Errorf("%s is drawn %d times, not %d:\n%s", text, n, times, got)
		}
	}
	if shown := regexp.MustCompile(`<g class="k1-3">.*\n?.*two`); !shown.MatchString(got) || !strings.Contains(got, ".k1-3{visibility:visible;") {
		t.Errorf("without motion the last frame is not what is shown:\n%s", got)
	}
}
