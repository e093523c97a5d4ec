package term

import (
	"io"
	"log"
	"log/slog"
	"os"
)

// Silence drops what libraries log. net/http quotes up to 4 KiB of an
// unsolicited answer, which can hold a secret or a token.
func Silence() {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	log.SetOutput(io.Discard)
}

// TakenFrom removes variables from this process's environment and returns env
// with the values they had.
func TakenFrom(env func(string) (string, bool), names ...string) func(string) (string, bool) {
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
