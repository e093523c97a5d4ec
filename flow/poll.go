package flow

import (
	"time"

	"mailgrant/flow/guide"
	"mailgrant/flow/wire"
)

// consentWait is how long a session waits for a consent to show.
const consentWait = 2 * time.Minute

// gap is the pause before the next token request. Requests are made 0, 5, 15,
// 30, 60 and 120 seconds after the start, then every five minutes. Consent shows
// only in new tokens, and not in all of them at once (facts/entra.md section 4.4).
func gap(polls int) time.Duration {
	gaps := []int{5, 10, 15, 30, 60}
	if polls < len(gaps) {
		return time.Duration(gaps[polls]) * time.Second
	}
	return 5 * time.Minute
}

// again asks for a new token if what is missing may still be propagating and
// the time limit is not over. At the limit it asks for the last one.
func (s State) again(g wire.Grant) (State, []Effect) {
	pause := min(gap(s.Results.Polls), s.Wait-s.Results.Waited)
	awaited := s.AsCase().Spreading(g)
	if pause <= 0 || awaited == "" {
		return s, nil
	}
	s.Results = s.Results.Remember(g)
	s.Results.Polls++
	s.Results.Waited += pause
	s.Results.Pause = pause
	s.Results.Token = &g // the result so far; it stays if the user leaves the wait
	fetch, _ := s.fetch()
	fetch.After, fetch.Awaits = pause, awaited
	return s, []Effect{fetch}
}

// poll repeats the test and waits for what is missing.
func (s State) poll() (State, []Effect) {
	if s.At != guide.StepVerify {
		return s, nil
	}
	s.Wait = max(s.Wait, consentWait)
	return s.verify()
}
