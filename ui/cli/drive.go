package cli

import (
	"context"

	"mailgrant/flow"
)

// drive takes one event through the rules and carries out what follows, side by
// side, until nothing is under way. It ends because every effect does.
func drive(ctx context.Context, s flow.State, e flow.Event, do flow.Doer) flow.State {
	results := make(chan flow.Event)
	s, effects := flow.Next(s, e)
	for running := 0; ; running-- {
		for _, effect := range effects {
			running++
			go func() { results <- do(ctx, effect) }()
		}
		if running == 0 {
			return s
		}
		s, effects = flow.Next(s, <-results)
	}
}
