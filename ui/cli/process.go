package cli

import "mailgrant/ui/term"

// secretVariables are all environment variables that can hold a secret.
var secretVariables = []string{secretVariable, "MAILGRANT_GRAPH_TOKEN"}

// secluded prepares this process to hold secrets, before it does anything else:
// it drops what libraries log, hides its memory from other programs of this
// user, and lets no program it starts inherit a secret.
func (w World) secluded() World {
	term.Silence()
	term.HideMemory()
	w.Env = term.TakenFrom(w.Env, secretVariables...)
	return w
}
