package cli

import (
	"io"
	"log"
	"log/slog"
	"os"
)

// secretVariables are all environment variables that can hold a secret.
var secretVariables = []string{secretVariable, "MAILGRANT_GRAPH_TOKEN"}

// secluded prepares this process to hold secrets, before it does anything else:
// it drops what libraries log, hides its memory from other programs of this
// user, and lets no program it starts inherit a secret.
func (w World) secluded() World {
	silence()
	hideMemory()
	w.Env = takenFrom(w.Env, secretVariables...)
	return w
}

// silence drops what libraries log. net/http quotes up to 4 KiB of an
// unsolicited answer, which can hold a secret or a token.
func silence() {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	log.SetOutput(io.Discard)
}

// takenFrom removes variables from this process's environment and returns env
// with the values they had.
func takenFrom(env func(string) (string, bool), names ...string) func(string) (string, bool) {
	taken := map[string]string{}
	for _, name := range names {
		if value, set := env(name); set {
			taken[name] = value
		}
		_ = os.Unsetenv(name) // fails only for names that no variable can have
	}
	return func(name string) (string, bool) {
		if value, ours := taken[name]; ours {
			return value, true
		}
		return env(name)
	}
}
