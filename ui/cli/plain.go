package cli

import (
	"context"

	"mailgrant/flow"
)

// plainly goes through the guide line by line.
func (a *app) plainly(context.Context, *rig, flow.State) (flow.State, error) {
	return flow.State{}, usage(setupHelp, "Plain mode is not part of this build.")
}
