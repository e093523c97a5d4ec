package cli

import "mailgrant/ui/run"

func (w World) holder() *run.Clipboard {
	return &run.Clipboard{Tool: run.SystemBoard{}, Remote: w.remote()}
}
