package text

import (
	"regexp"
	"sync"
)

// Pattern is a regular expression that is compiled when it is first used: most
// commands use none of them.
func Pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
