package cli

import "mailgrant/ui/run"

// changesOf are the run's changes; nil in practice mode, which changes nothing
// that outlives it.
func (a *app) changesOf(r *rig) *run.Changes {
	if r.Practice {
		return nil
	}
	return a.changes
}
