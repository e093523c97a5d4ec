package plain

import (
	"strconv"

	"mailgrant/flow"
)

// meanings are what a message can mean, the likeliest first.
func meanings(list []flow.Meaning) block {
	var b block
	for i, m := range list {
		prefix := "Meaning: "
		if len(list) > 1 {
			prefix = "Meaning " + strconv.Itoa(i+1) + ": "
		}
		b = append(b, phrase{prefix: prefix, text: m.Says})
		b = append(b, phrase{prefix: "  Cause: ", text: string(m.Cause) + "."})
		b = append(b, moves(m.Owner, m.Do)...)
		if m.Apart != "" {
			b = append(b, phrase{prefix: "  ", text: m.Apart})
		}
		if m.Lookup != "" {
			b = append(b, phrase{prefix: "  Look up: ", text: m.Lookup})
		}
	}
	return b
}
