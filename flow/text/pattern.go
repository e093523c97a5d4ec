package text

import (
	"regexp"
	"sync"
)

// Pattern is a regular expression that is compiled at its first use: most
// commands use none.
func Pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
