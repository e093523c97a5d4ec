package report

import "strings"

// JSONError is the reason why there is no report. Its keys are a contract.
type JSONError struct {
	Schema string   `json:"schema"`
	Code   int      `json:"code"`
	Says   string   `json:"says"`
	Do     []string `json:"do"`
}

// FormatIn is the machine-readable format that a command line asks for, else
// text. It works even if the flags as a whole can't be parsed.
func FormatIn(args []string) string {
	format := "text"
	for i, arg := range args {
		value, given := strings.CutPrefix(arg, "--format=")
		switch {
		case arg == "--":
			return format
		case arg == "--format" && i+1 < len(args):
			value, given = args[i+1], true
		}
		if given {
			format = "text"
			if value == "json" || value == "ndjson" {
				format = value
			}
		}
	}
	return format
}
